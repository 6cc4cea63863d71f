import type { Clock } from '../notes/clock.ts';

/** Made once: making an error costs more than the rest of ending a timer. */
const ended = new Error('The timer is no longer needed.');

/** Calls `late` after `ms` milliseconds, unless the function that is returned is called first. */
export function startTimer(clock: Clock, ms: number, late: () => void): () => void {
  const over = new AbortController();
  clock.wait(ms, over.signal).then(late, () => undefined);
  return () => over.abort(ended);
}
