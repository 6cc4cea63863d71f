import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../../src/base/clock.ts';

/** The machine's own time. */
export const realClock: Clock = {
  now: () => Date.now(),
  wait: (ms, signal) => setTimeout(ms, undefined, signal === undefined ? {} : { signal }),
};
