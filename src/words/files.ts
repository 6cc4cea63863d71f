import { t } from './translate.ts';

// Attachments, histories and the notebook's folder.

export const save = (name: string) => t('Save {0}', name);

export const saved = (name: string) => t('Saved {0}.', name);

export const open = () => t('Open');

export const notOnThisDisk = () => t('Choose a file on this machine’s own disk. Nothing was saved.');

export const cannotReadBack = (account: string) => t('{0} does not give attachments back.', account);

export const reading = (name: string) => t('Reading {0}', name);

export const attachment = () => t('attachment');

export const megabytes = (amount: string) => t('{0} MB', amount);

export const notebookFolder = () => t('Folder for the notebook’s Markdown files');

export const keepNotesHere = () => t('Keep Notes Here');

export const notebookNeedsDisk = () =>
  t('The notebook needs a folder on this machine’s own disk. Choose another.');

export const notebookIsIn = (folder: string) =>
  t('New notes are saved in {0}. Earlier ones stay where they are.', folder);

export const notInService = (account: string) => t('{0} does not have this note any more.', account);
