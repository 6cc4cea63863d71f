import { Failure } from '../../base/failure.ts';
import type { Target } from '../../model/note.ts';
import type { TargetCache } from '../targetCache.ts';
import { unknownTarget, type ActiveplatformConnection } from './connection.ts';
import {
  collectionsOf,
  entitySchema,
  isEntity,
  listSchema,
  named,
  readEmail,
  readTyped,
  resourceSchema,
  type Resource,
} from './entity.ts';

/** Accounts, subscriptions and orders, one by one. */
interface Entities {
  /** With its name and its reseller. Failure `notFound`. */
  read(target: Target, signal: AbortSignal): Promise<Target>;
  find(type: string, typed: string, signal: AbortSignal): Promise<readonly Target[]>;
}

/**
 * Reads and finds entities of the account's own reseller, and then of the resellers below it, by the requests that the
 * documentation lists for downstream resellers. Once the service answers that the token may not look below, no more
 * such requests are made.
 */
export function openEntities(connection: ActiveplatformConnection): Entities {
  const { get, urlOf } = connection;
  let mayLookBelow = true;

  /** Asks below the own reseller; gives `otherwise` where there is nothing, or the token may not look. */
  const below = async <T>(
    path: string | undefined,
    request: (path: string) => Promise<T>,
    otherwise: T | Failure,
  ) => {
    if (path !== undefined && mayLookBelow) {
      try {
        return await request(path);
      } catch (error) {
        if (Failure.is(error, 'forbidden')) mayLookBelow = false;
        else if (!Failure.is(error, 'notFound')) throw error;
      }
    }
    if (otherwise instanceof Failure) throw otherwise;
    return otherwise;
  };
  const readAt = async (target: Target, path: string, signal: AbortSignal): Promise<Target> => {
    const url = urlOf(`${path}/${encodeURIComponent(target.id)}`, {}, target.scope);
    const { data } = await get(entitySchema, url, { signal, missing: unknownTarget(target) });
    if (data.id !== target.id)
      throw new Failure('unreadable', `ActivePlatform answered with another ${target.type} than asked for.`);
    return named(target, data, connection.settings().resellerId);
  };
  const read = async (target: Target, signal: AbortSignal): Promise<Target> => {
    const collections = collectionsOf(target.type);
    if (collections === undefined || !isEntity(target))
      throw new Failure('notFound', `${unknownTarget(target).message}.`, { field: 'target' });
    try {
      return await readAt(target, collections.own, signal);
    } catch (error) {
      if (!Failure.is(error, 'notFound') || target.scope !== undefined) throw error;
      return below(collections.below, (path) => readAt(target, path, signal), error);
    }
  };
  /** The filter is documented as exact; what a server gives that does not heed it is left out. */
  const withEmail = async (email: string, path: string, signal: AbortSignal): Promise<readonly Target[]> => {
    const { data } = await get(listSchema, urlOf(path, { 'filter[email]': email }), { signal });
    const resources = data.flatMap((each): Resource[] => {
      const resource = resourceSchema.safeParse(each);
      return resource.success ? [resource.data] : [];
    });
    return resources
      .filter(({ attributes }) => attributes.email?.trim().toLowerCase() === email.toLowerCase())
      .map((resource) =>
        named({ type: 'account', id: resource.id }, resource, connection.settings().resellerId),
      );
  };

  return {
    read,
    async find(type, typed, signal) {
      const email = readEmail(type, typed);
      if (email === undefined) {
        const { id } = readTyped(type, typed);
        return [await read({ type, id }, signal)];
      }
      const { own = '', below: lower } = collectionsOf(type) ?? {};
      const matches = await withEmail(email, own, signal);
      const targets =
        matches.length > 0 ? matches : await below(lower, (path) => withEmail(email, path, signal), []);
      if (targets.length === 0)
        throw new Failure('notFound', `ActivePlatform knows no account with the e-mail address “${email}”.`, {
          field: 'target',
        });
      return [...new Map(targets.map((target) => [target.id, target])).values()];
    },
  };
}

/** The target with the reseller that holds it, where that was learned. */
export function withScope(target: Target, targetCache: TargetCache): Target {
  const scope = target.scope ?? targetCache.get(target)?.scope;
  return scope === undefined ? target : { ...target, scope };
}
