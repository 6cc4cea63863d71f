import type { Construct, Extension, State } from 'micromark-util-types';
import { emphasis } from './emphasis.ts';

const backslash = 92;
/** Characters that format anywhere in a line: `* _ ~ | [ ]` and the backtick. */
const anywhere = new Set(Array.from('*_`~|[]', (each) => each.charCodeAt(0)));
/** Characters that format at the start of a line only. */
const atStart = new Set(Array.from('#>+-', (each) => each.charCodeAt(0)));
/** Characters that make the digits before them the number of a list. */
const afterNumber = new Set(Array.from('.)', (each) => each.charCodeAt(0)));
/** No list begins further right: indentation and a number of at most nine digits. */
const lastColumn = 14;

/**
 * A backslash is markup only where the next character would format without it. Everywhere else it stays, as in
 * `C:\temp` and `\\server`.
 */
const escape: Construct = {
  name: 'escapeOfFormatting',
  tokenize(effects, ok, nok) {
    const { previous } = this;
    const { column } = this.now();
    const inside: State = (code) => {
      const startsLine = previous === null || previous < 0 || previous === 32;
      const digit = previous !== null && previous >= 48 && previous <= 57 && column <= lastColumn;
      const formats =
        code !== null &&
        (anywhere.has(code) || (startsLine && atStart.has(code)) || (digit && afterNumber.has(code)));
      if (!formats) return nok(code);
      effects.enter('characterEscapeValue');
      effects.consume(code);
      effects.exit('characterEscapeValue');
      effects.exit('characterEscape');
      return ok;
    };
    return (code) => {
      effects.enter('characterEscape');
      effects.enter('escapeMarker');
      effects.consume(code);
      effects.exit('escapeMarker');
      return inside;
    };
  },
};

/** The constructs of Markdown that would hide something that was typed, or show it in another place. */
const hiding = [
  // HTML, comments and `List<T>` are text.
  ...['htmlFlow', 'htmlText'],
  // Definitions show nothing; footnotes are shown elsewhere.
  ...['definition', 'gfmFootnoteDefinition', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall'],
  // `&copy;` is what was typed, and so is a backslash at the end of a line.
  ...['characterReference', 'characterEscape', 'hardBreakEscape'],
  // A line of `-`, `=` or `*` stays as it was drawn; one character alone is a minus or a dash.
  ...['setextUnderline', 'thematicBreak'],
  // A picture would be fetched for everybody who reads the note. It becomes a link.
  'labelStartImage',
  // A service may remove a check box from the HTML, but not the text `[x]`.
  'tasklistCheck',
];

/** Notelog's dialect of Markdown: emphasis, headings, lists, quotes, code, tables and links, and nothing else. */
export const dialect: Extension = {
  text: { [backslash]: escape, ...emphasis },
  disable: { null: hiding },
};
