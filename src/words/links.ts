import { t } from './translate.ts';

// Links that open something in Notelog.

export const linkTooLong = () =>
  t('This link is longer than 2,000 characters, so that Notelog does not open it.');

export const linkNotUnderstood = () => t('Notelog cannot read this link. Nothing was opened.');

export const accountNotHere = () => t('This link is about an account that is not set up here.');

/** `meaning`: what became of it, a sentence. */
export const answeredAlready = (meaning: string) => t('You have seen this proposal before. {0}', meaning);

export const linkCopied = () => t('Link copied');

export const noLinkFor = () => t('There is no link for this row.');
