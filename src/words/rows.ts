import { t } from './translate.ts';

// The rows of Recent Notes.

/** What was logged. */
export type Kind = 'note' | 'call';

/** At the top: the notes that wait for the user. */
export const needsYou = () => t('Needs you');

/** `length`: how long the call was, where that is known. */
export const call = (length: string | undefined) =>
  length === undefined ? t('Call') : t('Call {0}', length);

export const withoutText = (kind: Kind) =>
  kind === 'call' ? t('Call without text') : t('Note without text');

export const noDate = () => t('No date');

export const calls = () => t('Calls');

export const notes = () => t('Notes');

export const today = () => t('Today');

export const yesterday = () => t('Yesterday');

export const attachment = (name: string) => t('Attachment: {0}', name);

export const openFollowUps = () => t('Open follow-ups');

export const noOpenFollowUps = () => t('No open follow-ups.');

export const stillToDoFor = (customer: string) => t('What still needs to be done for {0}', customer);

export const followUpWithoutText = () => t('Follow-up without text');

export const due = (day: string) => t('Due: {0}', day);

export const dueLate = (day: string) => t('Due: {0} (late)', day);

export const noDueDate = () => t('Due: no date');

export const loadMore = () => t('Load more');

export const loadMoreOf = (account: string) => t('Load older notes of {0}', account);

export const noMatch = () => t('None of the notes loaded so far matches the filter.');

export const openNote = () => t('Open Note');

export const resolve = () => t('Resolve');

// What a screen reader says.

export const spokenNote = (kind: Kind, text: string) =>
  kind === 'call' ? t('Call: {0}', text) : t('Note: {0}', text);

export const spokenWithoutText = () => t('without text');

export const spokenAttachment = (name: string) => t('attachment {0}', name);

export const spokenGroup = (name: string, facts: string) => t('{0}, {1}', name, facts);

export const spokenFollowUps = (customer: string) => t('Open follow-ups of {0}', customer);

export const spokenFollowUp = (text: string, due: string, assignee: string) =>
  t('Follow-up: {0}. {1}. {2}', text, due, assignee);

export const spokenProblem = (account: string, problem: string) =>
  t('Problem with account {0}: {1}', account, problem);
