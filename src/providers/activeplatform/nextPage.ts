import * as z from 'zod';

/** Where a list of notes goes on. Handed out as an opaque text. */
const cursorSchema = z.object({
  /** `page[number]`; the first is 1 (assumed: the documentation does not say). */
  page: z.number().int().min(2),
  /** Ids of the notes on the page before: a service that gives them again does not know pages. */
  seen: z.array(z.string()),
});

/** See {@link cursorSchema}. */
export type Cursor = z.infer<typeof cursorSchema>;

/** No service has this many pages of notes that somebody wants to read: a loop that nothing else stopped. */
const mostPages = 1000;

const linksSchema = z.object({
  next: z
    .union([z.string(), z.object({ href: z.string() }).transform(({ href }) => href)])
    .nullish()
    .catch(undefined),
});

/** What is known when a page has been read. */
export interface PageRead {
  /** Absolute address that was asked. */
  readonly url: string;
  readonly page: number;
  /** `page[size]` as it was asked for. */
  readonly size: number;
  readonly links: unknown;
  readonly ids: readonly string[];
  readonly before: Cursor | undefined;
}

/**
 * The cursor of the page that follows, by the rules of the API reference's section 3: `links.next` counts, but
 * is never itself requested; only its page number is taken, and only from the same origin, since the token goes
 * along. Without any links a full page is followed by the next number. Undefined: this was the last one.
 */
export function nextPage(read: PageRead): string | undefined {
  const { page, size, ids, before } = read;
  if (ids.length === 0 || page >= mostPages) return undefined;
  if (before !== undefined && ids.every((id) => before.seen.includes(id))) return undefined;
  const links = linksSchema.safeParse(read.links);
  if (links.success) {
    const { next } = links.data;
    if (next == null || next === '') return undefined;
    const url = URL.parse(next, read.url);
    if (url?.href === read.url) return undefined;
    const number = Number(url?.searchParams.get('page[number]') ?? NaN);
    const ours = url?.origin === new URL(read.url).origin && Number.isSafeInteger(number);
    // Backwards or on the spot would never end.
    if (ours && number <= page) return undefined;
    return write({ page: ours ? number : page + 1, seen: [...ids] });
  }
  return ids.length < size ? undefined : write({ page: page + 1, seen: [...ids] });
}

/** Reads a cursor; undefined for one that was not made here. */
export function readCursor(text: string): Cursor | undefined {
  try {
    return cursorSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function write(cursor: Cursor): string {
  return JSON.stringify(cursor);
}
