import { lostListCursor } from '../cursor.ts';
import type { NoteFolder } from './noteFolder.ts';
import { leadsAway, type Head } from './noteHeads.ts';
import { nameKey } from './names.ts';
import { linkNote, storedNote, unreadableNote } from './storedNote.ts';
import type { Files } from '../../storage/files.ts';
import type { Log } from '../../base/log.ts';
import type { StoredNote } from '../../model/note.ts';
import type { NotePage, NoteQuery } from '../provider.ts';

/** What {@link listNotes} works with. */
export interface ListParts {
  readonly files: Files;
  readonly log: Log;
  readonly folder: NoteFolder;
}

/** The last note of a page. Unlike a count, it stays valid when notes are added or removed before the next page. */
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
 * Every note, newest first, each with a unique id. A copied file contains the id of its original, so the copy gets its
 * file name as id. Rejects with the disk's errors.
 */
export async function allHeads(
  { files, log, folder }: ListParts,
  signal: AbortSignal,
): Promise<readonly Head[]> {
  return withUniqueIds([...(await folder.heads(files, log, signal))].sort(newestFirst));
}

function withUniqueIds(heads: readonly Head[]): readonly Head[] {
  const ids = new Set<string>();
  return heads.map((head) => {
    const unique = ids.has(head.id) ? { ...head, id: head.file } : head;
    ids.add(unique.id);
    return unique;
  });
}

/** The note of a head; undefined when its file is gone or no note any more. Rejects with the disk's errors. */
export async function noteOf({ files, folder }: ListParts, head: Head): Promise<StoredNote | undefined> {
  if (leadsAway(head)) return linkNote(head);
  const { file, id, unreadable } = head;
  if (unreadable) {
    const content = await folder.contentOf(files, file);
    const text = `${unreadable.problem}\n\n${content ?? ''}`;
    return content === undefined ? undefined : unreadableNote(folder.path, head, text);
  }
  const note = await folder.read(files, file);
  return note && storedNote(folder.path, file, id, note);
}

/**
 * The newest notes, by their own time. Files that are not notes are left out and logged; texts are read for the
 * requested page only. Rejects with the disk's errors, or Failure `invalid` for a cursor that is none.
 */
export async function listNotes(parts: ListParts, query: NoteQuery, signal: AbortSignal): Promise<NotePage> {
  const after = query.cursor === undefined ? undefined : positionOf(query.cursor);
  const customer = query.target && nameKey(query.target.id);
  const author = query.author === undefined ? undefined : nameKey(query.author);
  const matches = (await allHeads(parts, signal)).filter(
    (head) =>
      (customer === undefined || nameKey(head.front.customer) === customer) &&
      (query.kind === undefined || head.front.kind === query.kind) &&
      (author === undefined || nameKey(head.front.author ?? '') === author) &&
      (after === undefined || newestFirst(after, head) < 0),
  );
  const page = matches.slice(0, Math.max(1, query.limit));
  const notes = await Promise.all(page.map((head) => noteOf(parts, head)));
  const last = page.at(-1);
  return {
    notes: notes.filter((note) => note !== undefined),
    cursor: last && matches.length > page.length ? `${last.at} ${last.file}` : undefined,
  };
}
