import { createHash } from 'node:crypto';
import * as z from 'zod';
import { Failure } from '../base/failure.ts';
import * as words from '../words/providers.ts';

/** A position in a long list. It is given to callers as an opaque text, which is valid in later processes too. */
const cursorSchema = z.object({
  /** The service's own cursor. */
  at: z.string().min(1),
  /** How many pages were read. */
  page: z.number().int().min(1),
  /** A hash of the ids on one of those pages. */
  mark: z.string(),
});

type ListCursor = z.infer<typeof cursorSchema>;

/** Reads a cursor that {@link nextListCursor} made. Failure `invalid` for any other. */
function readListCursor(cursor: string): ListCursor {
  let json: unknown;
  try {
    json = JSON.parse(cursor);
  } catch {
    throw lostListCursor('unknown cursor');
  }
  const parsed = cursorSchema.safeParse(json);
  if (!parsed.success) throw lostListCursor('unknown cursor');
  return parsed.data;
}

/**
 * The cursor after a page with these ids; `next` is the service's cursor. Undefined at the end of the list. A page that
 * came before also ends the list, however many pages lie between the two: the cursor remembers one earlier page, and
 * replaces it with the current one whenever the count doubles (Brent's algorithm), so that it stays short.
 */
function nextListCursor(
  before: ListCursor | undefined,
  ids: readonly string[],
  next: string | null | undefined,
): { readonly repeats: boolean; readonly cursor: string | undefined } {
  const print = createHash('sha256').update(JSON.stringify(ids)).digest('base64url').slice(0, 12);
  if (before?.mark === print) return { repeats: true, cursor: undefined };
  if (next == null || next === '' || next === before?.at) return { repeats: false, cursor: undefined };
  const page = (before?.page ?? 0) + 1;
  const doubled = (page & (page - 1)) === 0;
  const position: ListCursor = { at: next, page, mark: doubled ? print : (before?.mark ?? print) };
  return { repeats: false, cursor: JSON.stringify(position) };
}

/** The Failure `invalid` for a list that cannot be continued. */
export function lostListCursor(detail: string, cause?: Failure): Failure {
  return new Failure('invalid', words.listLost(), {
    detail: cause?.detail === undefined ? detail : `${detail}: ${cause.detail}`,
    status: cause?.status,
  });
}

/** A page of a list as a service gives it. */
interface CursorPage {
  readonly entries: readonly unknown[];
  /** The service's own cursor of the next page; null, undefined or '': there is none. */
  readonly next: string | null | undefined;
}

/**
 * Reads a page of a list that is continued by the service's own cursors. `read` asks the service, with the cursor of the
 * previous page; `idOf` identifies entries. Resolves to the page with the cursor for the caller, and without entries
 * when the list repeats itself. Failure `invalid` for a cursor that was not made here, or that the service refuses.
 */
export async function readCursorPage<Page extends CursorPage>(
  cursor: string | undefined,
  read: (next: string | undefined) => Promise<Page>,
  idOf: (entry: unknown) => string = entryId,
): Promise<Page & { readonly cursor: string | undefined }> {
  const before = cursor === undefined ? undefined : readListCursor(cursor);
  const page = await read(before?.at).catch((error: unknown) => {
    // Everything else was accepted with the first page, so the service refuses the cursor.
    const refused =
      before !== undefined && Failure.is(error, 'refused') && [400, 422].includes(error.status ?? 0);
    throw refused ? lostListCursor('cursor refused', error) : error;
  });
  const { repeats, cursor: next } = nextListCursor(before, page.entries.map(idOf), page.next);
  return { ...page, entries: repeats ? [] : page.entries, cursor: next };
}

const withId = z.object({ id: z.union([z.string(), z.number()]).transform(String) });

/** Whether a list's entry has an `id` that can be read. */
export function hasEntryId(entry: unknown): boolean {
  return withId.safeParse(entry).success;
}

/** The `id` of a list's entry; the whole entry as JSON where it has none. */
export function entryId(entry: unknown): string {
  return withId.safeParse(entry).data?.id ?? JSON.stringify(entry);
}
