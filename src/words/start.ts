import { t } from './translate.ts';

// What goes wrong with Notelog itself.

export const couldNotStart = () =>
  t('Notelog could not start. What you wrote is kept on this machine; try the command again.');

export const couldNotStartEnter = () => t('Notelog could not start. Press Enter to try again.');

export const showLog = () => t('Show Log');

/** For another extension. */
export const noSuchApi = () => t('Notelog has no API of this version. There is version 1.');

/** For another extension. */
export const providersAreOff = () =>
  t('The setting “notelog.experimental.providers” is off, so that no extension can register a provider.');

/** For another extension. */
export const providerThere = (id: string) => t('There is a provider “{0}” already.', id);

export const internalError = () => t('Notelog could not do this because of an internal error.');

/** Files of the outbox that cannot be read, and the folders that they lie in. */
export const unreadFiles = (files: number, folders: string) =>
  files === 1
    ? t('Notelog cannot read 1 pending note, so it is not logged. Nothing is deleted: see {0}.', folders)
    : t(
        'Notelog cannot read {0} pending notes, so they are not logged. Nothing is deleted: see {1}.',
        files,
        folders,
      );

export const and = (one: string, other: string) => t('{0} and {1}', one, other);
