import { uptime } from 'node:os';
import type { SteadyClock } from './clock.ts';
import { countAwake, countSleep } from './sleep.ts';

/** Milliseconds. What was due while the machine slept is due this soon after it woke. */
const longestTimer = 5_000;

/** Milliseconds; waits that are longer than this are in no hurry. */
const hour = 3_600_000;

async function waitOnce(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const outcome = Promise.withResolvers<'due' | 'aborted'>();
  const onAbort = () => outcome.resolve('aborted');
  const timer = setTimeout(() => outcome.resolve('due'), ms);
  signal?.addEventListener('abort', onAbort, { once: true });
  const reason = await outcome.promise;
  clearTimeout(timer);
  signal?.removeEventListener('abort', onAbort);
  // Whatever the caller aborted with, error or not, is the reason that the contract promises.
  if (reason === 'aborted') signal?.throwIfAborted();
}

/** What a {@link SteadyClock} is made from. */
export interface TimeSources {
  /** Milliseconds since the epoch; may be set. */
  readonly wall: () => number;
  /** Milliseconds; never set, and may stand while the machine sleeps. */
  readonly steady: () => number;
  /** Seconds since the machine was started, sleep included. */
  readonly uptime: () => number;
}

/** A clock on the system's own sources of time. */
export function createSystemClock({ wall, steady, uptime: sinceStart }: TimeSources): SteadyClock {
  const monotonic = countSleep({ wall, steady, uptime: () => sinceStart() * 1000 });
  const awake = countAwake(monotonic);
  return {
    now: wall,
    monotonic,
    awake,
    async wait(ms, signal) {
      signal?.throwIfAborted();
      const end = monotonic() + ms;
      for (let left = ms; left > 0; left = end - monotonic()) {
        // Timers stand while the machine sleeps, so the clock is looked at in between.
        await waitOnce(left > hour ? Math.min(left - hour, hour) : Math.min(left, longestTimer), signal);
        awake();
      }
    },
  };
}

/** The machine's own time. */
export const systemClock: SteadyClock = createSystemClock({
  wall: () => Date.now(),
  steady: () => performance.now(),
  uptime,
});
