import type { SteadyClock } from './clock.ts';

/** The longest that one timer can run (24.8 days): beyond it, `setTimeout` fires at once. */
const longestTimer = 2 ** 31 - 1;

function waitOnce(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = () => {
      clearTimeout(timer);
      // Whatever the caller aborted with, error or not, is the reason that the contract promises.
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', aborted);
      resolve();
    }, ms);
    signal?.addEventListener('abort', aborted, { once: true });
  });
}

/** The machine's own time. */
export const systemClock: SteadyClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async wait(ms, signal) {
    signal?.throwIfAborted();
    for (let left = ms; left > 0; left -= longestTimer) await waitOnce(Math.min(left, longestTimer), signal);
  },
};
