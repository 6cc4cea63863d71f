import { t } from './translate.ts';

// Changing a stored note.

export const fixedText = () =>
  t('The text of this note cannot be changed here without changing more of it. Change it where it is saved.');

export const unreadableText = () =>
  t(
    'This text is too long to be formatted, or a part of it would be hidden. Shorten it, or look at its tables.',
  );

export const accountGone = () => t('The account of this note was removed, or its address has changed since.');

export const keepAuthor = () => t('A note cannot lose its author. Name one.');

export const keepDate = () => t('A note cannot lose its date. Choose one.');

export const nothingChanged = () => t('Nothing was changed, so there is nothing to save.');

// What becomes of the stored text.

export const onlyOtherFields = () =>
  t('Its text cannot be changed here without changing more of it; its other fields can.');

export const onlyMarkdownKept = () =>
  t('If you change the text, only the formatting that Markdown can express is kept.');

export const formattingLost = () => t('If you change the text, its saved formatting is lost.');

export const restStays = () => t('What you do not change stays as it is saved.');

/** `parts`: of the note, of which there are `count`. */
export const partsStay = (parts: string, count: number) =>
  count === 1
    ? t(
        'What you do not change stays as it is saved. Markdown cannot show all of it: {0} stays while you leave the words there.',
        parts,
      )
    : t(
        'What you do not change stays as it is saved. Markdown cannot show all of it: {0} stay while you leave the words there.',
        parts,
      );

/** Such a part: a picture, by its name. */
export const thePicture = (name: string) => t('the picture “{0}”', name);

/** `words`: the first of those that have it. */
export const theFormattingOf = (words: string) => t('the formatting of “{0}”', words);

export const theFormattingOfCode = () => t('the formatting of code');

export const theDividingLine = () => t('the dividing line');

export const moreParts = (count: number) => t('{0} more', count);

// Formatting.

export const cannotFormat = () =>
  t('The part of Notelog that formats text could not be started. Reload the window if this goes on.');

export const formattingTooMuch = () =>
  t('This text takes too much time or memory to be formatted. Log it as plain text, or shorten it.');
