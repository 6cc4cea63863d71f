import { lostListCursor } from '../cursor.ts';
import { lastPage, nextPage, readCursor, writeCursor } from './nextPage.ts';

/** What a list is put together by. */
interface Item {
  readonly id: string;
  readonly createdAt: Date | undefined;
}

/** One page of notes as it was read, and what was asked for. */
export interface Page<T extends Item> {
  readonly data: readonly T[];
  /** What it is differs from page to page of the documentation; `nextPage` reads it. */
  readonly links?: unknown;
  /** Absolute address that was asked. */
  readonly url: string;
  readonly page: number;
  /** `page[size]` as it was asked for. */
  readonly size: number;
}

/** Notes in the service's own order. */
export interface NotesRead<T> {
  readonly notes: readonly T[];
  readonly cursor: string | undefined;
}

/**
 * The newest notes, or those that follow `cursor`. Which order the service's list has is not documented: when its
 * first page turns out to be oldest first, the list is read from its last page on instead, and then holds up to
 * twice as many notes as were asked for. Failure `invalid` for a cursor that was not made here.
 */
export async function readNotes<T extends Item>(
  read: (page: number) => Promise<Page<T>>,
  cursor: string | undefined,
): Promise<NotesRead<T>> {
  const before = cursor === undefined ? undefined : readCursor(cursor);
  if (cursor !== undefined && before === undefined) throw lostListCursor('unknown cursor');
  const whole = await read(before?.page ?? 1);
  const ids = whole.data.map(({ id }) => id);
  // Notes that were made meanwhile push others on to the next page.
  const page = { ...whole, data: whole.data.filter(({ id }) => before?.seen.includes(id) !== true) };
  if (before?.backwards === true) return { notes: page.data, cursor: earlier(page.page) };
  const last = before === undefined && isOldestFirst(page) ? lastPage(page.links, page.url) : undefined;
  if (last === undefined) return { notes: page.data, cursor: nextPage({ ...page, ids, before }) };
  const end = await read(last);
  if (end.data.length >= end.size) return { notes: end.data, cursor: earlier(last) };
  // The last page is seldom full; the one before it makes it worth looking at.
  const previous = last === 2 ? page : await read(last - 1);
  return { notes: [...previous.data, ...end.data], cursor: earlier(last - 1) };
}

function earlier(page: number): string | undefined {
  return page > 1 ? writeCursor({ page: page - 1, backwards: true, seen: [] }) : undefined;
}

function isOldestFirst({ data }: Page<Item>): boolean {
  const first = data[0]?.createdAt;
  const last = data.at(-1)?.createdAt;
  return first !== undefined && last !== undefined && first < last;
}
