import { holdsWords } from '../customers/matcher.ts';
import type { TargetResult } from '../customers/targetFinder.ts';
import { actionOf, type PromptRow, type RowAction } from './promptRows.ts';

/** The only row that fits a text, or why there is none. */
export type OnlyMatch =
  | { readonly action: RowAction }
  /** `isFinal`: reading the rest of the list would not change it. */
  | { readonly unclear: string; readonly isFinal: boolean };

/** Why Enter chooses nothing. `count`: how many rows fit the text. */
export function unclearText(count: number, text: string): string {
  if (text.trim() === '') return 'Choose a row, or type';
  return count === 0 ? `Nothing fits “${text.trim()}”` : `Several fit “${text.trim()}”: choose one`;
}

/**
 * The only row that fits the text of a result. Rows whose names hold each typed word come before those that
 * resemble it, and an id that names one target by itself before both. `rows`: those for the result.
 */
export function onlyMatch(result: TargetResult, rows: readonly PromptRow[]): OnlyMatch {
  const { text } = result.query;
  const listed = rows.flatMap((row) => (row.row === 'target' ? [row] : []));
  const holding = listed.filter(({ entry }) => holdsWords(entry, text));
  const typed = rows.filter(({ row }) => row === 'typed');
  const found = holding.length > 0 ? holding : listed;
  const fitting: readonly PromptRow[] = result.isExact || found.length === 0 ? typed : found;
  // What has not been read may fit as well.
  if (result.isFilling && !result.isExact && text.trim() !== '')
    return { unclear: `More may fit “${text.trim()}”: choose one, or wait`, isFinal: false };
  const [only, ...others] = text.trim() === '' ? [] : fitting;
  const action = only && actionOf(only);
  return action && others.length === 0
    ? { action }
    : { unclear: unclearText(fitting.length, text), isFinal: true };
}
