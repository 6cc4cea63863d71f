import type { OpenAccount } from '../accounts/accountBook.ts';
import type { AccountsResult } from '../customers/accountsFinder.ts';
import { namedBy, readingOf } from './lineReading.ts';
import type { OneLine } from './oneLine.ts';
import { resultRows, takingRow, type PromptRow } from './promptRows.ts';
import type { NoteKind } from '../model/note.ts';

/**
 * The rows for a note in one line. Where it is beyond doubt whom it names, the first one reads it back and logs it; the
 * others take a customer. `result`: for the words that say whom it is about.
 */
export function lineRows(
  accounts: readonly OpenAccount[],
  result: AccountsResult,
  line: OneLine,
  kind: NoteKind,
): readonly PromptRow[] {
  // Whoever is named is meant, and nothing within.
  const taking = { ...result, rows: result.rows.map((row) => ({ ...row, opensList: false })) };
  const rows = resultRows(accounts, taking);
  const named = namedBy(result, line.who);
  if (!named || line.text === '') return rows;
  const reading = readingOf(line, kind, named.open.kind.capabilities);
  // How long it was is still to be asked.
  if (reading.kind === 'call' && reading.duration === '') return rows;
  const { action } = takingRow({ ...named, opensList: false });
  if (action.does !== 'check' && action.does !== 'take') return rows;
  const { name, id } = named.entry.target;
  const accountId = named.open.account.id;
  return [{ row: 'log', accountId, name: name ?? id, reading, action: { ...action, logs: true } }, ...rows];
}
