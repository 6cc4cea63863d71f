import type { FastifyRequest } from 'fastify';
import { chartmogulError } from './errors.ts';
import type { ChartmogulKey, ChartmogulState } from './state.ts';

/**
 * The key that the request came with: HTTP Basic, the key as user name, the password empty or the key again
 * ("Authentication"). Refuses with the recorded 401.
 */
export function keyOf(request: FastifyRequest, state: ChartmogulState): ChartmogulKey {
  const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const [user, ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
  const password = rest.join(':');
  const key = state.keys.find((one) => one.key === user && (password === '' || password === user));
  if (key === undefined) throw chartmogulError(401, 'No valid API key provided');
  return key;
}

/** Refuses a write with a read-only key. The status 403 and the message are assumed; none is documented or recorded. */
export function checkMayWrite(key: ChartmogulKey): void {
  if (key.access === 'readOnly') throw chartmogulError(403, 'This API key does not allow this action.');
}
