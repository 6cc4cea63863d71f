import { t } from './translate.ts';

// What is said of the call timer.

/** In place of a customer's name. */
export const nobodyYet = () => t('Nobody yet');

export const callTimer = () => t('Call timer');

export const callWith = (customer: string | undefined) =>
  customer === undefined ? t('Call with nobody yet') : t('Call with {0}', customer);

export const pausedCallWith = (customer: string | undefined) =>
  customer === undefined ? t('Paused call with nobody yet') : t('Paused call with {0}', customer);

export const chooseCustomer = (isChosen: boolean) =>
  isChosen ? t('Change Customer…') : t('Choose Customer…');

export const anotherRuns = (customer: string | undefined) =>
  customer === undefined
    ? t('Another call is being timed. Stop it before you start one.')
    : t('A call with {0} is being timed. Stop it before you start another.', customer);

export const runsForLong = (customer: string | undefined, length: string) =>
  customer === undefined
    ? t('The call timer has been running for {0}. Is the call still going on?', length)
    : t('The call timer for {0} has been running for {1}. Is the call still going on?', customer, length);
