import type { Clock } from '../../src/base/clock.ts';

/** Noon of a Monday, in milliseconds since the epoch. */
export const noon = Date.parse('2026-03-02T12:00:00.000Z');

/** Stands at noon, and every wait ends at once. */
export const stillClock: Clock = { now: () => noon, wait: () => Promise.resolve() };
