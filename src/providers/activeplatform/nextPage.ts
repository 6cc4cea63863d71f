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
  const { page, size, ids, before } = read;
  if (ids.length === 0 || page >= maxPages) return undefined;
  if (before !== undefined && ids.every((id) => before.seen.includes(id))) return undefined;
  const links = linksSchema.safeParse(read.links);
  if (links.success) {
    const { next } = links.data;
    if (next == null || next === '') return undefined;
    if (URL.parse(next, read.url)?.href === read.url) return undefined;
    const number = pageNumberIn(next, read.url);
    // Following a link backwards or to this page would never end.
    if (number !== undefined && number <= page) return undefined;
    return writeCursor({ page: number ?? page + 1, seen: [...ids] });
  }
  return ids.length < size ? undefined : writeCursor({ page: page + 1, seen: [...ids] });
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
