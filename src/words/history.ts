import type { Kind } from './rows.ts';
import { t } from './translate.ts';

// Notes as documents, and the histories of customers.

export const showHistory = () => t('Show History');

export const exportHistory = () => t('Export History');

export const historyOf = (customer: string) => t('History of {0}', customer);

/** A file's name where a customer's has no letter that a file can have. */
export const history = () => t('History');

export const doExport = () => t('Export');

export const notOnThisDisk = () => t('Choose a file on this machine’s own disk. Nothing was exported.');

/** `count`: as below. */
export const exported = (count: string, file: string) => t('Exported {0} to {1}.', count, file);

export const open = () => t('Open');

export const count = (notes: number) => (notes === 1 ? t('1 note or call') : t('{0} notes and calls', notes));

export const endless = () => t('The service’s list of this customer’s notes does not end.');

// The history's document.

export const asOf = (type: string, id: string, account: string, date: string) =>
  t('{0} {1} in {2}, as of {3}, newest first.', type, id, account, date);

export const noNotes = () => t('There are no notes about this customer.');

export const total = (count: string) => t('{0}.', count);

export const restLeftOut = () =>
  t('The rest is left out here. Export the history to a file to have all of it.');

// One note's document.

export const kind = (kind: Kind) => (kind === 'call' ? t('Call') : t('Note'));

export const customer = (name: string, type: string, id: string) =>
  t('Customer: {0} ({1} {2})', name, type, id);

export const account = (name: string) => t('Account: {0}', name);

export const page = (address: string) => t('Page: {0}', address);

export const noDate = () => t('No date');

export const author = (name: string) => t('Author: {0}', name);

export const date = (date: string) => t('Date: {0}', date);

export const changed = (date: string) => t('Changed: {0}', date);

export const duration = (duration: string) => t('Duration: {0}', duration);

export const attachment = (name: string) => t('Attachment: {0}', name);

export const noText = () => t('(no text)');

export const withoutFormatting = () =>
  t('This note is shown without its formatting: it is too long or too deeply nested.');

export const documentClosed = () => t('This document was closed. Open it again from Notelog.');

// The preview.

export const preview = () => t('Preview');

export const previewFor = (kind: Kind, customer: string) =>
  kind === 'call' ? t('Preview of a call for {0}', customer) : t('Preview of a note for {0}', customer);

export const nobodyYet = () => t('nobody yet');

/** `source`: one of those below. */
export const nothingSentYet = (account: string, format: 'html' | 'plain', source: string) =>
  format === 'html'
    ? t('Nothing is sent yet. {0} gets this HTML, made from {1}.', account, source)
    : t('Nothing is sent yet. {0} gets this text, made from {1}.', account, source);

export const fromMarkdown = () => t('the Markdown that you typed');

export const fromPlainText = () => t('the plain text that you typed');

export const fromFile = () => t('the text of a file');

export const fromStored = () => t('the saved text and what you changed in it');

export const howItReads = () => t('How it reads');

export const whatIsSent = () => t('What is sent');
