import type { Does } from './pending.ts';
import type { Kind } from './rows.ts';
import { t } from './translate.ts';

// Questions about single notes, and their buttons.

export const decideLater = () => t('Decide Later');

// Whether a note was saved, which Notelog could not find out.

export const isItSaved = (account: string) => t('Does {0} have this note already?', account);

export const isFollowUpSaved = (account: string) => t('Does {0} have this follow-up already?', account);

export const alreadySaved = () => t('Already Saved');

export const logAgain = () => t('Log Again');

export const yourNoteAbout = (customer: string, text: string) =>
  t('Your note about {0}:\n{1}', customer, text);

export const foundOneOf = (account: string, texts: string) =>
  t('Found in {0}, and it may be any of these:\n{1}', account, texts);

export const stillChecking = () =>
  t('We keep checking whether it was saved. If you log it again now, it may be saved twice.');

export const tooManyToSearch = (account: string) =>
  t(
    'There are too many notes in {0} to search them all, so look for it there. If you log it again, it may be saved twice.',
    account,
  );

export const editPossiblySaved = () =>
  t('This note may be saved already. Edit it and log it as another one?');

export const editMeansAnother = (why: string, account: string, customer: string) =>
  t(
    '{0} {1} may have it for {2}. What you log from the form is a new note, and we stop checking for this one.',
    why,
    account,
    customer,
  );

export const edit = () => t('Edit');

// A stored note that somebody else has changed or deleted meanwhile.

export const changedSince = (account: string) =>
  t('This note was changed in {0} since you opened it', account);

export const deletedSince = (account: string) =>
  t('This note was deleted in {0} since you opened it', account);

export const whichStays = () => t('Which version stays?');

export const whatNow = () => t('What should become of your version?');

export const decideLaterMeans = () => t('Nothing changes; the note stays under Needs you');

export const keepTheirs = () => t('Keep Theirs');

export const keepTheirsMeans = (account: string) => t('As it is in {0} now; yours is discarded', account);

export const keepMine = () => t('Keep Mine');

export const keepMineMeans = () => t('It overwrites theirs');

export const keepTheNote = () => t('Keep the Note');

export const keepTheNoteMeans = () => t('As it is now; it is not deleted');

export const deleteAnyway = () => t('Delete It Anyway');

export const deleteAnywayMeans = (account: string) => t('It is deleted in {0}, for everybody', account);

export const discardMine = () => t('Discard Mine');

export const discardMineMeans = () => t('Your version is removed');

export const comparison = (account: string, name: string) => t('In {0} now ↔ Yours: {1}', account, name);

export const comparisonForDeletion = (account: string, name: string) =>
  t('As you saw it ↔ In {0} now: {1}', account, name);

export const inAccountNow = (account: string) => t('In {0} now', account);

export const yours = () => t('Yours');

export const asYouSawIt = () => t('As you saw it');

// The facts of a version, above its text.

export const customerLine = (name: string) => t('Customer: {0}', name);

export const authorLine = (author: string) => t('Author: {0}', author);

export const dateLine = (date: string) => t('Date: {0}', date);

export const durationLine = (length: string) => t('Duration: {0}', length);

// A deletion that the service refused.

export const followUpNotSaved = () => t('The follow-up was not saved. Its note is.');

export const notDeleted = () => t('The note was not deleted.');

export const tryAgain = () => t('Try Again');

export const discardDeletion = () => t('Keep the Note');

// Deleting a stored note.

export const deleteStored = (kind: Kind) =>
  kind === 'call' ? t('Delete this call?') : t('Delete this note?');

export const doDelete = () => t('Delete');

export const keepStored = (kind: Kind) => (kind === 'call' ? t('Keep Call') : t('Keep Note'));

export function deletedForEverybody(kind: Kind, customer: string, account: string, service: string): string {
  return kind === 'call'
    ? t(
        'The call with {0} is deleted in {1}, for everybody. {2} cannot bring it back.',
        customer,
        account,
        service,
      )
    : t(
        'The note about {0} is deleted in {1}, for everybody. {2} cannot bring it back.',
        customer,
        account,
        service,
      );
}

export const onlyLinkIsRemoved = () => t('Only the link is removed. What it leads to stays as it is.');

export function undoFor(seconds: number): string {
  return seconds === 1
    ? t('You can undo this for a second.')
    : t('You can undo this for {0} seconds.', seconds);
}

// Discarding what is pending.

export function discardPending(does: Does): string {
  return {
    create: t('Discard this note?'),
    edit: t('Discard this change?'),
    remove: t('Discard this deletion?'),
    followUp: t('Discard this follow-up?'),
  }[does];
}

export const doDiscard = () => t('Discard');

export const keepPending = () => t('Keep');

/** `isPossiblyDone`: whether it may be saved already. */
export function discardMeans(does: Does, isPossiblyDone: boolean): string {
  if (does === 'create' || does === 'followUp')
    return isPossiblyDone
      ? t('It may be saved already, and we stop checking for it.')
      : t('It has not been saved, and cannot be brought back.');
  return isPossiblyDone
    ? t('It may have been made already. If not, the saved note stays as it is.')
    : t('The saved note stays as it is.');
}

// Why nothing was done.

export const beingWorkedOn = () =>
  t('This note is being saved or changed right now, so nothing was done. Check it in Recent Notes.');

export const notPendingAnyMore = () =>
  t('This note is no longer pending: it was saved, undone or discarded. Nothing was changed.');

export const changePending = () =>
  t('A change of this note is pending. Finish or discard it in Recent Notes first.');

export const deletionPending = () =>
  t('A deletion of this note is pending. Finish or discard it in Recent Notes first.');

export const accountOfNoteGone = () => t('The account of this note is no longer set up here.');

export const cannotEdit = (service: string) => t('{0} has no way to change a saved note.', service);

export const cannotDelete = (service: string) => t('{0} has no way to delete a saved note.', service);

export const tooLongToEdit = () =>
  t('This note is too long to be changed here. Change it where it is saved.');

export const notReadInFull = () =>
  t('This note could not be read in full, so it cannot be changed or deleted here.');

export const hasNoPage = () => t('This note has no page that can be opened.');

export const openPageOf = (host: string) => t('Open a page of {0}?', host);

export const pageIsElsewhere = (account: string) =>
  t('The address came from {0}, but does not lead to one of its own pages.', account);

export const open = () => t('Open');

export const copyAddress = () => t('Copy Address');

export const copiedText = () => t('Copied the note’s text');
