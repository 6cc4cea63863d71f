import { entryId, lostListCursor } from '../cursor.ts';
import type { Call } from '../service.ts';
import { defaultPageSize, type ActiveplatformConnection } from './connection.ts';
import { listSchema } from './entity.ts';
import { pageAfter, parseCursor } from './nextPage.ts';

/** Which page of which list. */
interface ListPage {
  /** Below the reseller: `accounts`. */
  readonly path: string;
  readonly filter?: Readonly<Record<string, string>>;
  /** The id of the reseller that holds the entries, if it is not the account's own. */
  readonly scope?: string | undefined;
  /** From the page before. */
  readonly cursor: string | undefined;
}

/** A page of a list. Its entries are not parsed yet. */
interface Page {
  readonly data: readonly unknown[];
  /** The cursor of the following page; undefined: this is the last one. */
  readonly next: string | undefined;
  /** There is no following page, but the service's answers do not agree that this is the last one. */
  readonly endsEarly: boolean;
}

/** Reads a page of a list. Failure `invalid` for a cursor that was not made here. */
export async function listPage(
  { get, urlOf }: ActiveplatformConnection,
  { path, filter = {}, scope, cursor }: ListPage,
  options: Pick<Call, 'signal' | 'missing'>,
): Promise<Page> {
  const before = cursor === undefined ? undefined : parseCursor(cursor);
  if (cursor !== undefined && before === undefined) throw lostListCursor('unknown cursor');
  const page = before?.page ?? 1;
  const query = { ...filter, 'page[size]': String(defaultPageSize), 'page[number]': String(page) };
  const url = urlOf(path, query, scope);
  const { data, links } = await get(listSchema, url, options);
  const ids = data.map(entryId);
  const after = pageAfter({ url, page, size: defaultPageSize, links, ids, before });
  return { data, next: after.cursor, endsEarly: after.cursor === undefined && after.end === 'doubtful' };
}
