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

// Adding and editing an account.

export const addAccountOf = (service: string) => t('Add Account · {0}', service);

export const editAccount = () => t('Edit Account');

export const editAccountOf = (account: string) => t('Edit Account · {0}', account);

export const whichService = () => t('Which service?');

export const whichAccount = () => t('Which account?');

export const fieldPrompt = (label: string, description: string) => t('{0}: {1}', label, description);

export const otherSettings = () => t('Address, name and other settings');

export const asking = (service: string) => t('Notelog: asking {0}…', service);

export const nothingSaved = () => t('Nothing was saved.');

export const nothingSavedSince = (why: string) => t('{0} Nothing was saved.', why);

export const correctIt = () => t('Correct It');

export const accountNotSaved = () => t('The account was not saved.');

export const changesNotSaved = (account: string) => t('The changes to {0} were not saved.', account);

export const goOn = () => t('Continue');

/** Whose account a key opens. */
export const identity = (name: string, detail: string) => t('{0} ({1})', name, detail);

export const connectedTo = (identity: string) => t('Connected to {0}.', identity);

export const nameThis = (identity: string) => t('Connected to {0}. Name this account', identity);

export const nameLength = (most: number) => t('A name has 1 to {0} characters.', most);
