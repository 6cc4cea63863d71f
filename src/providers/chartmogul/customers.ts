import type * as z from 'zod';
import { Failure } from '../../base/failure.ts';
import { withoutEdges } from '../../base/withoutEdges.ts';
import type { DirectoryEntry, DirectoryPage, DirectoryQuery } from '../../model/directory.ts';
import type { Target } from '../../model/note.ts';
import { pathPart } from '../pathPart.ts';
import { readEntries } from '../readEntries.ts';
import type { Call } from '../service.ts';
import { maxPageSize, type ChartmogulConnection } from './connection.ts';
import { contactEntry, contactPageSchema, contactSchema, contactTarget } from './contact.ts';
import { customerPageSchema, customerSchema, entryOf, targetOf } from './customer.ts';
import { parseTypedId, type TypedId } from './typedId.ts';
import { sentence } from '../../words/services.ts';
import * as words from './words.ts';

/** Customers and, where the account has them, contacts. Methods are as in `Provider`. */
interface Customers {
  /** Reads one target by its own id. Undefined for a type that the account does not have. */
  read(target: Target, signal: AbortSignal): Promise<Target> | undefined;
  find(type: string, typed: string, signal: AbortSignal): Promise<readonly Target[]>;
  targetOffline(type: string, typed: string): Target | undefined;
  mayKnow(type: string, typed: string): boolean;
  directory(query: DirectoryQuery, signal: AbortSignal): Promise<DirectoryPage>;
}

/** Contacts are offered only with the newer collection, which has their notes (docs/api/chartmogul.md, section 4). */
export function openCustomers(connection: ChartmogulConnection): Customers {
  const hasContacts = () => connection.settings().collection === 'notes';
  return {
    read(target, signal) {
      if (target.type === 'customer') return readCustomer(connection, target.id, signal);
      return target.type === 'contact' && hasContacts()
        ? readContact(connection, target.id, signal)
        : undefined;
    },
    async find(type, typed, signal) {
      if (type === 'customer') return findCustomer(connection, typed, signal);
      if (type === 'contact' && hasContacts()) return findContact(connection, typed, signal);
      throw new Failure('invalid', words.onlyAbout(hasContacts()), { field: 'target' });
    },
    targetOffline(type, typed) {
      try {
        return type === 'contact' && !hasContacts() ? undefined : targetOfId(type, typed);
      } catch {
        return undefined;
      }
    },
    mayKnow(type, typed) {
      try {
        parseTypedId(type === 'contact' ? 'contact' : 'customer', typed);
        return true;
      } catch {
        return false;
      }
    },
    async directory({ type, cursor }, signal) {
      const page = { connection, cursor, signal };
      if (type === 'customer') return listPage('customer', customerSchema, entryOf, page);
      if (type === 'contact' && hasContacts()) return listPage('contact', contactSchema, contactEntry, page);
      throw new Failure('invalid', words.noSuchList(), { field: 'target' });
    },
  };
}

async function readCustomer(
  { get, urlOf }: ChartmogulConnection,
  id: string,
  signal: AbortSignal,
): Promise<Target> {
  const url = urlOf(`customers/${pathPart(id)}`);
  return targetOf(await get(customerSchema, url, { signal, missing: unknownCustomer(id) }));
}

async function readContact(
  { get, urlOf }: ChartmogulConnection,
  id: string,
  signal: AbortSignal,
): Promise<Target> {
  const url = urlOf(`contacts/${pathPart(id)}`);
  return contactTarget(await get(contactSchema, url, { signal, missing: unknownContact(id) }));
}

async function findCustomer(
  connection: ChartmogulConnection,
  typed: string,
  signal: AbortSignal,
): Promise<readonly Target[]> {
  const { get, urlOf } = connection;
  const search = async (path: string, query: Readonly<Record<string, string>>, value: string) => {
    const missing = unknownCustomer(value);
    const { entries } = await get(customerPageSchema, urlOf(path, query), { signal, missing });
    return distinct(entries.map(targetOf), missing);
  };
  return findTyped(parseTypedId('customer', typed), typed, {
    read: (id) => readCustomer(connection, id, signal),
    // A person writes a note about Ann's company, and has Ann's address.
    byEmail: (email) => search('customers/search', { email, with_associated_emails: 'true' }, email),
    byExternalId: (id) => search('customers', { external_id: id }, id),
  });
}

async function findContact(
  connection: ChartmogulConnection,
  typed: string,
  signal: AbortSignal,
): Promise<readonly Target[]> {
  // The filters exist since 2026. A service that does not know them answers with all contacts.
  const search = async (
    filter: 'email' | 'external_id',
    value: string,
    isSame: (found: string) => boolean,
  ) => {
    const missing = unknownContact(value);
    const url = connection.urlOf('contacts', { [filter]: value });
    const { entries } = await connection.get(contactPageSchema, url, { signal, missing });
    const matches = entries.filter((contact) => isSame(contact[filter] ?? ''));
    return distinct(matches.map(contactTarget), missing);
  };
  return findTyped(parseTypedId('contact', typed), typed, {
    read: (id) => readContact(connection, id, signal),
    byEmail: (email) => search('email', email, (found) => found.toLowerCase() === email.toLowerCase()),
    byExternalId: (id) => search('external_id', id, (found) => found === id),
  });
}

/** The requests that find what was typed. Each rejects with Failure `notFound` when there is none. */
interface Searches {
  readonly read: (uuid: string) => Promise<Target>;
  readonly byEmail: (email: string) => Promise<readonly Target[]>;
  readonly byExternalId: (id: string) => Promise<readonly Target[]>;
}

async function findTyped(
  parsed: TypedId,
  typed: string,
  { read, byEmail, byExternalId }: Searches,
): Promise<readonly Target[]> {
  if (parsed.by === 'email') return byEmail(parsed.email);
  if (parsed.by === 'externalId') return byExternalId(parsed.externalId);
  try {
    return [await read(parsed.uuid)];
  } catch (error) {
    // Without its prefix it may also be the id in another system, which is often a UUID.
    if (!parsed.bare || !Failure.is(error, 'notFound')) throw error;
    return byExternalId(withoutEdges(typed));
  }
}

/**
 * The target whose own id was typed, with its prefix; undefined for anything that only the service can resolve.
 * Failure `invalid` for anything that cannot be a target.
 */
function targetOfId(type: string, typed: string): Target | undefined {
  const value = withoutEdges(typed);
  const isCustomer = type === 'customer' && /^cus_/i.test(value);
  const isContact = type === 'contact' && /^con_/i.test(value);
  if (!isCustomer && !isContact) return undefined;
  const parsed = parseTypedId(isCustomer ? 'customer' : 'contact', value);
  return parsed.by === 'uuid' ? { type, id: parsed.uuid } : undefined;
}

/** Reads a page of all customers or contacts; entries that cannot be read are counted and logged. */
async function listPage<Schema extends z.ZodType>(
  type: 'customer' | 'contact',
  schema: Schema,
  toEntry: (read: z.output<Schema>) => DirectoryEntry,
  {
    connection,
    cursor,
    signal,
  }: { connection: ChartmogulConnection; cursor: string | undefined; signal: AbortSignal },
): Promise<DirectoryPage> {
  const path = `${type}s`;
  const page = await connection.page(path, { per_page: String(maxPageSize) }, cursor, { signal });
  const { read, unread } = await readEntries(schema, page.entries, {
    title: 'ChartMogul',
    path,
    unreadable: words.unreadableList(type),
    log: connection.context.log,
    inTurns: connection.context.inTurns,
  });
  return { entries: read.map(toEntry), cursor: page.cursor, ...(unread > 0 && { unread }) };
}

/** Each target once, because a search can find a merged customer by several of its ids. Failure `notFound` for none. */
function distinct(targets: readonly Target[], missing: NonNullable<Call['missing']>): readonly Target[] {
  const byId = new Map(targets.map((target) => [target.id, target]));
  if (byId.size === 0) throw new Failure('notFound', sentence(missing.message), { field: 'target' });
  return [...byId.values()];
}

/** What a 404 to the request for a customer means. */
function unknownCustomer(typed: string): NonNullable<Call['missing']> {
  return { message: words.unknownTarget(words.typeName('customer'), typed), field: 'target' };
}

/** What a 404 to the request for a contact means. */
function unknownContact(typed: string): NonNullable<Call['missing']> {
  return { message: words.unknownTarget(words.typeName('contact'), typed), field: 'target' };
}

/** What a 404 means for a customer or a contact. A target whose name is known did exist. */
export function unknownTarget({ type, id, name }: Target): NonNullable<Call['missing']> {
  const isContact = type === 'contact';
  if (name === undefined) return isContact ? unknownContact(id) : unknownCustomer(id);
  const typeName = words.typeName(isContact ? 'contact' : 'customer');
  return { message: words.goneTarget(typeName, name), field: 'target' };
}
