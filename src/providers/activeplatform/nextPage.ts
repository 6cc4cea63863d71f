import * as z from 'zod';

/** Where a list of notes goes on. Handed out as an opaque text. */
const cursorSchema = z.object({
  /** `page[number]`; the first is 1 (assumed: docs/api/activeplatform.md, section 6). */
  page: z.number().int().min(1),
  /** The list turned out to be oldest first, and is read from its end. */
  backwards: z.boolean().optional(),
  /** Ids of the notes on the page before: a service that gives them again does not know pages. */
  seen: z.array(z.string()),
});

type Cursor = z.infer<typeof cursorSchema>;

/** 200,000 entries at fifty a page, more than an account has: a loop that nothing else stopped. */
const mostPages = 4000;

const link = z
  .union([z.string(), z.object({ href: z.string() }).transform(({ href }) => href)])
  .nullish()
  .catch(undefined);
const linksSchema = z.object({ next: link, last: link });

/** What is known when a page has been read. */
interface PageRead {
  /** Absolute address that was asked. */
  readonly url: string;
  readonly page: number;
  /** `page[size]` as it was asked for. */
  readonly size: number;
  readonly links?: unknown;
  readonly ids: readonly string[];
  readonly before: Cursor | undefined;
}

/**
 * The cursor of the page that follows, by the rules of docs/api/activeplatform.md, section 7: `links.next`
 * counts, but is never itself requested; only its page number is taken, and only from the same origin, since the
 * token goes along. Without any links a full page is followed by the next number. Undefined: this was the last one.
 */
export function nextPage(read: PageRead): string | undefined {
  const { page, size, ids, before } = read;
  if (ids.length === 0 || page >= mostPages) return undefined;
  if (before !== undefined && ids.every((id) => before.seen.includes(id))) return undefined;
  const links = linksSchema.safeParse(read.links);
  if (links.success) {
    const { next } = links.data;
    if (next == null || next === '') return undefined;
    if (URL.parse(next, read.url)?.href === read.url) return undefined;
    const number = numberIn(next, read.url);
    // Backwards or on the spot would never end.
    if (number !== undefined && number <= page) return undefined;
    return writeCursor({ page: number ?? page + 1, seen: [...ids] });
  }
  return ids.length < size ? undefined : writeCursor({ page: page + 1, seen: [...ids] });
}

/** Reads a cursor; undefined for one that was not made here. */
export function readCursor(text: string): Cursor | undefined {
  try {
    return cursorSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Makes the text that {@link readCursor} reads. */
export function writeCursor(cursor: Cursor): string {
  return JSON.stringify(cursor);
}

/** The number of the last page, where the service tells it and there are several. */
export function lastPage(links: unknown, url: string): number | undefined {
  const { data } = linksSchema.safeParse(links);
  const number = data?.last == null || data.next == null ? undefined : numberIn(data.last, url);
  return number !== undefined && number > 1 ? number : undefined;
}

/** `page[number]` of a link that leads to the same origin as the page that it stands on. */
function numberIn(link: string, url: string): number | undefined {
  const target = URL.parse(link, url);
  if (target?.origin !== new URL(url).origin) return undefined;
  const number = Number(target.searchParams.get('page[number]') ?? NaN);
  return Number.isSafeInteger(number) ? number : undefined;
}
