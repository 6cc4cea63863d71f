import { t } from './translate.ts';

// What is wrong with a field of a note, and what is to be done about it.

export const chooseCustomer = () => t('Choose a customer.');

export const kindNotTaken = () => t('This account does not take notes of this kind. Choose another.');

export const writeSomething = () => t('Write something first.');

export const textTooLong = (length: number, longest: number) =>
  t(
    'The text has {0} characters; this service takes {1}. Shorten it by {2}.',
    length,
    longest,
    length - longest,
  );

export const durationUnclear = () => t('How long was the call? Type it like 25m, 1h 5m or 12:30.');

export const durationImpossible = () =>
  t('A call lasts between one second and 24 hours. Correct the duration.');

export const noDate = () =>
  t('This is not a date and time. Correct it, or clear it to use the current time.');

export const beforeAll = () =>
  t('The date is before 1970. Correct the year, or clear it to use the current time.');

export const inFuture = () =>
  t('The date is in the future. Choose an earlier one, or clear it to use the current time.');

export const noEmail = () => t('This is not an e-mail address. Correct it, or leave it blank.');

export const typeEmail = (example: string) => t('Type an e-mail address, such as {0}.', example);

export const filesNotTaken = () =>
  t('This account takes no files. Remove what is attached, or choose another account.');
