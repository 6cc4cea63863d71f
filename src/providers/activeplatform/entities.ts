import { Failure } from '../../base/failure.ts';
import type { Target } from '../../model/note.ts';
import type { TargetCache } from '../targetCache.ts';
import { unknownTarget, type ActiveplatformConnection } from './connection.ts';
import {
  collectionsOf,
  entitySchema,
  isEntity,
  listSchema,
  withNameAndScope,
  typedEmail,
  parseTyped,
  resourceSchema,
  type Resource,
} from './entity.ts';
import { sentence } from '../../words/services.ts';
import * as words from './words.ts';

/** Accounts, subscriptions and orders, one by one. */
interface Entities {
  /** Reads a target with its name and its reseller. Failure `notFound`. */
  read(target: Target, signal: AbortSignal): Promise<Target>;
  find(type: string, typed: string, signal: AbortSignal): Promise<readonly Target[]>;
  /** The account of a subscription or an order; undefined: the service does not name it. Failure `notFound`. */
  accountOf(target: Target, signal: AbortSignal): Promise<Target | undefined>;
}

/**
 * Reads and finds entities of the account's own reseller, and then of the resellers below it, by the requests that the
 * documentation lists for downstream resellers. Once the service has answered that the token may not read there, no
 * more such requests are made.
 */
export function openEntities(connection: ActiveplatformConnection): Entities {
  let mayReadBelow = true;

  /** Reads from the resellers below. `fallback` stands in for what cannot be read, and is thrown if it is a Failure. */
  const readBelow = async <T>(
    path: string | undefined,
    request: (path: string) => Promise<T>,
    fallback: T | Failure,
  ) => {
    if (path !== undefined && mayReadBelow) {
      try {
        return await request(path);
      } catch (error) {
        if (Failure.is(error, 'forbidden')) mayReadBelow = false;
        else if (!Failure.is(error, 'notFound', 'notServed')) throw error;
      }
    }
    if (fallback instanceof Failure) throw fallback;
    return fallback;
  };
  const readResource = async (target: Target, signal: AbortSignal): Promise<Resource> => {
    const collections = collectionsOf(target.type);
    if (collections === undefined || !isEntity(target))
      throw new Failure('notFound', sentence(unknownTarget(target).message), { field: 'target' });
    try {
      return await readAt(connection, target, collections.own, signal);
    } catch (error) {
      if (!Failure.is(error, 'notFound', 'notServed') || target.scope !== undefined) throw error;
      return readBelow(collections.below, (path) => readAt(connection, target, path, signal), error);
    }
  };
  const read = async (target: Target, signal: AbortSignal): Promise<Target> =>
    withNameAndScope(target, await readResource(target, signal), connection.settings().resellerId);
  return {
    read,
    async accountOf(target, signal) {
      if (target.type === 'account' || !isEntity(target)) return undefined;
      const { attributes } = await readResource(target, signal);
      const { scope } = target;
      const id = attributes.account_id;
      return id == null
        ? undefined
        : read({ type: 'account', id, ...(scope !== undefined && { scope }) }, signal);
    },
    async find(type, typed, signal) {
      const email = typedEmail(type, typed);
      if (email === undefined) {
        const { id } = parseTyped(type, typed);
        return [await read({ type, id }, signal)];
      }
      const { own = '', below } = collectionsOf(type) ?? {};
      const matches = await findByEmail(connection, email, own, signal);
      const targets =
        matches.length > 0
          ? matches
          : await readBelow(below, (path) => findByEmail(connection, email, path, signal), []);
      if (targets.length === 0) throw new Failure('notFound', words.unknownEmail(email), { field: 'target' });
      return [...new Map(targets.map((target) => [target.id, target])).values()];
    },
  };
}

/** Reads a target in one of the collections that hold targets of its type. Failure `notFound`. */
async function readAt(
  { get, urlOf }: ActiveplatformConnection,
  target: Target,
  path: string,
  signal: AbortSignal,
): Promise<Resource> {
  const url = urlOf(`${path}/${encodeURIComponent(target.id)}`, {}, target.scope);
  const { data } = await get(entitySchema, url, { signal, missing: unknownTarget(target) });
  if (data.id !== target.id) throw new Failure('unreadable', words.otherTarget(words.typeName(target.type)));
  return data;
}

/** The filter is documented as exact. If the service ignores it, other accounts are left out here. */
async function findByEmail(
  { get, urlOf, settings }: ActiveplatformConnection,
  email: string,
  path: string,
  signal: AbortSignal,
): Promise<readonly Target[]> {
  const { data } = await get(listSchema, urlOf(path, { 'filter[email]': email }), { signal });
  const resources = data.flatMap((each): Resource[] => {
    const resource = resourceSchema.safeParse(each);
    return resource.success ? [resource.data] : [];
  });
  return resources
    .filter(({ attributes }) => attributes.email?.trim().toLowerCase() === email.toLowerCase())
    .map((resource) =>
      withNameAndScope({ type: 'account', id: resource.id }, resource, settings().resellerId),
    );
}

/** The target with the reseller that holds it, where that is known. */
export function withScope(target: Target, targetCache: TargetCache): Target {
  const scope = target.scope ?? targetCache.get(target)?.scope;
  return scope === undefined ? target : { ...target, scope };
}
