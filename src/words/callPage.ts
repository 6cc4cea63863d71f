import { t } from './translate.ts';

// The page about a customer during a call, and what is offered after it.

/** The tab's title. */
export const callWith = () => t('Call');

export const openFollowUps = () => t('Open follow-ups');

export const lastNotes = () => t('Last notes');

export const noFollowUps = () => t('No open follow-ups');

export const noNotes = () => t('No notes yet');

export const reading = () => t('Reading…');

/** `why`: a sentence. */
export const notRead = (why: string) => t('Cannot be read just now. {0}', why);

/** `day`: `YYYY-MM-DD`. */
export const due = (day: string) => t('due {0}', day);

export const offerFollowUps = (count: number) =>
  count === 1
    ? t('The note has an open item. Make it a follow-up?')
    : t('The note has {0} open items. Make them follow-ups?', count);

export const addFollowUps = () => t('Add Follow-Ups');
