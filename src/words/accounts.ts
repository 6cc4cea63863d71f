import { noteCount } from './counts.ts';
import { t } from './translate.ts';

// Setting up, checking and removing accounts.

export const checkAccount = () => t('Check Account');

export const works = (account: string, identity: string) =>
  t('{0} works. Connected to {1}.', account, identity);

export const removeAccount = () => t('Remove Account');

export const removeThis = (account: string) => t('Remove {0}?', account);

export const keepAccount = () => t('Keep Account');

export const remove = () => t('Remove');

/** `pending`: how many of its notes are in the outbox. */
export function removeMeans(pending: number): string {
  if (pending === 0) return t('Its key is removed from this machine. What the service holds stays.');
  return t(
    'Its key is removed from this machine. What the service holds stays. {0} not logged yet: see Recent Notes.',
    noteCount(pending),
  );
}

export const setDefaultAccount = () => t('Set Default Account');

export const isDefaultNow = (account: string) =>
  t('New notes are logged to {0} unless you choose another account.', account);

export const noAccountYet = () => t('There is no account yet. Notes go to the notebook.');

export const addAccount = () => t('Add Account');

export const accountGone = () =>
  t('This account is no longer set up here. Its notes are queued: edit them to log them to another account.');
