import type { SteadyClock } from '../../src/notes/clock.ts';

/** When the time of a scenario began, for all of its processes. */
export interface Epoch {
  /** The system's steady clock, which all processes share, in milliseconds. */
  readonly real: number;
  /** What the scenario's true time was then, in milliseconds since the epoch. */
  readonly scenario: number;
  /** How many times as fast its time goes. */
  readonly scale: number;
}

/** Milliseconds of the system's steady clock. */
export function steadyNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** A clock that goes `scale` times as fast as time does, and is `skew` milliseconds ahead of the scenario's. */
export function scaledClock({ real, scenario, scale }: Epoch, skew = 0): SteadyClock {
  const passed = (): number => (steadyNow() - real) * scale;
  return {
    now: () => Math.floor(scenario + passed() + skew),
    monotonic: passed,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const aborted = () => {
          clearTimeout(timer);
          // The contract promises the signal's own reason, whatever it is.
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
          reject(signal?.reason);
        };
        const ring = () => {
          signal?.removeEventListener('abort', aborted);
          resolve();
        };
        // A timer counts whole milliseconds, and early would be very early here.
        const timer = setTimeout(ring, Math.ceil(ms / scale));
        signal?.addEventListener('abort', aborted, { once: true });
      }),
  };
}
