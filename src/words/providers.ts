import { t } from './translate.ts';

// What every service may have to say: of an account's address and settings, of ids and of lists.

export const accountUnusable = (account: string, why: string) =>
  t('The account “{0}” cannot be used. {1}', account, why);

export const baseUrlLabel = () => t('Base URL');

export const typeWholeAddress = () => t('Type a whole address that begins with https://.');

export const leaveOutUser = () => t('Leave user name and password out of the address.');

export const leaveOutQuery = () => t('Leave out the part of the address from ? or # on.');

export const onlyHttps = () => t('The address must begin with https://; http:// is for this computer only.');

export const listLost = () => t('This list cannot be continued. Refresh it.');

export const impossibleId = () => t('The service cannot have anything with this id.');

export const noAttachment = () => t('This note has no attachment.');

/** The last words of a note that is not shown to its end. */
export const restNotShown = (why: 'long' | 'deeply nested') =>
  why === 'long'
    ? t('[The rest is not shown: this note is too long.]')
    : t('[The rest is not shown: this note is too deeply nested.]');
