import type { AccountsResult } from '../customers/accountsFinder.ts';
import { fitOf } from '../customers/fit.ts';
import * as words from '../words/palette.ts';
import { actionOf, type PromptRow, type RowAction } from './promptRows.ts';

/** The only row that fits a text, or why there is none. */
export type OnlyMatch =
  | { readonly action: RowAction }
  /** `isFinal`: reading the rest of the lists would not change it. */
  | { readonly unclear: string; readonly isFinal: boolean };

/** Why Enter chooses nothing. `count`: how many rows fit the text. */
export function unclearText(count: number, text: string): string {
  if (text.trim() === '') return words.chooseOrType();
  return (count === 0 ? words.nothingFits : words.severalFit)(text.trim());
}

/**
 * The only row that fits the text of a result. Rows whose names hold each typed word come before those that resemble it,
 * and before both an id that names one target by itself. A row that looks up what is perhaps an id is never meant
 * unseen: what somebody typed as a name must not reach a service as an id. `rows`: those for the result.
 */
export function onlyMatch(result: AccountsResult, rows: readonly PromptRow[]): OnlyMatch {
  const { text } = result.query;
  const listed = rows.flatMap((row) => (row.row === 'target' ? [{ row, fit: fitOf(row.entry, text) }] : []));
  const typed = rows.flatMap((row) => (row.row === 'typed' ? [row] : []));
  const ids = listed.some(({ fit }) => fit === 'exact') ? [] : typed.filter(({ means }) => means === 'id');
  const [id, ...otherIds] = ids;
  if (id && otherIds.length === 0) return { action: id.action };
  // What has not been read may fit as well.
  if (result.isFilling && text.trim() !== '')
    return { unclear: words.moreMayFit(text.trim()), isFinal: false };
  const holding = listed.filter(({ fit }) => fit !== 'similar');
  const found = (holding.length > 0 ? holding : listed).map(({ row }) => row);
  // A new customer where no service is asked; with services, nobody can tell which one was meant.
  const created = typed.every(({ means }) => means === 'new') ? typed : [];
  const fitting: readonly PromptRow[] = id ? ids : found.length > 0 ? found : created;
  const [only, ...others] = text.trim() === '' ? [] : fitting;
  const action = only && actionOf(only);
  return action && others.length === 0
    ? { action }
    : { unclear: unclearText(fitting.length, text), isFinal: true };
}
