/** Time, handed in so that tests can hold it still. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts first. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A clock with which the length of a wait can be measured, whatever is done to the time of day meanwhile. */
export interface SteadyClock extends Clock {
  /** Milliseconds since some moment of this process; never set back or forward. */
  monotonic(): number;
}
