import type { Construct, Extension, State } from 'micromark-util-types';

const backslash = 92;
/** They format wherever they stand: `* _ ~ | [ ]` and the backtick. */
const anywhere = new Set(Array.from('*_`~|[]', (each) => each.charCodeAt(0)));
/** They format at the start of a line only. */
const atStart = new Set(Array.from('#>+-', (each) => each.charCodeAt(0)));
/** They make a list's number of the digits before them. */
const afterNumber = new Set(Array.from('.)', (each) => each.charCodeAt(0)));
/** A number of nine digits and some indentation: further right no list begins. */
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

/** What of Markdown would hide something that was typed, or say it in another place. */
const hiding = [
  // HTML, comments and `List<T>` are text.
  ...['htmlFlow', 'htmlText'],
  // Show nothing, or elsewhere.
  ...['definition', 'gfmFootnoteDefinition', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall'],
  // `&copy;` is what was typed, and so is a backslash at the end of a line.
  ...['characterReference', 'characterEscape', 'hardBreakEscape'],
  // A line of `-`, `=` or `*` is what a person draws with them; one alone is a minus or a dash.
  ...['setextUnderline', 'thematicBreak'],
  // A picture would be fetched by everybody who reads the note. What remains of it is a link.
  'labelStartImage',
  // A box can be lost on the way; `[x]` cannot.
  'tasklistCheck',
];

/** The Markdown of a note: what people type for emphasis, lists, quotes, code, tables and links, and no more. */
export const dialect: Extension = {
  text: { [backslash]: escape },
  disable: { null: hiding },
};
