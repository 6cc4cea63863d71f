import { entryId, lostListCursor } from '../cursor.ts';
import type { Call } from '../service.ts';
import { longestPage, type ActiveplatformConnection } from './connection.ts';
import { listSchema } from './entity.ts';
import { nextPage, readCursor } from './nextPage.ts';

/** Which page of which list. */
interface ListPage {
  /** Below the reseller: `accounts`. */
  readonly path: string;
  readonly filter?: Readonly<Record<string, string>>;
  /** A reseller's id, for what another one than the account's own holds. */
  readonly scope?: string | undefined;
  /** From the page before. */
  readonly cursor: string | undefined;
}

/**
 * A page of a list that is read to its end, entry by entry unread, and the cursor of the next one. Failure `invalid`
 * for a cursor that was not made here.
 */
export async function listPage(
  { get, urlOf }: ActiveplatformConnection,
  { path, filter = {}, scope, cursor }: ListPage,
  rest: Pick<Call, 'signal' | 'missing'>,
): Promise<{ readonly data: readonly unknown[]; readonly next: string | undefined }> {
  const before = cursor === undefined ? undefined : readCursor(cursor);
  if (cursor !== undefined && before === undefined) throw lostListCursor('unknown cursor');
  const page = before?.page ?? 1;
  const query = { ...filter, 'page[size]': String(longestPage), 'page[number]': String(page) };
  const url = urlOf(path, query, scope);
  const { data, links } = await get(listSchema, url, rest);
  const ids = data.map(entryId);
  return { data, next: nextPage({ url, page, size: longestPage, links, ids, before }) };
}
