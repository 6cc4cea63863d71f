import type { Lease } from '../storage/lease.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { DirectoryPage } from '../model/directory.ts';
import type { DirectoryCache } from './directoryCache.ts';

/** Milliseconds between two pages: the first pass is waited for, the later ones are not. */
const firstGap = 250;
const laterGap = 1000;

/** Milliseconds until the next try, after one failure and after many. */
const firstRetry = 30_000;
const lastRetry = 3600_000;

/** So often in a row a pass begins anew because the service does not know its own cursor any more. */
const mostRestarts = 2;

/** What filling needs. */
export interface ReadPassParts {
  readonly cache: DirectoryCache;
  /** Asks the service for one page. Rejects with a `Failure`. */
  readonly read: (cursor: string | undefined, signal: AbortSignal) => Promise<DirectoryPage>;
  /** Held; it may be lost meanwhile. Undefined: nobody else reads. */
  readonly lease: Pick<Lease, 'held'> | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Called before each page. */
  readonly onReading: () => void;
  /** The service could not be asked: resolves when it is to be tried again, after `wait` milliseconds or earlier. */
  readonly onFailure: (failure: Failure, wait: number) => Promise<void>;
}

/**
 * Reads on from where the last pass stopped, until it has ended or another window has the lease. False when the pages
 * were removed meanwhile: then nobody wants them. Rejects with the signal's reason.
 */
export async function readPass(parts: ReadPassParts): Promise<boolean> {
  const { cache, read, lease, clock, log, signal, onReading, onFailure } = parts;
  let position = cache.nextPage();
  let restarts = 0;
  let tries = 0;
  for (;;) {
    onReading();
    let page: DirectoryPage;
    try {
      page = await read(position.cursor, signal);
    } catch (error) {
      signal.throwIfAborted();
      const failure = failureOf(error);
      log.warn(`Directory: page ${position.page}: ${failure.reason}, ${failure.detail ?? 'no detail'}`);
      if (position.cursor !== undefined && isAboutRequest(failure) && restarts < mostRestarts) {
        restarts += 1;
        position = cache.firstPageOfNewPass();
        continue;
      }
      await onFailure(failure, failure.retryAfterMs ?? Math.min(firstRetry * 2 ** tries, lastRetry));
      tries += 1;
      if (lease?.held === false) return true;
      continue;
    }
    tries = 0;
    signal.throwIfAborted();
    if (lease?.held === false) return true;
    const kept = await cache.addPage(position, page);
    if (kept === 'removed') return false;
    if (kept === 'last') return true;
    position = cache.nextPage();
    await clock.wait(cache.isWhole ? laterGap : firstGap, signal);
  }
}

/** Whether the service understood the request and will not have it: with a cursor, it is the cursor's fault. */
function isAboutRequest(failure: Failure): boolean {
  return Failure.is(failure, 'invalid', 'refused', 'notFound');
}

function failureOf(error: unknown): Failure {
  return Failure.is(error)
    ? error
    : new Failure('unreadable', 'The list could not be read.', {
        cause: error,
        detail: error instanceof Error ? error.name : 'unknown',
      });
}
