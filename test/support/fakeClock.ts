import type { SteadyClock } from '../../src/base/clock.ts';

/** A clock that moves only when it is told to. */
export interface FakeClock extends SteadyClock {
  /** Moves on; whatever was waited for meanwhile happens in its order, each with all that follows at once from it. */
  advance(ms: number): Promise<void>;
}

/** Everything that is ready runs; real input and output may take longer. */
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
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        if (ms <= 0) return resolve();
        const waiter = { at: now + ms, ring: resolve };
        waiting.add(waiter);
        signal?.addEventListener('abort', () => {
          waiting.delete(waiter);
          // The contract promises the signal's own reason, whatever it is.
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
          reject(signal.reason);
        });
      }),
    advance: async (ms) => {
      const end = now + ms;
      // What was set going just now may still be about to wait.
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
