import type { Clock } from '../base/clock.ts';
import { httpDate } from './retryAfter.ts';
import type { Fetch } from './fetch.ts';

/** Bounds of how far a service's clock is ahead of this one, in milliseconds (negative: behind). */
export interface Skew {
  readonly least: number;
  readonly most: number;
}

/** What is known of the clocks of the services, by origin (`https://api.example.com`). */
export interface ServerClock {
  /**
   * Learns from an answer's `Date` header; `sentAt` and `receivedAt` are this machine's times around the
   * request, in milliseconds since the epoch. A header that is missing or no date teaches nothing.
   */
  learn(origin: string, dateHeader: string | undefined, sentAt: number, receivedAt: number): void;
  /**
   * The service's time, in milliseconds since the epoch: the earliest that it can be, so that a note stamped with
   * it is not in the service's future. This machine's own time where nothing has been learned.
   */
  now(origin: string): number;
  /** For diagnosis; undefined where nothing has been learned. */
  skew(origin: string): Skew | undefined;
}

/** In memory only: a clock that was set between two starts would make a stored skew wrong. */
export function createServerClock(clock: Clock): ServerClock {
  const skews = new Map<string, Skew>();
  return {
    learn(origin, dateHeader, sentAt, receivedAt) {
      const date = httpDate(dateHeader);
      if (date === undefined || receivedAt < sentAt) return;
      // The header was written between the two, and is cut to the second.
      const fresh = { least: date - receivedAt, most: date + 999 - sentAt };
      const old = skews.get(origin);
      const both = old && { least: Math.max(old.least, fresh.least), most: Math.min(old.most, fresh.most) };
      // Bounds that contradict each other: one of the clocks was set meanwhile, so the older bounds are void.
      skews.set(origin, both && both.least <= both.most ? both : fresh);
    },
    now: (origin) => clock.now() + (skews.get(origin)?.least ?? 0),
    skew: (origin) => skews.get(origin),
  };
}

/**
 * Learns a service's time from the answer to `request`, which may be any, unless it is known already. Rejects as `request`
 * does when no answer came; what the answer says does not matter.
 */
export async function learnTime(
  serverClock: ServerClock,
  origin: string,
  request: () => Promise<unknown>,
): Promise<void> {
  if (serverClock.skew(origin) !== undefined) return;
  try {
    await request();
  } catch (error) {
    if (serverClock.skew(origin) === undefined) throw error;
  }
}

/** A `fetch` that lets `serverClock` learn from every answer that passes through it. */
export function clockedFetch(fetch: Fetch, serverClock: ServerClock, clock: Clock): Fetch {
  return async (url, init) => {
    const sentAt = clock.now();
    const response = await fetch(url, init);
    serverClock.learn(new URL(url).origin, response.headers.get('date') ?? undefined, sentAt, clock.now());
    return response;
  };
}
