import { t } from '../../words/translate.ts';

// What the notebook says of its folder and files.

export const title = () => t('Notebook');

export const customer = () => t('customer');

export const nameLabel = () => t('Name');

export const nameExample = () => t('Acme Ltd');

export const onlyCustomers = () => t('The notebook has notes about customers only.');

export const typeName = () => t('Type the customer’s name.');

export const longName = (most: number) => t('The customer’s name may have up to {0} characters.', most);

export const nameOfOneLine = () => t('The customer’s name must be one line of text.');

export const pathNotAbsolute = () => t('The notebook’s folder must be an absolute path.');

export const noDate = () => t('This is not a date and time.');

export const nameTaken = () => t('Another file has the name that this note needs.');

export const pausedBeforeWriting = () => t('The editor was paused just before the note was written.');

export const noteGone = () => t('This note is not in the notebook any more.');

export const readOnlyNote = () => t('This note’s file is read-only. Allow writing it, or change a copy.');

export const cannotChange = () => t('This note’s file is written in a way that cannot be changed from here.');

export const notUtf8 = () =>
  t('This note’s file is not written in UTF-8, so changing it here would damage it.');

/** `problem`: one of those below. */
export const unreadableFront = (problem: string) =>
  t(
    'The front matter of this note’s file cannot be read: {0}. Correct it there, and the note is as before.',
    problem,
  );

export const frontMissing = () => t('it is missing');

export const frontEndMissing = () => t('its end, a line of three hyphens, is missing');

export const frontWithoutCustomer = () => t('it names no customer');

export const frontTooLong = () => t('it is too long');

export const noYaml = () => t('it is not valid YAML');

export const noYamlIn = (line: number) => t('line {0} is not valid YAML', line);

// Links.

export const linksOutside = () =>
  t('This note links outside the notebook, so it is neither read nor written.');

export const linksNowhere = () => t('This note links to a file that is not there.');

// Attachments.

export const attachmentsOutside = () =>
  t('The notebook’s attachments folder links outside the notebook, so nothing is written there.');

export const fileDamaged = () => t('The attached file was changed or damaged. Attach it again.');

export const attachmentOutside = () =>
  t('The attachment links outside the notebook, so it is neither read nor written.');

export const attachmentGone = () => t('The attachment is not in the notebook any more.');
