import { t } from './translate.ts';

// A draft that is written in the editor.

/** What the file is called, without its extension: the tab's title. */
export const documentName = () => t('Note');

export const frontHasNoEnd = () =>
  t(
    'The lines above the text have no end. Close them with a line of three hyphens; until then nothing changes in the note.',
  );

export const frontTooLong = () => t('The lines above the text are too long. Shorten them to log the note.');

export const frontNotYaml = () =>
  t(
    'This line cannot be read. Write it like “customer: Acme”, with quotes around a value that has a colon in it.',
  );

export const frontNotMembers = () =>
  t('Write the lines above the text like “customer: Acme”, one in each line.');

export const noSuchMember = (name: string) =>
  t('A note has no “{0}”. Remove this line to log the note.', name);

export const oneValue = (name: string) =>
  t('“{0}” takes one value. Correct this line to log the note.', name);

export const noSuchAccount = (name: string) =>
  t('There is no account called “{0}”. Choose one of the list.', name);

export const noSuchKind = (kind: string) => t('This account takes no “{0}”. Choose one of the list.', kind);

export const noSuchCustomer = (name: string) =>
  t('No customer of this account is called exactly “{0}”. Choose one of the list.', name);

export const noDate = (typed: string) =>
  t('“{0}” is no time. Write it like “yesterday 15:00”, or leave it blank for now.', typed);

export const staysAsItIs = (name: string) =>
  t('The “{0}” of a saved note cannot be changed. Put it back as it was to save the changes.', name);

export const notTaken = (name: string) =>
  t('This account takes no “{0}”. Remove this line to log the note.', name);

/** `problem`: a sentence. */
export const correctLine = (line: number, problem: string) => t('Line {0}: {1}', line, problem);

export const now = () => t('now');

export const onlyText = () =>
  t('This note is the text of a file, whose spacing matters. It stays in the form.');

export const noLongerHere = () =>
  t(
    'This note was logged, discarded or opened in another window. What is here is in no note: copy it to keep it.',
  );

export const keptInNewNote = () => t('The note was logged already. What you typed since is in a new note.');

export const logged = (customer: string) => t('Logged for {0}.', customer);

export const anotherIsLogged = () => t('Another note is just being logged. Log this one when that is done.');

/** `why`: one sentence. */
export const notLoggedYet = (why: string) => t('Not logged yet. {0}', why);
