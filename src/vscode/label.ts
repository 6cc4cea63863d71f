import { shortened, startOf } from '../base/shortened.ts';
import { plainLine, saysNothing } from '../markdown/plainLine.ts';
import type { Target } from '../model/note.ts';

/** UTF-16 units, enough to recognise a note by. */
const longestLine = 80;

/** UTF-16 units of a name in a row, more than any window has room for. */
const longestName = 200;

/** UTF-16 units of a text that are looked at for its first line. */
const longestStart = 2000;

/** Ends of a line, in any program that a text may come from. */
const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** A text's first line that says something, without the marks of lists and of Markdown, cut to a readable length. */
export function firstLine(text: string): string {
  const lines = startOf(text.trimStart(), longestStart).split(lineEnd);
  const at = lines.findIndex((line) => !saysNothing(line));
  const line = lines[at] ?? lines[0] ?? '';
  return shortened(plainLine(line, lines.slice(at + 1)) || line.trim(), longestLine);
}

/** What a row, a box or a screen reader calls a target. */
export function nameOf({ name, id }: Pick<Target, 'name' | 'id'>): string {
  return shortName(name ?? id);
}

/** The same of whomever a call is with; undefined: that is not known yet. */
export function nameOfCallee({ target }: { readonly target?: Target | undefined }): string | undefined {
  return target && nameOf(target);
}

/** A name from outside as part of a line. */
export function shortName(name: string): string {
  return shortened(name, longestName);
}
