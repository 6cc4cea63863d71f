import type * as z from 'zod';
import { Failure } from '../../base/failure.ts';
import type { Target } from '../../model/note.ts';
import { issuesIn } from '../../http/readJson.ts';
import type { DirectoryEntry, DirectoryPage, DirectoryQuery } from '../../model/directory.ts';
import { pathPart } from '../pathPart.ts';
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
export interface Customers {
  /** One target, by its own id. Undefined for a type that cannot be asked for. */
  read(target: Target, signal: AbortSignal): Promise<Target> | undefined;
  find(type: string, typed: string, signal: AbortSignal): Promise<readonly Target[]>;
  offline(type: string, typed: string): Target | undefined;
  directory(query: DirectoryQuery, signal: AbortSignal): Promise<DirectoryPage>;
}

/**
 * See {@link Customers}. Contacts can have notes in the newer collection only (docs/api/chartmogul.md, section 4).
 */
export function openCustomers(connection: ChartmogulConnection): Customers {
  const { get, urlOf, context } = connection;
  const hasContacts = () => connection.settings().collection === 'notes';

  const read = async (id: string, signal: AbortSignal): Promise<Target> =>
    targetOf(
      await get(customerSchema, urlOf(`customers/${pathPart(id)}`), { signal, missing: unknownCustomer(id) }),
    );
  const readContact = async (id: string, signal: AbortSignal): Promise<Target> =>
    contactTarget(
      await get(contactSchema, urlOf(`contacts/${pathPart(id)}`), { signal, missing: unknownContact(id) }),
    );

  const search = async (
    path: string,
    query: Readonly<Record<string, string>>,
    typed: string,
    signal: AbortSignal,
  ): Promise<readonly Target[]> => {
    const missing = unknownCustomer(typed);
    const { entries } = await get(customerPageSchema, urlOf(path, query), { signal, missing });
    return once(entries.map(targetOf), missing);
  };
  const findCustomer = async (typed: string, signal: AbortSignal): Promise<readonly Target[]> => {
    const wanted = readTyped(typed);
    if (wanted.by === 'email')
      return search('customers/search', { email: wanted.email }, wanted.email, signal);
    if (wanted.by === 'externalId')
      return search('customers', { external_id: wanted.externalId }, wanted.externalId, signal);
    try {
      return [await read(wanted.uuid, signal)];
    } catch (error) {
      // Without cus_ it may as well be the customer's id in another system, which is often a UUID.
      if (!wanted.bare || !Failure.is(error, 'notFound')) throw error;
      return search('customers', { external_id: typed.trim() }, typed.trim(), signal);
    }
  };
  const findContact = async (typed: string, signal: AbortSignal): Promise<readonly Target[]> => {
    const wanted = readTypedContact(typed);
    if (wanted.by === 'uuid') return [await readContact(wanted.uuid, signal)];
    const missing = unknownContact(wanted.email);
    const url = urlOf('contacts', { email: wanted.email });
    const { entries } = await get(contactPageSchema, url, { signal, missing });
    // The filter is of 2026: a service that does not know it gives all there are.
    const same = entries.filter(({ email }) => email?.toLowerCase() === wanted.email.toLowerCase());
    return once(same.map(contactTarget), missing);
  };

  /** A page of a whole list; entries that cannot be read are counted and logged. */
  const pageOf = async <Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    entryFrom: (read: z.output<Schema>) => DirectoryEntry,
    { cursor }: DirectoryQuery,
    signal: AbortSignal,
  ): Promise<DirectoryPage> => {
    const page = await connection.page(path, { per_page: String(longestPage) }, cursor, { signal });
    const parsed = page.entries.map((entry) => schema.safeParse(entry));
    const bad = parsed.flatMap(({ error }) => error ?? []);
    const [first] = bad;
    if (first === undefined)
      return {
        entries: parsed.flatMap(({ data }) => (data === undefined ? [] : entryFrom(data))),
        cursor: page.cursor,
      };
    const detail = `${path}: ${bad.length} of ${parsed.length} entries: ${issuesIn(first)}`;
    if (bad.length === parsed.length)
      throw new Failure('unreadable', `ChartMogul’s list of ${path} could not be read.`, { detail });
    context.log.warn(`ChartMogul: not read and left out of ${detail}`);
    const entries = parsed.flatMap(({ data }) => (data === undefined ? [] : entryFrom(data)));
    return { entries, cursor: page.cursor, unread: bad.length };
  };

  return {
    read(target, signal) {
      if (target.type === 'customer') return read(target.id, signal);
      return target.type === 'contact' && hasContacts() ? readContact(target.id, signal) : undefined;
    },
    async find(type, typed, signal) {
      if (type === 'customer') return findCustomer(typed, signal);
      if (type === 'contact' && hasContacts()) return findContact(typed, signal);
      throw new Failure('invalid', `ChartMogul keeps ${aboutWhom(hasContacts())}.`, { field: 'target' });
    },
    offline(type, typed) {
      try {
        if (type === 'contact' && hasContacts() && /^\s*con_/i.test(typed)) {
          const contact = readTypedContact(typed);
          return contact.by === 'uuid' ? { type, id: contact.uuid } : undefined;
        }
        if (type !== 'customer' || !/^\s*cus_/i.test(typed)) return undefined;
        const wanted = readTyped(typed);
        return wanted.by === 'uuid' ? { type, id: wanted.uuid } : undefined;
      } catch {
        return undefined;
      }
    },
    async directory(query, signal) {
      if (query.type === 'customer') return pageOf('customers', customerSchema, entryOf, query, signal);
      if (query.type === 'contact' && hasContacts())
        return pageOf('contacts', contactSchema, contactEntry, query, signal);
      throw new Failure('invalid', `ChartMogul has no list of these.`, { field: 'target' });
    },
  };
}

/** A merged customer can be hit by several of its ids. */
function once(targets: readonly Target[], missing: NonNullable<Call['missing']>): readonly Target[] {
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
