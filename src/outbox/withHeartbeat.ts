import { beatEvery } from '../storage/claims.ts';
import type { SteadyClock } from '../base/clock.ts';
import type { ClaimedEntry } from './claimedEntry.ts';

/** Does work that may take long, and shows the other hosts meanwhile that this one lives. Settles as `work`. */
export async function withHeartbeat<T>(
  claimed: ClaimedEntry,
  clock: SteadyClock,
  work: () => Promise<T>,
): Promise<T> {
  const done = new AbortController();
  const beat = async (): Promise<void> => {
    for (;;) {
      await clock.wait(beatEvery, done.signal);
      // One beat that the disk refuses is only one sign of life less.
      await claimed.beat().catch(() => undefined);
    }
  };
  // The abort ends it.
  beat().catch(() => undefined);
  try {
    return await work();
  } finally {
    done.abort();
  }
}
