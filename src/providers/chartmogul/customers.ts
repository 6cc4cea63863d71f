import type * as z from 'zod';
import { Failure } from '../../base/failure.ts';
import type { DirectoryEntry, DirectoryPage, DirectoryQuery } from '../../model/directory.ts';
import type { Target } from '../../model/note.ts';
import { pathPart } from '../pathPart.ts';
import { readEntries } from '../readEntries.ts';
import type { Call } from '../service.ts';
import { longestPage, type ChartmogulConnection } from './connection.ts';
import {
  contactEntry,
  contactPageSchema,
  contactSchema,
  contactTarget,
  readTypedContact,
} from './contact.ts';
import { customerPageSchema, customerSchema, entryOf, readTyped, targetOf } from './customer.ts';

/** Customers and, where the account has them, contacts. */
interface Customers {
  /** One target, by its own id. Undefined for a type that cannot be asked for. */
  read(target: Target, signal: AbortSignal): Promise<Target> | undefined;
  find(type: string, typed: string, signal: AbortSignal): Promise<readonly Target[]>;
  offline(type: string, typed: string): Target | undefined;
  directory(query: DirectoryQuery, signal: AbortSignal): Promise<DirectoryPage>;
}

/** Contacts can have notes in the newer collection only (docs/api/chartmogul.md, section 4). */
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
      throw new Failure('invalid', `ChartMogul keeps ${aboutWhom(hasContacts())}.`, { field: 'target' });
    },
    offline(type, typed) {
      try {
        return type === 'contact' && !hasContacts() ? undefined : targetOfId(type, typed);
      } catch {
        return undefined;
      }
    },
    async directory({ type, cursor }, signal) {
      const page = { connection, cursor, signal };
      if (type === 'customer') return listPage('customers', customerSchema, entryOf, page);
      if (type === 'contact' && hasContacts()) return listPage('contacts', contactSchema, contactEntry, page);
      throw new Failure('invalid', 'ChartMogul has no list of these.', { field: 'target' });
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
  const wanted = readTyped(typed);
  if (wanted.by === 'email') return search('customers/search', { email: wanted.email }, wanted.email);
  if (wanted.by === 'externalId')
    return search('customers', { external_id: wanted.externalId }, wanted.externalId);
  try {
    return [await readCustomer(connection, wanted.uuid, signal)];
  } catch (error) {
    // Without cus_ it may as well be the customer's id in another system, which is often a UUID.
    if (!wanted.bare || !Failure.is(error, 'notFound')) throw error;
    return search('customers', { external_id: typed.trim() }, typed.trim());
  }
}

async function findContact(
  connection: ChartmogulConnection,
  typed: string,
  signal: AbortSignal,
): Promise<readonly Target[]> {
  const wanted = readTypedContact(typed);
  if (wanted.by === 'uuid') return [await readContact(connection, wanted.uuid, signal)];
  const missing = unknownContact(wanted.email);
  const url = connection.urlOf('contacts', { email: wanted.email });
  const { entries } = await connection.get(contactPageSchema, url, { signal, missing });
  // The filter is of 2026: a service that does not know it gives all there are.
  const same = entries.filter(({ email }) => email?.toLowerCase() === wanted.email.toLowerCase());
  return distinct(same.map(contactTarget), missing);
}

/**
 * The target whose own id was typed, prefix and all; undefined for anything that only the service can resolve.
 * Failure `invalid` for what can be no target.
 */
function targetOfId(type: string, typed: string): Target | undefined {
  const isCustomer = type === 'customer' && /^\s*cus_/i.test(typed);
  const isContact = type === 'contact' && /^\s*con_/i.test(typed);
  if (!isCustomer && !isContact) return undefined;
  const wanted = isCustomer ? readTyped(typed) : readTypedContact(typed);
  return wanted.by === 'uuid' ? { type, id: wanted.uuid } : undefined;
}

/** A page of a whole list; entries that cannot be read are counted and logged. */
async function listPage<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  toEntry: (read: z.output<Schema>) => DirectoryEntry,
  {
    connection,
    cursor,
    signal,
  }: { connection: ChartmogulConnection; cursor: string | undefined; signal: AbortSignal },
): Promise<DirectoryPage> {
  const page = await connection.page(path, { per_page: String(longestPage) }, cursor, { signal });
  const { read, unread } = readEntries(schema, page.entries, {
    title: 'ChartMogul',
    path,
    unreadable: `ChartMogul’s list of ${path} could not be read.`,
    log: connection.context.log,
  });
  return { entries: read.map(toEntry), cursor: page.cursor, ...(unread > 0 && { unread }) };
}

/** A merged customer can be hit by several of its ids. */
function distinct(targets: readonly Target[], missing: NonNullable<Call['missing']>): readonly Target[] {
  const hits = new Map(targets.map((target) => [target.id, target]));
  if (hits.size === 0) throw new Failure('notFound', `${missing.message}.`, { field: 'target' });
  return [...hits.values()];
}

/** For a sentence that begins with "ChartMogul keeps". */
export function aboutWhom(contacts: boolean): string {
  return contacts ? 'notes about customers and contacts only' : 'notes about customers only';
}

/** What a 404 means where one customer is meant. */
function unknownCustomer(typed: string): NonNullable<Call['missing']> {
  return { message: `ChartMogul knows no customer “${typed}”`, field: 'target' };
}

/** What a 404 means where one contact is meant. */
function unknownContact(typed: string): NonNullable<Call['missing']> {
  return { message: `ChartMogul knows no contact “${typed}”`, field: 'target' };
}

/** The same for either; one whose name is known was there once. */
export function unknownTarget({ type, id, name }: Target): NonNullable<Call['missing']> {
  const { message, field } = (type === 'contact' ? unknownContact : unknownCustomer)(name ?? id);
  if (name === undefined) return { message, field };
  return { message: `${message} any more; it may have been deleted, or merged into another`, field };
}
