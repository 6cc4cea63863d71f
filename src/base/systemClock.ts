import type { SteadyClock } from './clock.ts';

/** The longest that one timer can run (24.8 days): beyond it, `setTimeout` fires at once. */
const longestTimer = 2 ** 31 - 1;

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

/** The machine's own time. */
export const systemClock: SteadyClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async wait(ms, signal) {
    signal?.throwIfAborted();
    for (let remaining = ms; remaining > 0; remaining -= longestTimer)
      await waitOnce(Math.min(remaining, longestTimer), signal);
  },
};
