import { attachmentsOf, type StoredNote } from '../model/note.ts';
import type { HistoryCustomer } from './customerNotes.ts';
import { escapeFormula } from './escapeFormula.ts';
import { noteSection, type DocumentParts } from './noteMarkdown.ts';
import * as words from '../words/history.ts';

/** Pages of notes, as {@link customerNotes} gives them. */
export type Pages = AsyncIterable<readonly StoredNote[]>;

/** A customer's history as one Markdown document, in pieces. */
export async function* historyMarkdown(
  { target, account }: HistoryCustomer,
  pages: Pages,
  parts: DocumentParts & { readonly now: number },
): AsyncGenerator<string> {
  const { writer } = parts;
  const name = await writer.inlineMarkdown(target.name ?? target.id);
  yield `# ${words.historyOf(name)}\n\n`;
  const asOf = words.asOf(
    await writer.inlineMarkdown(target.type),
    await writer.inlineMarkdown(target.id),
    await writer.inlineMarkdown(account),
    await writer.inlineMarkdown(parts.date(parts.now)),
  );
  yield `${asOf}\n\n`;
  let count = 0;
  for await (const notes of pages) {
    count += notes.length;
    for (const note of notes) yield `${await noteSection(note, parts)}\n`;
  }
  yield count === 0 ? `${words.noNotes()}\n` : `---\n\n${words.total(words.count(count))}\n`;
}

/**
 * A customer's history as one JSON object, in pieces. Times are in ISO 8601, durations in seconds. `html` is the
 * service's HTML, where it has some, and `text` the readable text of it.
 */
export async function* historyJson(
  { target, account }: HistoryCustomer,
  pages: Pages,
  now: number,
): AsyncGenerator<string> {
  const head = JSON.stringify(
    { customer: target, account, exportedAt: new Date(now).toISOString() },
    null,
    2,
  );
  yield `${head.slice(0, -2)},\n  "notes": [`;
  let first = true;
  for await (const notes of pages)
    for (const note of notes) {
      yield `${first ? '' : ','}\n    ${JSON.stringify(note)}`;
      first = false;
    }
  yield first ? ']\n}\n' : '\n  ]\n}\n';
}

type Cell = string | number | Date | undefined;

const columns: readonly (readonly [string, (note: StoredNote, account: string) => Cell])[] = [
  ['id', ({ id }) => id],
  ['kind', ({ kind }) => kind],
  ['created_at', ({ createdAt }) => createdAt],
  ['updated_at', ({ updatedAt }) => updatedAt],
  ['duration_seconds', ({ durationSeconds }) => durationSeconds],
  ['author', ({ author }) => author],
  ['author_email', ({ authorEmail }) => authorEmail],
  ['customer', ({ target }) => target.name],
  ['customer_type', ({ target }) => target.type],
  ['customer_id', ({ target }) => target.id],
  ['account', (_, account) => account],
  ['text', ({ text }) => text],
  ['attachment', (note) => attachmentNames(note)],
  ['url', ({ url }) => url],
];

/**
 * A customer's history as CSV (RFC 4180), in pieces: commas, CRLF, quotes where they are needed. It begins with a byte
 * order mark, because without one Excel reads the file in the machine's old character set. Text that a spreadsheet
 * would take for a formula begins with an apostrophe, and so does what one that separates by semicolons or tabs would
 * take for a cell of its own.
 */
export async function* historyCsv({ account }: HistoryCustomer, pages: Pages): AsyncGenerator<string> {
  yield `\ufeff${row(columns.map(([name]) => name))}`;
  for await (const notes of pages)
    for (const note of notes) yield row(columns.map(([, valueOf]) => cell(valueOf(note, account))));
}

/** One name a line. */
function attachmentNames(note: StoredNote): string | undefined {
  const names = attachmentsOf(note).map(({ name }) => name);
  return names.length === 0 ? undefined : names.join('\n');
}

function row(cells: readonly string[]): string {
  return `${cells.map(quote).join(',')}\r\n`;
}

function quote(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function cell(value: Cell): string {
  if (value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'number' ? String(value) : escapeFormula(value);
}
