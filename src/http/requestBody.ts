import { Failure } from '../base/failure.ts';
import type { Fetch } from './hostFetch.ts';

/**
 * A `fetch` that asks `mayLeave` before each piece of the body, at the moment at which the connection takes it: since
 * the call, this process may have been stopped for any time. Where it may not, the body is never whole, so that no
 * service acts upon it, and the call rejects with Failure `cancelled`.
 */
export function whileAllowed(fetch: Fetch, mayLeave: () => boolean): Fetch {
  return async (url, init) => {
    const { body } = init;
    if (typeof body !== 'string' && !(body instanceof ReadableStream)) return await fetch(url, init);
    const pieces: Iterator<Uint8Array> | AsyncIterator<Uint8Array> =
      typeof body === 'string' ? [Buffer.from(body)].values() : body.values();
    const headers = new Headers(init.headers);
    // A stream has no length of its own.
    if (typeof body === 'string') headers.set('content-length', String(Buffer.byteLength(body)));
    let refused: Failure | undefined;
    const handedOut = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const piece = await pieces.next();
          if (piece.done === true) controller.close();
          else if (mayLeave()) controller.enqueue(piece.value);
          else throw (refused = tooLate());
        },
        async cancel() {
          await pieces.return?.();
        },
      },
      // Nothing is asked for ahead of time.
      { highWaterMark: 0 },
    );
    try {
      return await fetch(url, { ...init, headers, body: handedOut, duplex: 'half' });
    } catch (error) {
      throw refused ?? error;
    }
  };
}

function tooLate(): Failure {
  return new Failure('cancelled', 'The editor was paused just before the note left.');
}
