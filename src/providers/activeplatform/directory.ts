import * as z from 'zod';
import { Failure } from '../../base/failure.ts';
import type { DirectoryEntry, DirectoryPage, DirectoryQuery } from '../../model/directory.ts';
import type { Target } from '../../model/note.ts';
import { lostListCursor } from '../cursor.ts';
import { readEntries } from '../readEntries.ts';
import { unknownTarget, type ActiveplatformConnection } from './connection.ts';
import { collectionsOf, entryOf, withNameAndScope, resourceSchema, type Resource } from './entity.ts';
import { listPage } from './listPage.ts';
import { openResellerNames, type ResellerNames } from './resellerNames.ts';
import * as words from './words.ts';

/** Opens the lists of accounts, and of the subscriptions and orders of one account. */
export function openDirectory(
  connection: ActiveplatformConnection,
): (query: DirectoryQuery, signal: AbortSignal) => Promise<DirectoryPage> {
  const resellerNames = openResellerNames(connection);
  return async ({ type, within, cursor }, signal) => {
    if (type === 'account') return accountsPage(connection, resellerNames, cursor, signal);
    const path = collectionsOf(type)?.own;
    if (path === undefined || within?.type !== 'account')
      throw new Failure('invalid', words.accountFirst(), { field: 'target' });
    return pageWithin(connection, { type, path, account: within }, cursor, signal);
  };
}

/** The list has two parts: the accounts of the reseller itself, then those of the resellers below it. */
const cursorSchema = z.object({
  part: z.enum(['own', 'below']),
  /** From `nextPage`; absent: the part's first page. */
  next: z.string().optional(),
});

type Cursor = z.infer<typeof cursorSchema>;

async function accountsPage(
  connection: ActiveplatformConnection,
  resellerNames: ResellerNames,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<DirectoryPage> {
  const { part, next: partCursor }: Cursor = cursor === undefined ? { part: 'own' } : parseCursor(cursor);
  const path = part === 'own' ? 'accounts' : 'child_reseller_accounts';
  let page: Awaited<ReturnType<typeof listPage>>;
  try {
    page = await listPage(connection, { path, cursor: partCursor }, { signal });
  } catch (error) {
    // Not every token may read the accounts of resellers below, and not every installation has such resellers.
    const cannotRead = Failure.is(error, 'forbidden', 'notFound', 'notServed');
    if (part === 'own' || partCursor !== undefined || !cannotRead) throw error;
    connection.context.log.info(`ActivePlatform: cannot read accounts of resellers below: ${error.reason}`);
    return { entries: [], cursor: undefined };
  }
  const { read, unread } = await parseResources(connection, path, page.data);
  const names = part === 'below' ? await resellerNames(signal) : undefined;
  const entries = read.map((resource): DirectoryEntry => {
    const target = withNameAndScope(
      { type: 'account', id: resource.id },
      resource,
      connection.settings().resellerId,
    );
    return entryOf(target, resource, names?.get(resource.attributes.reseller_id ?? ''));
  });
  return { entries, cursor: cursorAfter(part, page.next), ...(unread > 0 && { unread }) };
}

/** A page of the subscriptions or orders of one account. */
async function pageWithin(
  connection: ActiveplatformConnection,
  { type, path, account }: { readonly type: string; readonly path: string; readonly account: Target },
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<DirectoryPage> {
  const list = { path, filter: { 'filter[account_id]': account.id }, scope: account.scope, cursor };
  const page = await listPage(connection, list, { signal, missing: unknownTarget(account) });
  const { read, unread } = await parseResources(connection, path, page.data);
  const entries = read
    // Checked because the service may ignore the filter.
    .filter(({ attributes }) => (attributes.account_id ?? account.id) === account.id)
    .map((resource): DirectoryEntry => {
      const target = { type, id: resource.id, ...(account.scope !== undefined && { scope: account.scope }) };
      return entryOf(
        withNameAndScope(target, resource, connection.settings().resellerId),
        resource,
        undefined,
      );
    });
  return { entries, cursor: page.next, ...(unread > 0 && { unread }) };
}

function parseResources(
  { context: { log, inTurns } }: ActiveplatformConnection,
  path: string,
  data: readonly unknown[],
): Promise<{ readonly read: readonly Resource[]; readonly unread: number }> {
  const unreadable = words.unreadableList();
  return readEntries(resourceSchema, data, { title: 'ActivePlatform', path, unreadable, log, inTurns });
}

function parseCursor(text: string): Cursor {
  try {
    return cursorSchema.parse(JSON.parse(text));
  } catch {
    throw lostListCursor('unknown cursor');
  }
}

/** `next`: from `nextPage`. After the end of the first part the second one begins. */
function cursorAfter(part: Cursor['part'], next: string | undefined): string | undefined {
  if (next !== undefined) return JSON.stringify({ part, next } satisfies Cursor);
  return part === 'own' ? JSON.stringify({ part: 'below' } satisfies Cursor) : undefined;
}
