import { lostListCursor } from '../cursor.ts';
import { lastPage, nextPage, parseCursor, writeCursor } from './nextPage.ts';

/** What `readNotes` needs to know of a note. */
interface Item {
  readonly id: string;
  readonly createdAt: Date | undefined;
}

/** One page of notes, and the request that it answers. */
export interface Page<T extends Item> {
  readonly data: readonly T[];
  /** Its form differs between pages of the documentation; `nextPage` parses it. */
  readonly links?: unknown;
  /** The absolute address that was requested. */
  readonly url: string;
  readonly page: number;
  /** `page[size]` of the request. */
  readonly size: number;
}

/** Notes in the service's own order. */
export interface NotesRead<T> {
  readonly notes: readonly T[];
  readonly cursor: string | undefined;
}

/**
 * Reads the newest notes, or those after `cursor`. The order of the service's list is not documented. If its first page
 * turns out to be oldest first, the list is read backwards from its last page; the result is then up to two pages of
 * notes. Failure `invalid` for a cursor that was not made here.
 */
export async function readNotes<T extends Item>(
  read: (page: number) => Promise<Page<T>>,
  cursor: string | undefined,
): Promise<NotesRead<T>> {
  const before = cursor === undefined ? undefined : parseCursor(cursor);
  if (cursor !== undefined && before === undefined) throw lostListCursor('unknown cursor');
  const answer = await read(before?.page ?? 1);
  const ids = answer.data.map(({ id }) => id);
  // Notes that were created meanwhile push others on to the next page, which then repeats them.
  const page = { ...answer, data: answer.data.filter(({ id }) => before?.seen.includes(id) !== true) };
  if (before?.backwards === true) return { notes: page.data, cursor: cursorBefore(page.page) };
  const last = before === undefined && isOldestFirst(page) ? lastPage(page.links, page.url) : undefined;
  if (last === undefined) return { notes: page.data, cursor: nextPage({ ...page, ids, before }) };
  const end = await read(last);
  if (end.data.length >= end.size) return { notes: end.data, cursor: cursorBefore(last) };
  // The last page may hold very few notes, so the one before it is read as well.
  const previous = last === 2 ? page : await read(last - 1);
  return { notes: [...previous.data, ...end.data], cursor: cursorBefore(last - 1) };
}

function cursorBefore(page: number): string | undefined {
  return page > 1 ? writeCursor({ page: page - 1, backwards: true, seen: [] }) : undefined;
}

function isOldestFirst({ data }: Page<Item>): boolean {
  const first = data[0]?.createdAt;
  const last = data.at(-1)?.createdAt;
  return first !== undefined && last !== undefined && first < last;
}
