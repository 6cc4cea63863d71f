import { t } from './translate.ts';

// What is said of a note, a change, a deletion or a follow-up that is still in the outbox.

/** What is on its way: a new note, a change of a stored one, its deletion, or a follow-up. */
export type Does = 'create' | 'edit' | 'remove' | 'followUp';

function of(does: Does, create: string, edit: string, remove: string, followUp: string): string {
  return { create, edit, remove, followUp }[does];
}

// How it stands, at the head of its row. Where it needs the user, what it wants.

export const apiKeyNeeded = () => t('API key needed');

export const conflict = () => t('Conflict: compare');

export const queued = (does: Does) =>
  of(does, t('Queued'), t('Change queued'), t('Deletion queued'), t('Follow-up queued'));

export const beingSent = (does: Does) =>
  of(does, t('Logging…'), t('Saving the change…'), t('Deleting…'), t('Saving the follow-up…'));

export const onHold = (does: Does) =>
  of(does, t('On hold'), t('Change on hold'), t('Deletion on hold'), t('Follow-up on hold'));

export const notSaved = (does: Does) =>
  of(
    does,
    t('Not saved: edit it'),
    t('Change not saved: edit it'),
    t('Not deleted: try again'),
    t('Follow-up not saved: try again'),
  );

export const possiblySaved = (does: Does) =>
  of(
    does,
    t('Possibly saved: check'),
    t('Possibly changed: check'),
    t('Possibly deleted: check'),
    t('Follow-up possibly saved: check'),
  );

export const checkingWhetherSaved = (does: Does) =>
  of(
    does,
    t('Checking whether it was saved…'),
    t('Checking whether it was changed…'),
    t('Checking whether it was deleted…'),
    t('Checking whether the follow-up was saved…'),
  );

// Beside it: when it goes out.

export const goesOutAutomatically = () => t('It goes out automatically');

export const goesOutIn = (time: string) => t('Goes out in {0}', time);

export const nextTryIn = (time: string) => t('Next try in {0}', time);

// In the box over the row.

export const goesOutAt = (time: string) => t('Goes out at {0}.', time);

export const nextTryAt = (time: string) => t('Next try at {0}.', time);

/** `times`: at least 1. */
export const tried = (times: number) => (times === 1 ? t('Tried once.') : t('Tried {0} times.', times));

export const aboutIn = (customer: string, account: string) => t('About {0}, in {1}.', customer, account);

export const goesOutWithKey = (does: Does) =>
  of(
    does,
    t('It has not been saved yet. It goes out automatically as soon as the key works.'),
    t('Nothing has been changed yet. It goes out automatically as soon as the key works.'),
    t('Nothing has been deleted yet. It goes out automatically as soon as the key works.'),
    t('Its note is saved. The follow-up goes out automatically as soon as the key works.'),
  );

export const goesOutByItself = (does: Does) =>
  of(
    does,
    t('It has not been saved yet. It goes out automatically.'),
    t('Nothing has been changed yet. It goes out automatically.'),
    t('Nothing has been deleted yet. It goes out automatically.'),
    t('Its note is saved. The follow-up goes out automatically.'),
  );

export const editOrDiscard = (does: Does) =>
  of(
    does,
    t('It was not saved. Edit it and log it again, or discard it.'),
    t('Nothing was changed. Edit it and save it again, or discard it.'),
    t('Nothing was deleted. Try again, or discard the deletion.'),
    t('Its note is saved, the follow-up was not. Try again, or discard it and make another.'),
  );

export const heldUntilYouSay = (does: Does) =>
  of(
    does,
    t('It has not been saved. It stays here until you log or discard it.'),
    t('Nothing has been changed. It stays here until you save or discard it.'),
    t('Nothing has been deleted. It stays here until you try again or discard it.'),
    t('Its note is saved. The follow-up stays here until you try again or discard it.'),
  );

export const compareBoth = () =>
  t('Somebody else changed the note. Compare both versions, then choose which one stays.');

export const lostReplyChecking = (does: Does) =>
  of(
    does,
    t('We lost the reply. Checking whether it was saved… It is logged again only if it was not.'),
    t('We lost the reply. Checking whether it was changed… It is tried again only if it was not.'),
    t('We lost the reply. Checking whether it was deleted… It is tried again only if it was not.'),
    t(
      'Its note is saved. We lost the reply about the follow-up. Checking whether it was saved… It is saved again only if it was not.',
    ),
  );

export const lostReplyLooksAlike = (account: string) =>
  t('We lost the reply, and {0} has a note like it. Check whether it is yours.', account);

export const lostReplyTooMany = (account: string) =>
  t(
    'We lost the reply, and {0} has too many notes to search them all. Check there whether it was saved.',
    account,
  );

export const windowWentSilent = () =>
  t(
    'The window that was logging it stopped responding. We keep checking; if that window is gone for good, you decide.',
  );

export const lostReplyTryAgain = (does: 'edit' | 'remove') =>
  does === 'edit'
    ? t('We lost the reply. Try again: nothing is changed twice.')
    : t('We lost the reply. Try again: nothing is deleted twice.');

/** `files`: their names. */
export const furtherNotes = (notes: number, files: string, account: string) =>
  notes === 1
    ? t('Another note follows for the file {0}: {1} takes one file a note.', files, account)
    : t('{0} more notes follow for the files {1}: {2} takes one file a note.', notes, files, account);

/** `day`: as `2026-12-04`. */
export const followUpFollows = (day: string, details: string) =>
  t('A follow-up is saved after it, due {0}: {1}', day, details);

/** In the status bar: `Demo: 3 notes.` */
export const accountPending = (account: string, count: string) => t('{0}: {1}.', account, count);

/** `count`: of its notes. `why`: a sentence. */
export const accountPendingWhy = (account: string, count: string, why: string) =>
  t('{0}: {1}. {2}', account, count, why);

// Why a note cannot join the outbox.

export const alreadySaved = () => t('This note is already saved: see Recent Notes.');

export const receiptUnreadable = () =>
  t('This note has a receipt that cannot be read, so it is possibly saved: see Recent Notes.');

export const possiblySavedSee = () => t('This note is possibly saved: see Recent Notes.');

export const takenOver = () => t('Another window has taken this note over.');

export const couldNotSave = () => t('The note could not be saved.');

// In the status bar.

export const statusName = () => t('Notelog: Notes That Need Attention');

export const spokenStatus = (line: string) => t('Notelog: {0}. Shows Recent Notes.', line);
