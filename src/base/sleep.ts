/** Times in milliseconds. */
interface SleepSources {
  /** The time of day; it may be set. */
  readonly wall: () => number;
  /** Never set; on some systems it stands while the machine sleeps. */
  readonly steady: () => number;
  /** Never set, counts sleep, and may be cut to the second. */
  readonly uptime: () => number;
}

/** Milliseconds: the uptime is cut to the second on some systems, so a shorter difference is no sleep. */
const shortestSleep = 2_000;

/** Milliseconds. The uptime takes long to read, so it is read this often, and whenever the wall clock has jumped. */
const readEvery = 1_000;

/** Milliseconds. A running process looks at the clock at least this often, since every wait looks each five seconds. */
const longestPause = 10_000;

/**
 * A steady clock that counts the time in which the machine slept as well. It ignores changes of the wall clock, and is
 * never set back.
 */
export function countSleep({ wall, steady, uptime }: SleepSources): () => number {
  const start = uptime() - steady();
  let slept = 0;
  let readAt = steady();
  let readWall = wall();
  return () => {
    const at = steady();
    const now = wall();
    const jumped = Math.abs(now - readWall - (at - readAt)) > readEvery / 2;
    if (jumped || at - readAt >= readEvery) {
      readAt = at;
      readWall = now;
      const ahead = uptime() - at - start - slept;
      if (ahead > shortestSleep) slept += ahead;
    }
    return at + slept;
  };
}

/**
 * Counts only the time in which this process ran, whatever the system's clocks do while it does not: a longer time
 * between two looks counts as {@link longestPause}.
 */
export function countAwake(monotonic: () => number): () => number {
  let last = monotonic();
  let awake = 0;
  return () => {
    const now = monotonic();
    awake += Math.min(Math.max(0, now - last), longestPause);
    last = now;
    return awake;
  };
}
