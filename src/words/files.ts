import { t } from './translate.ts';

// Attachments, histories and the notebook's folder.

export const save = (name: string) => t('Save {0}', name);

export const saved = (name: string) => t('Saved {0}.', name);

export const open = () => t('Open');

export const notOnThisDisk = () => t('Choose a file on this machine’s own disk. Nothing was saved.');

export const cannotReadBack = (account: string) => t('{0} does not give attachments back.', account);

export const reading = (name: string) => t('Reading {0}', name);

// Of a note with several.

export const whichToOpen = () => t('Open Attachment');

export const whichToSave = () => t('Save Attachment');

export const whichAttachment = () => t('Which attachment?');

export const megabytes = (amount: string) => t('{0} MB', amount);

export const notebookFolder = () => t('Folder for the notebook’s Markdown files');

export const keepNotesHere = () => t('Keep Notes Here');

export const notebookNeedsDisk = () =>
  t('The notebook needs a folder on this machine’s own disk. Choose another.');

export const notebookIsIn = (folder: string) =>
  t('New notes are saved in {0}. Earlier ones stay where they are.', folder);

export const notInService = (account: string) => t('{0} does not have this note any more.', account);

// Files that are attached, or whose text becomes a note's.

export const isFolder = (name: string) => t('“{0}” is a folder. Attach a file from it instead.', name);

export const notReadable = (name: string) => t('“{0}” is not a file that can be read. Attach another.', name);

export const isEmpty = (name: string) => t('“{0}” is empty (0 bytes). Attach a file that has content.', name);

/** Sizes in megabytes. */
export const tooLarge = (name: string, size: string, most: string) =>
  t(
    '“{0}” is {1} MB; a file of up to {2} MB can be attached (setting notelog.attachment.maxMegabytes).',
    name,
    size,
    most,
  );

export const noText = (name: string) =>
  t(
    '“{0}” is not a text file, and this account takes no attachments. Choose an account that does, or attach a text file.',
    name,
  );

export const otherEncoding = (name: string, encoding: string) =>
  t('“{0}” is not in {1}. Choose another encoding.', name, encoding);

export const emptyText = (name: string) => t('“{0}” holds no text. Attach a file that has some.', name);

/** Sizes in kilobytes. */
export const textTooLarge = (name: string, size: string, most: string) =>
  t(
    '“{0}” is {1} KB; a text file of up to {2} KB can become a note (setting notelog.textFile.maxKilobytes).',
    name,
    size,
    most,
  );

export const changedMeanwhile = (name: string) =>
  t('“{0}” changed while it was being read. Attach it again.', name);

export const pastedGone = () =>
  t('A pasted file is not on this machine any more. Remove it, and attach it again.');

export const unsavedChanges = (name: string) =>
  t('“{0}” has changes that are not saved. Save it, then attach it.', name);

export const unreadable = (name: string) =>
  t('“{0}” cannot be read. Make sure that it still exists and that you may read it, then try again.', name);

export const copyingCancelled = () => t('Copying the files was cancelled.');

export const readingCancelled = () => t('Reading the file was cancelled.');

export const waitingCancelled = () => t('Waiting for the files was cancelled.');
