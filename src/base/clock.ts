/** The time. It is handed in, so that tests can stop it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Resolves after `ms` milliseconds, including those in which the machine slept; rejects with the signal's reason when
   * it aborts first.
   */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A clock that also measures durations, correctly even when the time of day is changed meanwhile. */
export interface SteadyClock extends Clock {
  /** Milliseconds since some moment of this process, including those in which the machine slept; never set back. */
  monotonic(): number;
  /** Like `monotonic`, without the time in which this process did not run. Absent: the process always runs. */
  awake?(): number;
}

/**
 * Milliseconds in which this process ran. Only these count where others are watched: what they did not do while the
 * whole machine slept proves nothing.
 */
export function awakeTime(clock: SteadyClock): number {
  return clock.awake?.() ?? clock.monotonic();
}
