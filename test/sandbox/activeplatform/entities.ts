import type { FastifyRequest } from 'fastify';
import type { Answer } from '../answer.ts';
import type { SandboxContext } from '../options.ts';
import { pathValue, queryOf, type Query } from '../request.ts';
import { resellerOf } from './access.ts';
import { activeplatformError } from './errors.ts';
import { paged } from './paging.ts';
import { reaches, type ActiveplatformState, type Entity, type EntityType, type Reseller } from './state.ts';

/** Which entities a path lists: the reseller's own, or those of the resellers below (`child_reseller_…`). */
type Reach = 'own' | 'below';

/** The attributes that have a documented filter. A filter is one value, or a list with commas. */
const filters: Readonly<Record<EntityType, readonly string[]>> = {
  account: ['email'],
  subscription: ['account_id', 'status', 'plan_id'],
  order: ['account_id', 'type', 'status'],
};

/** `GET …/accounts`, `…/subscriptions`, `…/orders` and their `child_reseller_…` variants. Assumed: sorted by id. */
export function listEntities(
  request: FastifyRequest,
  type: EntityType,
  reach: Reach,
  context: SandboxContext,
): Answer {
  const state = context.state().activeplatform;
  const matches = within(request, state, type, reach).filter((entity) =>
    matchesFilters(entity, queryOf(request)),
  );
  matches.sort(comparison(queryOf(request)['sort']));
  return { status: 200, body: paged(request, matches, context, showEntity) };
}

/** One of these entities, by its id. Assumed: 404. */
export function getEntity(
  request: FastifyRequest,
  type: EntityType,
  reach: Reach,
  context: SandboxContext,
): Answer {
  const id = pathValue(request, 'id');
  const state = context.state().activeplatform;
  const entity = within(request, state, type, reach).find((one) => String(one.id) === id);
  if (entity === undefined) throw activeplatformError(404, `There is no ${type} ${id}.`);
  return { status: 200, body: { data: showEntity(entity) } };
}

/** `GET …/resellers/{reseller_id}` ("Get downstream reseller"). */
export function getReseller(request: FastifyRequest, context: SandboxContext): Answer {
  return { status: 200, body: { data: showReseller(resellerOf(request, context.state().activeplatform)) } };
}

/** `GET …/child_resellers`: all below, however deep. */
export function listResellers(request: FastifyRequest, context: SandboxContext): Answer {
  const state = context.state().activeplatform;
  const top = resellerOf(request, state);
  const below = state.resellers.filter(({ id }) => id !== top.id && reaches(state, top.id, id));
  return { status: 200, body: paged(request, below, context, showReseller) };
}

function within(
  request: FastifyRequest,
  state: ActiveplatformState,
  type: EntityType,
  reach: Reach,
): Entity[] {
  const { id } = resellerOf(request, state);
  return state.entities.filter(
    (entity) =>
      entity.type === type &&
      (reach === 'own'
        ? entity.resellerId === id
        : entity.resellerId !== id && reaches(state, id, entity.resellerId)),
  );
}

function matchesFilters(entity: Entity, query: Query): boolean {
  return filters[entity.type].every((name) => {
    const filter = query[`filter[${name}]`];
    return filter === undefined || filter.split(',').includes(String(entity.attributes[name]));
  });
}

/** `sort=field` and `sort=-field`; by id where values are equal or nothing is asked for. */
function comparison(sort: string | undefined): (a: Entity, b: Entity) => number {
  const descending = sort?.startsWith('-') === true;
  const name = sort?.replace(/^-/, '') ?? 'id';
  const value = (entity: Entity): string =>
    name === 'id' ? String(entity.id).padStart(12, '0') : String(entity.attributes[name] ?? '');
  return (a, b) => {
    const [first, second] = descending ? [value(b), value(a)] : [value(a), value(b)];
    return first === second ? a.id - b.id : first < second ? -1 : 1;
  };
}

/** Assumed: the plural as JSON:API type, and the id as a string. */
function showEntity({ type, id, attributes }: Entity): object {
  return { id: String(id), type: `${type}s`, attributes };
}

function showReseller({ id, parentId, name, domain, currency }: Reseller): object {
  const attributes = { general: { name, domain, currency }, company: { name }, parent_id: parentId };
  return { id: String(id), type: 'resellers', attributes };
}
