import type { Clock, SteadyClock } from '../base/clock.ts';
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
   * request, in milliseconds since the epoch. It
   * is to be called as soon as the answer has come. A header that is missing or no date teaches nothing.
   */
  learn(origin: string, dateHeader: string | undefined, sentAt: number, receivedAt: number): void;
  /**
   * The service's time, in milliseconds since the epoch: the earliest that it can be, so that a note stamped with
   * it is not in the service's future. This machine's own time where nothing has been learned. A change of this
   * machine's clock since then does not change it.
   */
  now(origin: string): number;
  /** Undefined where nothing has been learned since this machine's clock was set. */
  skew(origin: string): Skew | undefined;
}

/** Milliseconds by which the time of day may drift from the steady clock before it counts as set. */
const mostDrift = 2_000;

/** What an answer has told. */
interface Learned extends Skew {
  /** How far the time of day was ahead of the steady clock then, in milliseconds. */
  readonly ahead: number;
}

/**
 * In memory only: a clock that was set between two starts would make a stored skew wrong. `clock`: without a steady
 * clock it is taken never to be set.
 */
export function createServerClock(clock: Clock & Partial<SteadyClock>): ServerClock {
  const skews = new Map<string, Learned>();
  const ahead = () => (clock.monotonic ? clock.now() - clock.monotonic() : 0);
  const current = (origin: string): Learned | undefined => {
    const learned = skews.get(origin);
    return learned && Math.abs(ahead() - learned.ahead) <= mostDrift ? learned : undefined;
  };
  return {
    learn(origin, dateHeader, sentAt, receivedAt) {
      // First of all: what is read later may be of a clock that was set in the meantime.
      const aheadNow = ahead();
      const date = httpDate(dateHeader);
      if (date === undefined || receivedAt < sentAt) return;
      if (Math.abs(clock.now() - receivedAt) > mostDrift) return;
      // The header was written between the two, and is cut to the second.
      const fresh = { least: date - receivedAt, most: date + 999 - sentAt };
      const old = current(origin);
      const both = old && { least: Math.max(old.least, fresh.least), most: Math.min(old.most, fresh.most) };
      // Bounds that contradict each other: one of the clocks was set meanwhile, so the older bounds are void.
      skews.set(origin, { ...(both && both.least <= both.most ? both : fresh), ahead: aheadNow });
    },
    now: (origin) => {
      const learned = skews.get(origin);
      if (!learned) return clock.now();
      const set = current(origin) ? 0 : ahead() - learned.ahead;
      return clock.now() - set + learned.least;
    },
    skew: (origin) => {
      const learned = current(origin);
      return learned && { least: learned.least, most: learned.most };
    },
  };
}

/**
 * Learns a service's time from the answer to `request`, unless the time is known and still holds. Any request will do;
 * what its answer says does not matter. Rejects as `request` does when no answer came.
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

/** The earliest that the service's time can be when it has just answered; undefined: it does not tell its time. */
export function timeOfReading(serverClock: ServerClock, origin: string): number | undefined {
  return serverClock.skew(origin) === undefined ? undefined : serverClock.now(origin);
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
