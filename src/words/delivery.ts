import { t } from './translate.ts';

// Why a note of the outbox did not go out.

export const accountChanged = (account: string) =>
  t('The account “{0}” was removed, or its address has changed since.', account);

export const goneElsewhere = () =>
  t(
    'This note is no longer pending here: another window has saved or discarded it. Look for it in Recent Notes.',
  );

export const stopped = () => t('You stopped it.');

export const editorClosed = () => t('The editor was closed while the note was being saved.');

export const windowSilent = () =>
  t('The window that was saving the note stopped responding, and may still save it.');

export const windowDelayed = () => t('A window was held up while it was saving the note.');

export const cannotBeSaved = () => t('This note cannot be saved as it is.');

export const wentWrong = () => t('Something went wrong while the note was being saved.');

export const changedElsewhere = () => t('The note was changed elsewhere since you opened it.');

export const cannotChange = () => t('This service has no way to change a saved note.');

export const cannotDelete = () => t('This service has no way to delete a saved note.');

export const hasNoFollowUps = () => t('This account has no follow-ups.');
