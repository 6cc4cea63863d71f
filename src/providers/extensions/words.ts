import { t } from '../../words/translate.ts';

// What is said of providers that other extensions bring. `title`: the provider's own name.

export const mistakeAt = (where: string) =>
  t('This provider cannot be registered: see “{0}” in docs/notelog.d.ts of Notelog.', where);

export const key = () => t('Key');

export const checkAddress = () => t('check the base URL');

export const forbidden = (title: string) => t('{0} does not allow this with the given key', title);

export const typeSomething = () => t('Type something.');

export const takesNoFiles = (title: string) => t('{0} takes no attachments here.', title);

export const takesNoSuchNote = (title: string) => t('{0} takes no note of this kind.', title);

export const takesNoLonger = (title: string, longest: number) =>
  t('{0} takes no more than {1} characters.', title, longest);

export const hasNoSuchList = (title: string) => t('{0} has no such list.', title);

export const noAnswer = (title: string) => t('The provider of {0} did not answer in time.', title);

export const failed = (title: string) => t('The provider of {0} failed.', title);

export const answeredBadly = (title: string) =>
  t('The provider of {0} answered in a form that Notelog does not know.', title);

export const sentNothing = (title: string) => t('The provider of {0} sent nothing.', title);

export const notThere = (extension: string) =>
  t(
    'Waiting for the extension “{0}”, which connects this account: it is not installed or has not started, or the setting “notelog.experimental.providers” is off.',
    extension,
  );
