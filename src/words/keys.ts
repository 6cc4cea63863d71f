import { t } from './translate.ts';

// An account whose key is missing or refused. `why`: a sentence.

export const queuedUntilKeyWorks = (why: string) =>
  t('{0} Its notes are queued and go out automatically as soon as the key works.', why);

export const queuedWithoutAccount = (why: string) =>
  t('{0} Its notes are queued. Edit them in Recent Notes to log them to another account.', why);

export const noteWaitsForKey = (account: string) => t('{0}: API key needed. The note is queued.', account);

export const anAccount = () => t('An account');

export const replaceKey = () => t('Replace Key');

export const showRecentNotes = () => t('Show Recent Notes');

export const replaceKeyOf = (account: string) => t('Replace Key · {0}', account);

/** `place`: a sentence about where the key is kept. */
export const connected = (identity: string, place: string) => t('Connected to {0}. {1}', identity, place);

export const keptInKeyring = () => t('The key is saved.');

export const keptForSession = () =>
  t('The key is kept until this window is closed or reloaded; then you enter it again.');

export const couldNotKeep = (why: string) =>
  t('{0} The key was not saved. It can be kept in this window’s memory until the window is closed.', why);

export const tryAgain = () => t('Try Again');

export const keepForSession = () => t('Keep for This Session');

export const whereToKeep = () => t('This machine has forgotten a key before. Where should this one be kept?');

export const forSession = () => t('For this session only');

export const forSessionMeans = () =>
  t('In this window’s memory. You enter it again after the window is closed or reloaded.');

export const inKeyring = () => t('In the keyring');

export const inKeyringMeans = () =>
  t('In VS Code’s secret storage, which may forget it again when the editor is closed.');

// Waiting for the keyring.

export const waitingForKeyring = () =>
  t('Waiting for the keyring… It may be asking for its password in another window.');

export const waitingShort = () => t('Notelog: waiting for the keyring…');

// A key in the settings.

/** `account`: undefined: it belongs to none. */
export const keyInSettings = (name: string, account: string | undefined) =>
  account === undefined
    ? t(
        'The setting notelog.accounts holds a key (“{0}”). It is not used: settings are plain files, which are synced and backed up.',
        name,
      )
    : t(
        'The setting notelog.accounts holds a key (“{0}” of {1}). It is not used: settings are plain files, which are synced and backed up.',
        name,
        account,
      );

export const moveToKeyring = () => t('Move to Keyring');

export const removeFromSettings = () => t('Remove from Settings');

export const moveKey = () => t('Move Key');

export const movedFromSettings = (account: string) =>
  t(
    '{0} has its key in the keyring now, and the settings no longer hold it. Copies of the settings may still hold it; a new key is safer.',
    account,
  );

export const removedFromSettings = () =>
  t('The key is removed from the settings. Copies of the settings may still hold it; a new key is safer.');

export const stillInSettings = (why: string) => t('{0} The key is still in the settings.', why);

export const settingsNotWritten = () => t('The settings could not be written.');

// Why there is no key that can be used.

export const noKeyStored = () => t('No key is saved for this account on this machine.');

export const keyForgotten = () =>
  t(
    'The key was saved here, but was gone when the editor started again. Enter it again; if this keeps happening, set up a keyring for the editor, or keep the key for each session only.',
  );

export const sessionOver = () => t('The key was kept for one session only, which is over. Enter it again.');

export const keyElsewhere = () =>
  t(
    'The key was entered in another window, or before this machine was started again, and this window cannot see it. Reload this window, or enter the key here too.',
  );

export const keyRemoved = () =>
  t('The key was saved here, but something has removed it since. Enter it again.');

export const addressChanged = () =>
  t('The account’s address has changed, so its key has to be entered again.');

export const addressMoved = (from: string, to: string) =>
  t(
    'The account’s address has changed from {0} to {1}, so its key was not sent there and has to be entered again.',
    from,
    to,
  );

export const keyDamaged = () =>
  t('What is saved as this account’s key is damaged. It is left as it is until you enter the key again.');

// The keyring itself.

export const keyringCancelled = () => t('Cancelled while waiting for the keyring.');

export const keyringSilent = () =>
  t('The editor’s secret storage does not answer. Unlock the keyring and try again.');

export const keyringLies = () => t('The editor’s secret storage accepted the key, but did not store it.');

// The question for a key. `label`: what the service calls it.

export const keyFor = (label: string, host: string) =>
  t('{0} for {1}. It goes to no other host. Kept in VS Code’s secret storage.', label, host);

export const keyForOther = (label: string, host: string, before: string) =>
  t(
    '{0} for {1}. The key that is saved was entered for {2} and was not sent to {1}. Kept in VS Code’s secret storage.',
    label,
    host,
    before,
  );

export const keyOf = (label: string) => t('{0}. Kept in VS Code’s secret storage.', label);

export const pasteKey = () => t('Paste the key.');
