import type { SteadyClock } from '../base/clock.ts';
import type { FailureReason } from '../base/failure.ts';
import type { Entry } from '../outbox/entry.ts';
import { longestDelay } from './retry.ts';

/** `due`: as the entry's file says; `until`: the same by the steady clock. */
interface Due {
  readonly due: number;
  readonly until: number;
}

/**
 * When failed entries are due, by the steady clock. Their files name a time of day, which another host may have written
 * by another clock, or before this one was set: it is translated once, and never to more than the failure can ask for.
 */
export class DueTimes {
  readonly #clock: SteadyClock;
  #known = new Map<string, Due>();

  constructor(clock: SteadyClock) {
    this.#clock = clock;
  }

  /** Milliseconds until the last of those entries is due whose failure `counts`; 0: all of them are. */
  longest(entries: Iterable<Entry>, counts: (reason: FailureReason | undefined) => boolean): number {
    const now = this.#clock.monotonic();
    const known = new Map<string, Due>();
    let longest = 0;
    for (const { id, status } of entries) {
      if (status.state !== 'waiting' || status.due === undefined) continue;
      const { due, failure } = status;
      const before = this.#known.get(id);
      const left = Math.min(due - this.#clock.now(), longestDelay(failure?.retryAfterMs));
      const until = before?.due === due ? before.until : now + left;
      known.set(id, { due, until });
      if (counts(failure?.reason)) longest = Math.max(longest, until - now);
    }
    this.#known = known;
    return longest;
  }
}
