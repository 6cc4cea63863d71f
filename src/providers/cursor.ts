import { createHash } from 'node:crypto';
import * as z from 'zod';
import { Failure } from '../base/failure.ts';

/** The position in a long list. Handed out as an opaque text that outlives the process. */
const cursorSchema = z.object({
  /** The service's own cursor. */
  at: z.string().min(1),
  /** How many pages were read. */
  page: z.number().int().min(1),
  /** What one of them held. */
  mark: z.string(),
});

type ListCursor = z.infer<typeof cursorSchema>;

/** Reads a cursor that {@link nextListCursor} made. Failure `invalid` for any other. */
export function readListCursor(cursor: string): ListCursor {
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
 * The cursor after a page with these ids; `next` is the service's. Undefined for the end, which is also a page that
 * was there before, however many pages the circle has and whatever cursors it goes by: one earlier page is
 * remembered, a later one each time the count doubles (Brent's way), so that a cursor stays short.
 */
export function nextListCursor(
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

/** What a list that cannot be continued ends in. */
export function lostListCursor(detail: string, cause?: Failure): Failure {
  return new Failure('invalid', 'This list cannot be continued. Refresh it.', {
    detail: cause?.detail === undefined ? detail : `${detail}: ${cause.detail}`,
    status: cause?.status,
  });
}

/** A page of a list as a service gave it. */
interface CursorPage {
  readonly entries: readonly unknown[];
  /** The service's own cursor of the next page; null, undefined or '': there is none. */
  readonly next: string | null | undefined;
}

/**
 * Reads a page of a list that goes on by the service's own cursors. `read` asks the service, with the cursor of the
 * page before; `idOf` tells entries apart. Resolves to the page with the
 * cursor to hand out, and without entries when the list leads in a circle. Failure `invalid` for a cursor that was not made here, or that the service refuses.
 */
export async function readCursorPage<Page extends CursorPage>(
  cursor: string | undefined,
  read: (next: string | undefined) => Promise<Page>,
  idOf: (entry: unknown) => string = entryId,
): Promise<Page & { readonly cursor: string | undefined }> {
  const before = cursor === undefined ? undefined : readListCursor(cursor);
  const page = await read(before?.at).catch((error: unknown) => {
    // All else is as it was on the first page, so it is the cursor that is refused.
    const refused =
      before !== undefined && Failure.is(error, 'refused') && [400, 422].includes(error.status ?? 0);
    throw refused ? lostListCursor('cursor refused', error) : error;
  });
  const { repeats, cursor: next } = nextListCursor(before, page.entries.map(idOf), page.next);
  return { ...page, entries: repeats ? [] : page.entries, cursor: next };
}

const withId = z.object({ id: z.union([z.string(), z.number()]).transform(String) });

/** The `id` of a list's entry; of one without, all that it holds. */
export function entryId(entry: unknown): string {
  return withId.safeParse(entry).data?.id ?? JSON.stringify(entry);
}
