import { lostListCursor } from '../cursor.ts';
import { storedNote } from './storedNote.ts';
import type { Files } from '../../storage/files.ts';
import type { Log } from '../../base/log.ts';
import type { NotePage, NoteQuery } from '../provider.ts';
import type { Head, NoteFolder } from './noteFolder.ts';

/** What {@link listNotes} works with. */
export interface ListParts {
  readonly files: Files;
  readonly log: Log;
  readonly folder: NoteFolder;
}

/** What a page goes on after: a note of the order, not a count, so that notes may come and go in between. */
type Position = Pick<Head, 'at' | 'file'>;

function newestFirst(one: Position, other: Position): number {
  if (one.at !== other.at) return other.at - one.at;
  return one.file < other.file ? 1 : one.file > other.file ? -1 : 0;
}

function positionOf(cursor: string): Position {
  const [, at, file] = /^(-?\d{1,16}) (.+)$/s.exec(cursor) ?? [];
  if (at === undefined || file === undefined) throw lostListCursor('unknown cursor');
  return { at: Number(at), file };
}

/**
 * Every note, newest first, with the id that the list gives it. A copied file has its original's id; ids must differ,
 * and the copy's name does. Rejects with the disk's errors.
 */
export async function allHeads(
  { files, log, folder }: ListParts,
  signal: AbortSignal,
): Promise<readonly Head[]> {
  return withOwnIds([...(await folder.heads(files, log, signal))].sort(newestFirst));
}

function withOwnIds(heads: readonly Head[]): readonly Head[] {
  const seen = new Set<string>();
  return heads.map((head) => {
    const own = seen.has(head.id) ? { ...head, id: head.file } : head;
    seen.add(own.id);
    return own;
  });
}

/**
 * The newest notes, by their own time. Files that are no notes are left out and logged; texts are read for the
 * asked page only. Rejects with the disk's errors, or Failure `invalid` for a cursor that is none.
 */
export async function listNotes(parts: ListParts, query: NoteQuery, signal: AbortSignal): Promise<NotePage> {
  const { files, folder } = parts;
  const after = query.cursor === undefined ? undefined : positionOf(query.cursor);
  const customer = query.target?.id.trim();
  const author = query.author?.trim();
  const wanted = (await allHeads(parts, signal)).filter(
    (head) =>
      (customer === undefined || head.front.customer.trim() === customer) &&
      (query.kind === undefined || head.front.kind === query.kind) &&
      (author === undefined || head.front.author?.trim() === author) &&
      (after === undefined || newestFirst(after, head) < 0),
  );
  const page = wanted.slice(0, Math.max(1, query.limit));
  const read = await Promise.all(
    page.map(async ({ file, id }) => {
      const note = await folder.read(files, file);
      return note && storedNote(folder.path, file, id, note);
    }),
  );
  const last = page.at(-1);
  return {
    notes: read.filter((note) => note !== undefined),
    cursor: last && wanted.length > page.length ? `${last.at} ${last.file}` : undefined,
  };
}
