import type { SteadyClock } from '../../src/base/clock.ts';

/** A clock that moves only when it is told to. */
export interface FakeClock extends SteadyClock {
  /** Moves on. Waits end in the order in which they are due, and what follows at once from one happens before the next. */
  advance(ms: number): Promise<void>;
}

/** Lets everything run that is ready; real input and output may take longer. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Stands at `start` (milliseconds since the epoch). A wait of nothing passes at once, as on the real one. */
export function fakeClock(start = Date.parse('2026-07-29T14:05:59.123Z')): FakeClock {
  let now = start;
  const waiting = new Set<{ readonly at: number; readonly ring: () => void }>();
  return {
    now: () => now,
    monotonic: () => now,
    wait: async (ms, signal) => {
      signal?.throwIfAborted();
      if (ms <= 0) return;
      const outcome = Promise.withResolvers<'due' | 'aborted'>();
      const waiter = { at: now + ms, ring: () => outcome.resolve('due') };
      waiting.add(waiter);
      const onAbort = () => outcome.resolve('aborted');
      signal?.addEventListener('abort', onAbort, { once: true });
      const reason = await outcome.promise;
      waiting.delete(waiter);
      signal?.removeEventListener('abort', onAbort);
      // Whatever the caller aborted with, error or not, is the reason that the contract promises.
      if (reason === 'aborted') signal?.throwIfAborted();
    },
    advance: async (ms) => {
      const end = now + ms;
      // What was started just now may be about to wait.
      await settle();
      for (;;) {
        const [next] = [...waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        waiting.delete(next);
        now = Math.max(now, next.at);
        next.ring();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}
