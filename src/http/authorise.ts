import { Failure } from '../base/failure.ts';
import { orAborted } from '../base/orAborted.ts';
import type { Middleware } from './middleware.ts';
import * as words from '../words/network.ts';

/**
 * Adds the credential at the last moment; it is read anew for every try. Only then does the request's time begin to
 * run: before, somebody may have been typing the keyring's password. A wait for the key ends when the request does.
 */
export function authorise(timeoutMs: (size: number) => number): Middleware {
  return async (request, next) => {
    const { authorize, deadline, headers, signal, size } = request;
    const credential = authorize && (await orAborted(authorize(), signal).catch(keyringFailure));
    deadline.start(timeoutMs(size));
    if (credential === undefined) return await next(request);
    for (const value of Object.values(credential))
      // fetch would refuse such a value too, and quote it in its error.
      if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) throw new Failure('invalid', words.impossibleKey());
    return await next({ ...request, headers: { ...headers, ...credential } });
  };
}

/** The keyring's own error is not kept: nobody knows what it quotes. */
function keyringFailure(error: unknown): never {
  if (error instanceof Failure) throw error;
  const detail = error instanceof Error ? `keyring: ${error.name}` : 'keyring';
  throw new Failure('storage', words.keyUnread(), { detail });
}
