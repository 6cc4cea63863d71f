import * as z from 'zod';
import { issuesIn } from '../../http/readJson.ts';
import { Failure } from '../../base/failure.ts';
import type { DirectoryEntry, DirectoryPage, DirectoryQuery } from '../../model/directory.ts';
import { lostListCursor } from '../cursor.ts';
import { longestPage, unknownTarget, type ActiveplatformConnection } from './connection.ts';
import {
  collectionsOf,
  entryOf,
  listSchema,
  named,
  namedResellerSchema,
  resourceSchema,
  type Resource,
} from './entity.ts';
import { nextPage, readCursor } from './nextPage.ts';

/** First the accounts of the reseller itself, then those of the resellers below it. */
const cursorSchema = z.object({
  part: z.enum(['own', 'below']),
  /** From `nextPage`; absent: the part's first page. */
  next: z.string().optional(),
});

/** Resellers below one, at fifty a page; the names of more would not be waited for. */
const mostResellerPages = 20;

/** A page of accounts, or of the subscriptions or orders of one account. */
export function openDirectory(
  connection: ActiveplatformConnection,
): (query: DirectoryQuery, signal: AbortSignal) => Promise<DirectoryPage> {
  const { get, urlOf, context } = connection;
  /** By id; asked for once a window. */
  let resellers: Promise<ReadonlyMap<string, string>> | undefined;

  const pageOf = async (
    path: string,
    filter: Readonly<Record<string, string>>,
    scope: string | undefined,
    cursor: string | undefined,
    rest: { signal: AbortSignal; missing?: ReturnType<typeof unknownTarget> },
  ) => {
    const before = cursor === undefined ? undefined : readCursor(cursor);
    if (cursor !== undefined && before === undefined) throw lostListCursor('unknown cursor');
    const page = before?.page ?? 1;
    const query = { ...filter, 'page[size]': String(longestPage), 'page[number]': String(page) };
    const url = urlOf(path, query, scope);
    const { data, links } = await get(listSchema, url, rest);
    const ids = data.map((each) => withId.safeParse(each).data?.id ?? JSON.stringify(each));
    return { data, next: nextPage({ url, page, size: longestPage, links, ids, before }) };
  };

  /** The names of the resellers below; a token that may not read them leaves accounts without. */
  const readResellers = async (signal: AbortSignal): Promise<ReadonlyMap<string, string>> => {
    const names = new Map<string, string>();
    try {
      let cursor: string | undefined;
      for (let page = 0; page < mostResellerPages; page += 1) {
        const { data, next } = await pageOf('child_resellers', {}, undefined, cursor, { signal });
        for (const each of data) {
          const reseller = namedResellerSchema.safeParse(each).data;
          const name = reseller?.attributes.general.name.trim() ?? '';
          if (reseller !== undefined && name !== '') names.set(reseller.id, name);
        }
        cursor = next;
        if (cursor === undefined) break;
      }
    } catch (error) {
      if (signal.aborted) throw error;
      context.log.info(
        `ActivePlatform: resellers below not read: ${Failure.is(error) ? error.reason : 'unexpected'}`,
      );
    }
    return names;
  };
  const resellersBelow = async (signal: AbortSignal): Promise<ReadonlyMap<string, string>> => {
    resellers ??= readResellers(signal);
    try {
      return await resellers;
    } catch (error) {
      resellers = undefined;
      throw error;
    }
  };

  /** Those that can be read; the others are counted and logged. */
  const readAll = (path: string, data: readonly unknown[]): { resources: Resource[]; unread: number } => {
    const parsed = data.map((each) => resourceSchema.safeParse(each));
    const bad = parsed.flatMap(({ error }) => error ?? []);
    const [first] = bad;
    if (first !== undefined) {
      const detail = `${path}: ${bad.length} of ${parsed.length} entries: ${issuesIn(first)}`;
      if (bad.length === parsed.length)
        throw new Failure('unreadable', 'ActivePlatform’s list could not be read.', { detail });
      context.log.warn(`ActivePlatform: not read and left out of ${detail}`);
    }
    return { resources: parsed.flatMap(({ data: read }) => read ?? []), unread: bad.length };
  };

  const accounts = async (cursor: string | undefined, signal: AbortSignal): Promise<DirectoryPage> => {
    const { part, next: at } = cursor === undefined ? { part: 'own' as const } : readPart(cursor);
    const path = part === 'own' ? 'accounts' : 'child_reseller_accounts';
    let page: Awaited<ReturnType<typeof pageOf>>;
    try {
      page = await pageOf(path, {}, undefined, at, { signal });
    } catch (error) {
      // Not every token may look below, and not every installation has anything there.
      if (part === 'own' || at !== undefined || !Failure.is(error, 'forbidden', 'notFound')) throw error;
      context.log.info(`ActivePlatform: accounts of resellers below not read: ${error.reason}`);
      return { entries: [], cursor: undefined };
    }
    const { resources, unread } = readAll(path, page.data);
    const names = part === 'below' ? await resellersBelow(signal) : undefined;
    const entries = resources.map((resource): DirectoryEntry => {
      const target = named({ type: 'account', id: resource.id }, resource, connection.settings().resellerId);
      return entryOf(target, resource, names?.get(resource.attributes.reseller_id ?? ''));
    });
    const next = page.next === undefined ? afterPart(part) : JSON.stringify({ part, next: page.next });
    return { entries, cursor: next, ...(unread > 0 && { unread }) };
  };

  return async ({ type, within, cursor }, signal) => {
    if (type === 'account') return accounts(cursor, signal);
    const path = collectionsOf(type)?.own;
    if (path === undefined || within?.type !== 'account')
      throw new Failure('invalid', 'Choose the account first.', { field: 'target' });
    const filter = { 'filter[account_id]': within.id };
    const page = await pageOf(path, filter, within.scope, cursor, { signal, missing: unknownTarget(within) });
    const { resources, unread } = readAll(path, page.data);
    const entries = resources
      // For a service that does not heed the filter.
      .filter(({ attributes }) => (attributes.account_id ?? within.id) === within.id)
      .map((resource): DirectoryEntry => {
        const place = { type, id: resource.id, ...(within.scope !== undefined && { scope: within.scope }) };
        return entryOf(named(place, resource, connection.settings().resellerId), resource, undefined);
      });
    return { entries, cursor: page.next, ...(unread > 0 && { unread }) };
  };
}

const withId = z.object({ id: z.union([z.string(), z.number()]).transform(String) });

function readPart(cursor: string): z.infer<typeof cursorSchema> {
  try {
    return cursorSchema.parse(JSON.parse(cursor));
  } catch {
    throw lostListCursor('unknown cursor');
  }
}

function afterPart(part: 'own' | 'below'): string | undefined {
  return part === 'own' ? JSON.stringify({ part: 'below' }) : undefined;
}
