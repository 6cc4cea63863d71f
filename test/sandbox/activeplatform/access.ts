import type { FastifyRequest } from 'fastify';
import { pathValue } from '../request.ts';
import { activeplatformError } from './errors.ts';
import { reaches, type ActiveplatformState, type Manager, type Reseller } from './state.ts';

const jsonApi = 'application/vnd.api+json';

/**
 * Both headers are "Required" on every method, GET included, with exactly this value. Assumed from JSON:API: the
 * statuses 415 and 406, and that this is checked first.
 */
export function checkMediaTypes(request: FastifyRequest): void {
  if (request.headers['content-type'] !== jsonApi) {
    throw activeplatformError(415, `Content-Type must be ${jsonApi}, without parameters.`);
  }
  if (request.headers.accept !== jsonApi) throw activeplatformError(406, `Accept must be ${jsonApi}.`);
}

/** The manager whose token came in `X-Api-Token`. Assumed: 401. */
export function managerOf(request: FastifyRequest, state: ActiveplatformState): Manager {
  const token = request.headers['x-api-token'];
  const manager = state.managers.find((one) => one.token === token);
  if (manager === undefined) throw activeplatformError(401, 'The API token is missing or not valid.');
  return manager;
}

/** The reseller in the path, which must be the token's own or one below ("Create note"). Assumed: 404 and 403. */
export function resellerOf(request: FastifyRequest, state: ActiveplatformState): Reseller {
  const manager = managerOf(request, state);
  const id = Number(pathValue(request, 'resellerId'));
  const reseller = state.resellers.find((one) => one.id === id);
  if (reseller === undefined) throw activeplatformError(404, 'There is no such reseller.');
  if (!reaches(state, manager.resellerId, id)) {
    throw activeplatformError(403, 'The token has no access to this reseller.');
  }
  return reseller;
}
