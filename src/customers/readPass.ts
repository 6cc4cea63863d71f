import type { Lease } from '../storage/lease.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { DirectoryPage } from '../model/directory.ts';
import type { DirectoryCache } from './directoryCache.ts';
import { listUnread } from '../words/customers.ts';

/** Milliseconds between two pages: users wait for the first pass, but not for later ones. */
const firstPassPause = 250;
const laterPassPause = 1000;

/** Milliseconds until the next try, after one failure and after many. */
const shortestRetry = 30_000;
const longestRetry = 3600_000;

/** How often in a row to begin a new pass because the service no longer knows its own cursor. */
const maxRestarts = 2;

/** What reading needs. */
interface ReadPassParts {
  readonly cache: DirectoryCache;
  /** Asks the service for one page. Rejects with a `Failure`. */
  readonly read: (cursor: string | undefined, signal: AbortSignal) => Promise<DirectoryPage>;
  /** Held now, but it may be lost meanwhile. Undefined: nobody else reads. */
  readonly lease: Pick<Lease, 'isHeld'> | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Called before each page. */
  readonly onReading: () => void;
  /** The service could not be asked. Resolves when to try again: after `wait` milliseconds or earlier. */
  readonly onFailure: (failure: Failure, wait: number) => Promise<void>;
}

/**
 * Reads the newest pass on from where it stopped, or a new one, until it has ended or another window holds the lease.
 * False when somebody removed the pages meanwhile, so that none are wanted. Rejects with the signal's reason.
 */
export async function readPass(parts: ReadPassParts): Promise<boolean> {
  const { cache, read, lease, clock, log, signal, onReading, onFailure } = parts;
  let next = cache.nextPage();
  let restarts = 0;
  let tries = 0;
  for (;;) {
    onReading();
    let page: DirectoryPage;
    try {
      page = await read(next.cursor, signal);
    } catch (error) {
      signal.throwIfAborted();
      const failure = failureOf(error);
      log.warn(`Directory: page ${next.page}: ${failure.reason}, ${failure.detail ?? 'no detail'}`);
      if (next.cursor !== undefined && isAboutRequest(failure) && restarts < maxRestarts) {
        restarts += 1;
        next = cache.firstPageOfNewPass();
        continue;
      }
      await onFailure(failure, failure.retryAfterMs ?? Math.min(shortestRetry * 2 ** tries, longestRetry));
      tries += 1;
      if (lease?.isHeld === false) return true;
      continue;
    }
    tries = 0;
    signal.throwIfAborted();
    if (lease?.isHeld === false) return true;
    const added = await cache.addPage(next, page);
    if (added === 'removed') return false;
    if (added === 'last') return true;
    next = cache.nextPage();
    await clock.wait(cache.isWhole ? laterPassPause : firstPassPause, signal);
  }
}

/** Whether the service understood the request and rejected it: where there is a cursor, that is the reason. */
function isAboutRequest(failure: Failure): boolean {
  return Failure.is(failure, 'invalid', 'refused', 'notFound', 'notServed');
}

function failureOf(error: unknown): Failure {
  return Failure.is(error)
    ? error
    : new Failure('unreadable', listUnread(), {
        cause: error,
        detail: error instanceof Error ? error.name : 'unknown',
      });
}
