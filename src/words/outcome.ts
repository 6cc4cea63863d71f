import { noteCount } from './counts.ts';
import type { Does } from './pending.ts';
import { t } from './translate.ts';

// How logging, changing or deleting notes ended. `why`: the sentence of a failure, with its full stop.

export function done(does: Does, customer: string, account: string): string {
  return {
    create: t('Logged for {0} in {1}.', customer, account),
    edit: t('Saved the change for {0} in {1}.', customer, account),
    remove: t('Deleted for {0} in {1}.', customer, account),
    followUp: t('Saved the follow-up for {0} in {1}.', customer, account),
  }[does];
}

export const manyLogged = (notes: number, customer: string, account: string) =>
  t('Logged {0} for {1} in {2}.', noteCount(notes), customer, account);

/** Before what is said of those that were not. */
export const someLogged = (logged: number, all: number, others: string) =>
  t('{0} of {1} logged. {2}', logged, noteCount(all), others);

export function lostReply(does: Does): string {
  return {
    create: t('We lost the reply. Checking whether it was saved…'),
    edit: t('We lost the reply. Checking whether it was changed…'),
    remove: t('We lost the reply. Checking whether it was deleted…'),
    followUp: t('We lost the reply. Checking whether the follow-up was saved…'),
  }[does];
}

export function conflict(does: 'edit' | 'remove', why: string): string {
  return does === 'edit'
    ? t('{0} Nothing was changed. Compare both versions in Recent Notes.', why)
    : t('{0} Nothing was deleted. Compare both versions in Recent Notes.', why);
}

export function refused(does: Does, why: string): string {
  return {
    create: t('{0} It was not saved, and your text is kept. Correct it and log it again.', why),
    edit: t('{0} Nothing was changed, and your text is kept. Correct it and save it again.', why),
    remove: t('{0} Nothing was deleted.', why),
    followUp: t('{0} The follow-up was not saved.', why),
  }[does];
}

export const stopped = () => t('Stopped. Nothing was logged, and your text is kept.');

export const queuedBehindOthers = () => t('Queued. Other notes go first; it goes out automatically.');

export const queuedUntilKeyWorks = (why: string) =>
  t('{0} Queued. It goes out automatically as soon as the key works.', why);

export function queuedFor(why: string, seconds: number | undefined): string {
  if (seconds === undefined) return t('{0} Queued. It goes out automatically in a minute.', why);
  if (seconds === 1) return t('{0} Queued. It goes out automatically in a second.', why);
  return seconds < 90
    ? t('{0} Queued. It goes out automatically in {1} seconds.', why, seconds)
    : t('{0} Queued. It goes out automatically in {1} minutes.', why, Math.ceil(seconds / 60));
}

export const queuedUntilDiskWorks = (why: string) =>
  t('{0} Queued. It goes out automatically when the disk works again.', why);

export const queuedToRetry = (why: string) => t('{0} Queued. We’ll retry automatically.', why);

export const notLoggedInForm = (why: string) => t('{0} Nothing was logged; the note is in the form.', why);

export const notLoggedDrafts = (why: string, notes: number) =>
  t('{0} {1} were not logged; they are drafts, and the last one is in the form.', why, noteCount(notes));

export const undoneDeletion = () => t('Undone. Nothing was deleted.');

export const undoneToForm = (notes: number) =>
  notes === 1
    ? t('Undone. Nothing was logged; your text is in the form.')
    : t('Undone. {0} were not logged; the text is in the form.', noteCount(notes));

export const undoneOnHold = (notes: number) =>
  notes === 1
    ? t('Undone. Nothing was logged; the note is on hold in Recent Notes.')
    : t('Undone. {0} were not logged; they are on hold in Recent Notes.', noteCount(notes));
