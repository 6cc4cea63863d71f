import type { Mark, Piece, Word } from './storedTree.ts';

/** Characters from one place of the source: one of them, or what a reference such as `&amp;` or a picture stands for. */
export interface Unit {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly marks: readonly Mark[];
}

/** White space, and all that ends a line of typed text. */
const space = /^[ \t\n\v\f\r\u0085\u2028\u2029]+$/;

/**
 * A picture's name, white space, one character of a script that puts no spaces between words, or a word. The last
 * alternative takes what the one before leaves, so that no character is skipped.
 */
const parts =
  /\[Picture: [^[\]\n]{1,100}\]|[ \t\n\v\f\r\u0085\u2028\u2029]+|[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}]|[^ \t\n\v\f\r\u0085\u2028\u2029\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}[]+|\[/gu;

/**
 * The words of a line. `spaces`: whether white space is a gap between words, or, where it counts, a word of its own.
 */
export function wordsOf(units: readonly Unit[], spaces: 'gaps' | 'words'): readonly Word[] {
  const text = units.map((unit) => unit.text).join('');
  const words: Word[] = [];
  let isSpaced = false;
  let at = 0;
  /** The end of `units[at - 1]` in the text. */
  let reached = 0;
  for (const { 0: part, index } of text.matchAll(parts)) {
    // A part that ends inside of a unit took the whole unit.
    if (index < reached) continue;
    const own: Unit[] = [];
    while (reached < index + part.length) {
      const unit = units[at];
      if (unit === undefined) break;
      at += 1;
      reached += unit.text.length;
      own.push(unit);
    }
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) continue;
    if (spaces === 'gaps' && own.every((unit) => space.test(unit.text))) {
      isSpaced = true;
      continue;
    }
    words.push({
      text: own.map((unit) => unit.text).join(''),
      isSpaced: isSpaced && words.length > 0,
      pieces: piecesOf(own),
      start: first.start,
      end: last.end,
    });
    isSpaced = false;
  }
  return words;
}

function piecesOf(units: readonly Unit[]): readonly Piece[] {
  const pieces: { text: string; marks: readonly Mark[]; start: number; end: number }[] = [];
  for (const { text, marks, start, end } of units) {
    const last = pieces.at(-1);
    if (last !== undefined && isSame(last.marks, marks)) {
      last.text += text;
      last.end = end;
    } else pieces.push({ text, marks, start, end });
  }
  return pieces;
}

function isSame(one: readonly Mark[], other: readonly Mark[]): boolean {
  return one.length === other.length && one.every((mark, at) => mark === other[at]);
}
