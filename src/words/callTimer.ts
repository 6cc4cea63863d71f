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

export const startCallTimer = () => t('Start Call Timer');

export const stopAndLog = () => t('Stop and Log Call');

export const pause = () => t('Pause');

export const resume = () => t('Resume');

export const discard = () => t('Discard');

export const discardTimer = () => t('Discard Timer');

export const keepRunning = () => t('Keep Running');

export const discardThis = () => t('Discard the call timer?');

export const noneRuns = () => t('No call is being timed.');

export const anotherIsTimed = () => t('Another call is being timed. Stop it first.');

export const takesNoCalls = (account: string) => t('{0} takes notes, but no calls.', account);

// In the status bar.

export const statusName = () => t('Notelog: Call Timer');

export const clickRunning = () => t('Click to pause, stop or discard the timer.');

export const clickPaused = () => t('Click to resume, stop or discard the timer.');

/** Spoken, of how long a call has lasted. */
export const lessThanAMinute = () => t('less than a minute');
