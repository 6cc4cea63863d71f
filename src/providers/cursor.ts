import { createHash } from 'node:crypto';
import * as z from 'zod';
import { Failure } from '../base/failure.ts';

/** Where a long list goes on. Handed out as an opaque text that outlives the process. */
const placeSchema = z.object({
  /** The service's own cursor. */
  at: z.string().min(1),
  /** How many pages were read. */
  page: z.number().int().min(1),
  /** What one of them held. */
  mark: z.string(),
});

type ListCursor = z.infer<typeof placeSchema>;

/** Reads a cursor that {@link nextListCursor} made. Failure `invalid` for any other. */
export function readListCursor(cursor: string): ListCursor {
  let json: unknown;
  try {
    json = JSON.parse(cursor);
  } catch {
    throw lostListCursor('unknown cursor');
  }
  const place = placeSchema.safeParse(json);
  if (!place.success) throw lostListCursor('unknown cursor');
  return place.data;
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
  const place: ListCursor = { at: next, page, mark: doubled ? print : (before?.mark ?? print) };
  return { repeats: false, cursor: JSON.stringify(place) };
}

/** What a list that cannot be continued ends in. */
export function lostListCursor(detail: string, cause?: Failure): Failure {
  return new Failure('invalid', 'This list cannot be continued. Refresh it.', {
    detail: cause?.detail === undefined ? detail : `${detail}: ${cause.detail}`,
    status: cause?.status,
  });
}
