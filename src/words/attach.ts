import { noteCount } from './counts.ts';
import { t } from './translate.ts';

// Attach File as Note.

export const attachFile = () => t('Attach File');

/** `names`: of the files, at least one. */
export function attachFiles(names: readonly string[]): string {
  const [first, ...others] = names;
  return first !== undefined && others.length === 0
    ? t('Attach {0}', first)
    : t('Attach {0} Files', names.length);
}

/** `accounts`: their names. */
export const notTo = (title: string, accounts: string) =>
  t('{0} · not to {1}, text files only', title, accounts);

export const openOneFirst = () => t('Open or select a file first, then attach it as a note.');

export const tooManySelected = (files: number, most: number) =>
  t('{0} files are selected, and up to {1} can be logged at once. Select fewer.', files, most);

/** `at`: which of how many. */
export const readingFile = (at: number, of: number, name: string) => t('{0} of {1}: {2}', at, of, name);

export const noFile = (name: string) =>
  t('“{0}” cannot be read, as a folder cannot. Drop the files that are in it.', name);

export const allLeftOut = () => t('Every file was left out.');

/** `why`: sentences. */
export const nothingSent = (why: string) => t('{0} Nothing was sent.', why);

export const whatAbout = () => t('What is this file about?');

export const whatAboutEnter = () => t('What is this file about? Press Enter to log it.');

export const whatAboutUnsaved = () =>
  t('What is this file about? Press Enter to log it as you see it. It is not saved yet.');

export const enterOrComment = () => t('Press Enter to log, or choose a file to comment on');

export const enter = () => t('Press Enter to log');

/** A row that logs so many files; `asText`: each as the text of a note. */
export function logFiles(files: number, asText: boolean): string {
  if (files === 1) return asText ? t('Log this file as text') : t('Log this file');
  return asText ? t('Log {0} as text', noteCount(files)) : t('Log {0}', noteCount(files));
}

export const comment = (file: string, heading: string) => t('{0} · {1}', file, heading);

// What is special about a file's content.

export const asSeen = () => t('as you see it, not saved yet');

export const readAs = (encoding: string, line: string) => t('read as {0}: {1}', encoding, line);

// Encodings.

export const chooseEncoding = () => t('Choose Encoding');

export const notUtf8 = (file: string) =>
  t('“{0}” is text, but not in UTF-8. Choose its encoding to log it as text.', file);

export const proposed = () => t('Proposed');

export const encodingOf = (file: string) => t('Encoding of {0}', file);

export const readItAs = () => t('Read it as…');
