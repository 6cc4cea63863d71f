import { t } from './translate.ts';

// What the host says of files in the form.

/** `service`: its title. */
export const takesNoFiles = (service: string) =>
  t(
    '{0} takes no files. To log the text of a text file, right-click the file and choose “Attach File as Note”.',
    service,
  );

export const takesOneFile = (service: string) => t('{0} takes one file a note.', service);

export const makesNotes = (service: string, notes: number) =>
  t(
    '{0} takes one file a note, so this makes {1} notes: yours with the first file, then one for each other file, with its name and the first line of your text.',
    service,
    notes,
  );

export const tooManyFiles = (name: string, most: number) =>
  t('“{0}” was not attached: a note can have {1} files.', name, most);

export const furtherFiles = (name: string, most: number) =>
  t('“{0}” and the files after it were not attached: a note can have {1} files.', name, most);

export const notAttached = (name: string, why: string) => t('“{0}” was not attached. {1}', name, why);

export const formClosed = (name: string) =>
  t('“{0}” was not read to its end, since the form was closed. Attach it again.', name);

export const fileGone = (name: string) =>
  t('“{0}” was removed or changed while it was being read. Attach it again.', name);

export const notUnderstood = (name: string) => t('“{0}” could not be read. Attach it again.', name);

export const beingLogged = (name: string) =>
  t('“{0}” was not attached: the note is just being logged. Attach it to the next one.', name);

export const outsideFolders = (name: string) =>
  t('“{0}” is in none of the open folders. Choose it with “Attach File…”.', name);

export const asSeen = () => t('Not saved yet: goes out as you see it');

export const waitingForFiles = () => t('Reading the files…');

export const keepingFiles = (percent: number) => t('Copying the files… {0} %', percent);

export const attachTitle = (service: string) => t('Attach Files for {0}', service);

export const attachButton = () => t('Attach');
