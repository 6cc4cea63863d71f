import { Failure } from '../base/failure.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { firstByteWithin } from './firstByte.ts';
import type { Fetch } from './fetch.ts';
import { networkFailure } from './networkFailure.ts';
import { orAborted } from '../base/orAborted.ts';
import * as words from '../words/network.ts';
import { hadServerError, isRateLimiting, sentence } from '../words/services.ts';

/** What a download is held to. */
interface DownloadLimits {
  /** Bytes; Failure `tooLarge` beyond. */
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Reads a file at an address that is itself a secret (signed, expiring): no credential and no header of ours is sent,
 * no redirect is followed, and log lines and Failures name nothing of the address but its host. Resolves when the head
 * of a successful answer has come. The bytes can be iterated once, to their end or to a `break`, and are read as they
 * are asked for. Both reject with a Failure.
 */
export type Download = (url: URL, limits: DownloadLimits) => Promise<AsyncIterable<Uint8Array>>;

/** What {@link createDownload} is built from. */
interface DownloadParts {
  /** As for `createSend`. */
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds to the head of the answer, and between two pieces of it. */
  readonly longestSilence?: number;
}

/** Makes the function that downloads files from addresses that a service gives. */
export function createDownload({ fetch, clock, log, longestSilence = 30_000 }: DownloadParts): Download {
  return async (url, { mostBytes, signal }) => {
    const stop = new AbortController();
    const cancel = () => stop.abort(new Failure('cancelled', words.cancelled()));
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    const startedAt = clock.now();
    const end = (how: string) => {
      signal.removeEventListener('abort', cancel);
      log.trace(`Download from ${url.host}: ${how}, ${clock.now() - startedAt} ms`);
      // This also ends a request whose bytes are not read to their end.
      stop.abort(new Failure('cancelled', words.cancelled()));
    };
    /** Only the caller's abort and a silence stop it before `end` does. */
    const failureOf = (error: unknown) =>
      stop.signal.reason instanceof Failure ? stop.signal.reason : networkFailure(error, url);
    const init: RequestInit = {
      redirect: 'manual',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: stop.signal,
    };
    try {
      stop.signal.throwIfAborted();
      const asking = firstByteWithin(longestSilence, fetch, clock, stop.signal)(url.href, init);
      const response = await orAborted(asking, stop.signal);
      const refused = refusal(response.status, url.host);
      if (refused !== undefined) throw refused;
      return pieces(response, { mostBytes, host: url.host, silence: silenceOf(stop), failureOf, end });
    } catch (error) {
      const failure = failureOf(error);
      end(failure.reason);
      throw failure;
    }
  };

  /** Rejects with Failure `timeout` when nothing comes for too long. */
  function silenceOf(stop: AbortController) {
    return async <T>(host: string, piece: Promise<T>): Promise<T> => {
      const come = new AbortController();
      const late = () => stop.abort(new Failure('timeout', words.fileStopped(host)));
      clock.wait(longestSilence, come.signal).then(late, () => undefined);
      try {
        return await orAborted(piece, stop.signal);
      } finally {
        come.abort();
      }
    };
  }
}

interface Reading {
  readonly mostBytes: number;
  readonly host: string;
  readonly silence: <T>(host: string, piece: Promise<T>) => Promise<T>;
  readonly failureOf: (error: unknown) => Failure;
  readonly end: (how: string) => void;
}

async function* pieces(
  { body }: Response,
  { mostBytes, host, silence, failureOf, end }: Reading,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  let how = 'left';
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = body?.getReader();
  try {
    for (;;) {
      if (reader === undefined) break;
      const piece = await silence(host, reader.read());
      if (piece.done) break;
      read += piece.value.length;
      if (read > mostBytes)
        throw new Failure('tooLarge', words.largeAttachment(), {
          field: 'attachment',
          detail: `more than ${mostBytes} bytes`,
        });
      yield piece.value;
    }
    how = 'whole';
  } catch (error) {
    const failure = failureOf(error);
    how = failure.reason;
    throw failure;
  } finally {
    end(`${how}, ${read} bytes`);
  }
}

/** The failure that a status means; undefined: the bytes follow. */
function refusal(status: number, host: string): Failure | undefined {
  if (status >= 200 && status < 300) return undefined;
  const facts = { status, field: 'attachment' } as const;
  if (status === 401 || status === 403)
    return new Failure('forbidden', words.attachmentRefused(host, status), facts);
  if (status === 404 || status === 410)
    return new Failure('notFound', words.noAttachmentThere(host, status), facts);
  if (status === 429) return new Failure('rateLimited', sentence(isRateLimiting(host)), facts);
  if (status >= 500) return new Failure('serverFault', sentence(hadServerError(host)), facts);
  return new Failure('unreadable', words.noAttachmentAnswer(host, status), facts);
}
