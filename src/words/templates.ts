import { t } from './translate.ts';

// Templates of notes.

export const newFromTemplate = () => t('New Note from Template');

export const saveAsTemplate = () => t('Save as Template');

export const whichTemplate = () => t('Which template?');

/** In the card. */
export const suggestedByTemplate = () => t('Suggested by the template');

// Beside a template: where it is from.

export const yours = () => t('Yours');

export const ofFolder = (folder: string) => t('Folder {0}', folder);

export const builtIn = () => t('Built in');

/** `keys`: of a front matter. */
export const unknownKeys = (keys: string) => t('Not known: {0}', keys);

// What is wrong with a file: one sentence.

export const tooLarge = (kilobytes: number) => t('It has more than {0} KB.', kilobytes);

export const notText = () => t('It is not text in UTF-8.');

export const noEnd = () => t('Its front matter has no line “---” at its end.');

export const noYaml = () => t('Its front matter is not YAML with a value for each name.');

export const noYamlIn = (line: number) => t('Its front matter is not YAML in line {0}.', line);

export function badValue(key: string): string {
  switch (key) {
    case 'kind':
      return t('“kind” has to be note or call.');
    case 'duration':
      return t('“duration” has to be like 25m, 1h 5m or 12:30.');
    default:
      return t('“{0}” has to be a text of at most 200 characters.', key);
  }
}

/** `file`: its name. */
export const cannotBeUsed = (file: string, why: string) => t('“{0}” is no template yet. {1}', file, why);

/** `placeholders`: as they stand in the text. */
export const notFilledIn = (placeholders: string) =>
  t('Nothing was filled in for {0}: it stands in the text as it is.', placeholders);

export const noSuchAccount = (account: string) =>
  t('The template is for the account “{0}”, which you do not have.', account);

export const noSuchProvider = (provider: string) =>
  t('The template is for “{0}”, for which you have no account.', provider);

// Saving one.

export const nothingToSave = () => t('Write something in the form first: it becomes the template’s text.');

export const whatName = () => t('What is the template called?');

export const nameNeeded = () => t('Type a name.');

export const replaces = (name: string) => t('Replace your template “{0}”?', name);

export const replacesMeans = () => t('The file with its text is written anew.');

export const keep = () => t('Keep');

export const replace = () => t('Replace');

export const saved = (name: string) => t('The template “{0}” is saved.', name);

export const open = () => t('Open');

// The templates to begin with.

export const call = () => t('Call');

export const callText = () => t('Talked about: {0}\n\nAgreed:\n\n- [ ] ', '{{cursor}}');

export const incident = () => t('Incident');

export const incidentText = () =>
  t(
    'Reported: {0}, {1}\n\nWhat happened: {2}\n\nWho is affected:\n\nWhat was done:\n\n- [ ] ',
    '{{date}}',
    '{{time}}',
    '{{cursor}}',
  );

export const release = () => t('Release');

export const releaseText = () =>
  t(
    'Released {0} on {1} ({2})\n\nNew: {3}\n\nTo watch:\n',
    '{{folder}}',
    '{{date}}',
    '{{branch}}',
    '{{cursor}}',
  );

export const feedback = () => t('Feedback');

export const feedbackText = () => t('Wants: {0}\n\nBecause:\n\nUntil then:\n', '{{cursor}}');
