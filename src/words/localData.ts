import { noteCount } from './counts.ts';
import { t } from './translate.ts';

// Deleting what Notelog keeps on this machine.

export const deleteLocalData = () => t('Delete what Notelog keeps on this machine?');

export const keep = () => t('Keep');

export const exportFirst = () => t('Export First');

export const doDelete = () => t('Delete');

export const deleting = () => t('Notelog: deleting local data');

export const nothingPending = () => t('No note is pending.');

/** `names`: a line for each note. `possiblySaved`: how many of them may be saved already. */
export function pendingLost(notes: number, possiblySaved: number, names: string): string {
  return possiblySaved === 0
    ? t('Not saved yet: {0}, which would be lost:\n{1}', noteCount(notes), names)
    : t(
        'Not saved yet: {0} ({1} of them possibly saved), which would be lost:\n{2}',
        noteCount(notes),
        possiblySaved,
        names,
      );
}

export const noDraft = () => t('There is no draft.');

export const draftsLost = (drafts: number, names: string) =>
  t('Drafts, which would be lost: {0}\n{1}', drafts, names);

export const proposalsLost = (proposals: number, names: string) =>
  t('Proposed notes, which would be lost: {0}\n{1}', proposals, names);

export const whatElse = () =>
  t(
    'Discarded drafts, files that were set aside because they could not be read, receipts, copies of attachments, a running call timer and the lists of recent, pinned and known customers and of linked folders go too. Accounts and their keys, the notebook’s notes, your templates and what the services hold stay.',
  );

export const withoutText = () => t('(no text)');

export const andMore = (notes: number) => t('and {0} more', notes);

export const deleted = () =>
  t('Drafts, pending notes and caches are deleted. Accounts, keys and the notebook’s notes are still there.');

export const someLeft = (notes: number) =>
  t(
    '{0} could not be deleted, because another window works on them or you cancelled. Run Delete Local Data again in a moment.',
    noteCount(notes),
  );

export const diskRefused = () =>
  t('The disk refused to delete some of Notelog’s files. Everything else is deleted.');

export const noteBeingLogged = () =>
  t('A note is just being logged from the form. Try again when it is done.');
