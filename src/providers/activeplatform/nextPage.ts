import * as z from 'zod';

/** A position in a list. It is given to callers as an opaque text. */
const cursorSchema = z.object({
  /** `page[number]`; the first is 1 (assumed: docs/api/activeplatform.md, section 6). */
  page: z.number().int().min(1),
  /** The list turned out to be oldest first, so it is read from its end. */
  backwards: z.boolean().optional(),
  /** Ids of the entries on the previous page. A service that gives the same ones again ignores the page number. */
  seen: z.array(z.string()),
});

type Cursor = z.infer<typeof cursorSchema>;

/** 200,000 entries at fifty a page, more than any account has. A longer list is a loop that no other check ended. */
const maxPages = 4000;

const link = z
  .union([z.string(), z.object({ href: z.string() }).transform(({ href }) => href)])
  .nullish()
  .catch(undefined);
const linksSchema = z.object({ next: link, last: link });

/** What is known after a page has been read. */
interface PageRead {
  /** The absolute address that was requested. */
  readonly url: string;
  readonly page: number;
  /** `page[size]` of the request. */
  readonly size: number;
  readonly links?: unknown;
  readonly ids: readonly string[];
  readonly before: Cursor | undefined;
}

/**
 * The cursor of the next page, by the rules of docs/api/activeplatform.md, section 7. `links.next` says whether there
 * is one, but is never requested itself, because the token would go along: only its page number is used, and only if
 * it leads to the same origin. Without any links, a full page has a next one. Undefined: this was the last page.
 */
export function nextPage(read: PageRead): string | undefined {
  return pageAfter(read).cursor;
}

/** What follows a page: another one, or the end of the list. `certain`: nothing in the answers speaks against the end. */
type PageAfter =
  { readonly cursor: string } | { readonly cursor: undefined; readonly end: 'certain' | 'doubtful' };

const end: PageAfter = { cursor: undefined, end: 'certain' };
const doubtfulEnd: PageAfter = { cursor: undefined, end: 'doubtful' };

/** As {@link nextPage}, and says how certain the end is: what is missing from a list that was cut short may be in it. */
export function pageAfter(read: PageRead): PageAfter {
  const { page, size, ids, before } = read;
  if (page >= maxPages) return doubtfulEnd;
  if (before !== undefined && ids.length > 0 && ids.every((id) => before.seen.includes(id)))
    return doubtfulEnd;
  const following: PageAfter = { cursor: writeCursor({ page: page + 1, seen: [...ids] }) };
  const links = linksSchema.safeParse(read.links);
  if (!links.success) return ids.length < size ? end : following;
  const { next, last } = links.data;
  if (next == null || next === '') {
    const lastNumber = last == null ? undefined : pageNumberIn(last, read.url);
    // A full page whose links are all left out says nothing of what follows it.
    const isSilent = next === undefined && last == null && ids.length >= size;
    return isSilent || (lastNumber !== undefined && lastNumber > page) ? doubtfulEnd : end;
  }
  if (ids.length === 0 || URL.parse(next, read.url)?.href === read.url) return doubtfulEnd;
  const number = pageNumberIn(next, read.url);
  // Following a link backwards or to this page would never end.
  if (number !== undefined && number <= page) return doubtfulEnd;
  return number === undefined ? following : { cursor: writeCursor({ page: number, seen: [...ids] }) };
}

/** Parses a cursor; undefined for one that was not made here. */
export function parseCursor(text: string): Cursor | undefined {
  try {
    return cursorSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The text of a cursor, for {@link parseCursor}. */
export function writeCursor(cursor: Cursor): string {
  return JSON.stringify(cursor);
}

/** The number of the last page, where the service tells it and there are several pages. */
export function lastPage(links: unknown, url: string): number | undefined {
  const { data } = linksSchema.safeParse(links);
  const number = data?.last == null || data.next == null ? undefined : pageNumberIn(data.last, url);
  return number !== undefined && number > 1 ? number : undefined;
}

/** `page[number]` of a link; undefined unless it leads to the origin of the page that contains it. */
function pageNumberIn(link: string, url: string): number | undefined {
  const target = URL.parse(link, url);
  if (target?.origin !== new URL(url).origin) return undefined;
  const number = Number(target.searchParams.get('page[number]') ?? NaN);
  return Number.isSafeInteger(number) ? number : undefined;
}
