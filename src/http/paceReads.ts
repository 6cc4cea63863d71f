import type { Dispatcher } from 'undici';
import type { Clock } from '../base/clock.ts';
import { notStarted } from './notStarted.ts';

/** How many requests may begin. */
export interface PaceLimits {
  /** Requests a second to one origin, of all accounts of this window together. */
  readonly mostPerSecond: number;
  /** So many may begin at once after a pause. */
  readonly burst: number;
}

/** When the next request to each origin may begin; one for all requests of a window. */
export class Turns {
  readonly #limits: PaceLimits;
  readonly #clock: Clock;
  readonly #next = new Map<string, number>();

  constructor(limits: PaceLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** 0: a request may begin now, and is counted. Otherwise the milliseconds until it is worth asking again. */
  take(origin: string): number {
    const wait = this.#nextOf(origin) - this.#clock.now();
    // A clock that was set back must not make anybody wait for it to catch up.
    if (wait > 0 && wait <= 1000) return wait;
    this.count(origin);
    return 0;
  }

  /** A request begins, in turn or not. */
  count(origin: string): void {
    const { mostPerSecond, burst } = this.#limits;
    const interval = 1000 / mostPerSecond;
    const now = this.#clock.now();
    const next = Math.min(this.#nextOf(origin), now + 1000);
    this.#next.set(origin, Math.max(next, now - (burst - 1) * interval) + interval);
  }

  #nextOf(origin: string): number {
    return this.#next.get(origin) ?? -Infinity;
  }
}

/**
 * Lets a GET wait for its turn: a list of fifty notes can mean fifty customers to be named. Everything else goes at
 * once, since the outbox paces it for all windows, but is counted: reads get what writing leaves. Ends with the
 * signal's reason.
 */
export function paceReads(
  turns: Turns,
  clock: Clock,
  signal: AbortSignal,
): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const origin = String(options.origin);
    const begin = () => dispatch(options, handler);
    if (options.method !== 'GET') {
      turns.count(origin);
      return begin();
    }
    const wait = turns.take(origin);
    if (wait === 0) return begin();
    const inTurn = async (first: number): Promise<void> => {
      for (let left = first; left > 0; left = turns.take(origin)) await clock.wait(left, signal);
    };
    inTurn(wait)
      .then(begin)
      .catch((error: unknown) =>
        handler.onResponseError?.(notStarted, error instanceof Error ? error : new Error('aborted')),
      );
    return true;
  };
}
