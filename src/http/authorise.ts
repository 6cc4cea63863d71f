import type { Dispatcher } from 'undici';
import { Failure } from '../base/failure.ts';
import { notStarted } from './notStarted.ts';
import { orAborted } from '../base/orAborted.ts';

/**
 * Adds the credential to a request at the last moment, so that no interceptor further out (the trace, the retry)
 * ever holds it. `credential` is asked anew for every attempt; a wait for it ends when `signal` aborts.
 */
export function authorise(
  credential: () => Promise<Readonly<Record<string, string>>>,
  signal: AbortSignal,
): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    orAborted(credential(), signal)
      .then((headers) => {
        const unsendable = Object.values(headers).some((value) => !/^[\t\x20-\x7e\x80-\xff]*$/.test(value));
        // fetch would refuse such a value too, and quote it in its error.
        if (unsendable)
          throw new Failure('invalid', 'The stored key holds characters that no key can have; replace it.');
        dispatch({ ...options, headers: Object.assign({}, options.headers, headers) }, handler);
      })
      .catch((error: unknown) => handler.onResponseError?.(notStarted, credentialFailure(error)));
    return true;
  };
}

/** The keyring's own error is not kept: nobody knows what it quotes. */
function credentialFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const detail = error instanceof Error ? `keyring: ${error.name}` : 'keyring';
  return new Failure('storage', 'The key could not be read from the keyring.', { detail });
}
