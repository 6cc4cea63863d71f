import type { Query } from '../request.ts';
import { chartmogulError } from './errors.ts';

/** How a list is put in order, and where a cursor points in it. */
export interface Order<T> {
  /** Time and id as the service's own cursors hold them; compares as text in the order of the list. */
  readonly key: (item: T) => string;
  readonly direction: 'ascending' | 'descending';
}

/** A page of a list ("Pagination"). */
export interface Page {
  readonly entries: readonly unknown[];
  readonly cursor: string | null;
  readonly has_more: boolean;
}

/** Time of a cursor: nine decimals, of which ours count items of one millisecond. */
export function cursorTime(ms: number, sequence = 0): string {
  return new Date(ms).toISOString().replace('Z', `${String(sequence).padStart(6, '0')}Z`);
}

/** Entries a page: 200 unless told, and never more. Assumed: what is no such number counts as not told. */
export function perPage(query: Query): number {
  const asked = Number(query['per_page'] ?? '200');
  return Number.isInteger(asked) && asked >= 1 ? Math.min(asked, 200) : 200;
}

/** The page that `query` asks for. The last one has a cursor too; only an empty list has none (recorded). */
export function pageOf<T>(
  items: readonly T[],
  order: Order<T>,
  query: Query,
  show: (item: T) => unknown,
): Page {
  const sign = order.direction === 'ascending' ? 1 : -1;
  const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -sign : sign);
  const keyed = sortedBy(items, order, compare);
  const after = query['cursor'] === undefined ? undefined : readCursor(query['cursor']);
  const rest = after === undefined ? keyed : keyed.filter(({ key }) => compare(key, after) > 0);
  const entries = rest.slice(0, perPage(query));
  const last = entries.at(-1)?.key ?? after;
  return {
    entries: entries.map(({ item }) => show(item)),
    cursor: last === undefined ? null : Buffer.from(last).toString('base64'),
    has_more: rest.length > entries.length,
  };
}

/** By list, for those that are too long to be sorted at each page; no test changes one in place. */
const sortedLong = new WeakMap<
  readonly unknown[],
  readonly { readonly item: unknown; readonly key: string }[]
>();

function sortedBy<T>(
  items: readonly T[],
  order: Order<T>,
  compare: (a: string, b: string) => number,
): readonly { readonly item: T; readonly key: string }[] {
  const known = sortedLong.get(items);
  // The list's own: it was made from these very items.
  if (known?.length === items.length) return known as readonly { readonly item: T; readonly key: string }[];
  const keyed = items.map((item) => ({ item, key: order.key(item) }));
  keyed.sort((a, b) => compare(a.key, b.key));
  if (items.length > 5000) sortedLong.set(items, keyed);
  return keyed;
}

function readCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64').toString();
  // Assumed: how a cursor that the service never gave is refused.
  if (!key.includes('&')) throw chartmogulError(400, 'Parameter "cursor" is invalid', 'cursor');
  return key;
}
