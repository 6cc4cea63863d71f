import { verbatim, type EditorText } from './verbatim.ts';

/** UTF-16 units that fit the first line of a row, and the second, which is set smaller. */
const firstLength = 72;
const secondLength = 84;

/** A sentence as the two lines of a row, which the editor cuts where they are too long. */
export interface RowLines {
  readonly first: string;
  readonly second: string | undefined;
}

/**
 * Breaks a text that is too long for one line: after a sentence where the rest then fits, else after a part of one, else
 * between two words.
 */
export function rowLines(text: string): RowLines {
  if (text.length <= firstLength) return { first: text, second: undefined };
  const start = text.slice(0, firstLength + 1);
  const sentence = start.lastIndexOf('. ') + 1;
  const part = Math.max(...['. ', ': ', '; '].map((end) => start.lastIndexOf(end))) + 1;
  const isFitting = sentence > 0 && text.length - sentence - 1 <= secondLength;
  const at = isFitting ? sentence : part > 0 ? part : start.lastIndexOf(' ');
  return at > 0
    ? { first: text.slice(0, at), second: text.slice(at + 1) }
    : { first: text, second: undefined };
}

/** The second line, as a part of an item of the editor's picker. */
export function detailOf(second: string | undefined): { readonly detail?: EditorText } {
  return second === undefined ? {} : { detail: verbatim(second) };
}
