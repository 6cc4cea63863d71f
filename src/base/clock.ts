/** The time. It is handed in, so that tests can stop it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts first. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A clock that also measures durations, correctly even when the time of day is changed meanwhile. */
export interface SteadyClock extends Clock {
  /** Milliseconds since some moment of this process; never set back or forward. */
  monotonic(): number;
}
