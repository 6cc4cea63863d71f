import type { Kind } from './rows.ts';
import { t } from './translate.ts';

// The box that asks whom a note is about, and the questions after it.

export const newNote = () => t('New Note');

export const logCall = () => t('Log Call');

/** In the empty box, so that it is short. */
export const customerOrLine = (kind: Kind) =>
  kind === 'call' ? t('Customer, or customer 25m: what was said') : t('Customer, or customer: what happened');

export const customerOnly = () => t('Name, id or e-mail address');

export const typeName = () => t('Type a customer’s name');

export const typeNameFor = (notebook: string) =>
  t('Type a customer’s name: notes go to the {0} on this machine', notebook);

/** `services`: their names. */
export const connect = (services: readonly string[]) => t('Connect {0}', services.join(t(' or ')));

export const newCustomer = (typed: string, account: string) => t('New customer “{0}” in {1}', typed, account);

/** `noun`: what the target's type is called; undefined where the account has only one. */
export function lookUp(typed: string, account: string, noun: string | undefined): string {
  return noun === undefined
    ? t('Look up “{0}” in {1}', typed, account)
    : t('Look up {0} “{1}” in {2}', noun, typed, account);
}

/** Before {@link lookUp}, where nobody was found. */
export const noMatch = (others: string) => t('No match. {0}', others);

export const goOnUnchecked = (name: string) => t('Continue with {0}, not checked', name);

export const cannotUse = () => t('Can’t use this');

// Why Enter chooses nothing.

export const chooseOrType = () => t('Choose a row, or type');

export const nothingFits = (typed: string) => t('Nothing fits “{0}”', typed);

export const severalFit = (typed: string) => t('Several fit “{0}”: choose one', typed);

export const moreMayFit = (typed: string) => t('More may fit “{0}”: choose one, or wait', typed);

/** `length`: how long the call was, where that is known. */
export function about(kind: Kind, length: string | undefined, customer: string): string {
  if (kind === 'note') return t('note about {0}', customer);
  return length === undefined ? t('call about {0}', customer) : t('{0} call about {1}', length, customer);
}

// A note in one line, read back. `about`: as `25 min call about Hooli GmbH 4`.

export const logLine = (about: string, text: string) => t('Log {0}: {1}', about, text);

export const logLineAndFollowUp = (about: string, text: string, day: string, details: string) =>
  t('Log {0}: {1}, and follow up on {2}: {3}', about, text, day, details);

// The box for the text.

export const pressEnter = () => t('Press Enter to log it');

export const pressEnterAndFollowUp = (day: string, details: string) =>
  t('Press Enter to log it, and follow up on {0}: {1}', day, details);

export const whatHappened = (kind: Kind) => (kind === 'call' ? t('What was said?') : t('What happened?'));

export const howLong = () => t('How long was the call?');

export const durationExample = () => t('25m, 1h 5m, 12:30');

export const typeDuration = () => t('Type the duration like 25m, 1h 5m or 12:30.');

export const callLength = () => t('A call lasts between one second and 24 hours.');

/** `why`: why the customer's name could not be checked. */
export const enterUnchecked = (enter: string, why: string) =>
  t('{0}; the name is not checked: {1}', enter, why);

export const continueInForm = () => t('Continue in the form (longer text, date, attachment)');

/** Over the questions: what is being done, and for whom. */
export const forWhom = (command: string, customer: string) => t('{0} for {1}', command, customer);

export const recipient = (customer: string, account: string) => t('{0} · {1}', customer, account);

export const recipientUnchecked = (customer: string, account: string) =>
  t('{0} · {1} (not checked)', customer, account);

export const pin = () => t('Pin');

export const unpin = () => t('Unpin');
