import { beatEvery } from '../storage/claims.ts';
import type { SteadyClock } from '../base/clock.ts';
import type { ClaimedEntry } from './claimedEntry.ts';

/** Does work that may take long, and shows the other hosts meanwhile that it goes on. Settles as `work`. */
export async function withHeartbeat<T>(
  claimed: ClaimedEntry,
  clock: SteadyClock,
  work: () => Promise<T>,
): Promise<T> {
  const done = new AbortController();
  const beat = async (): Promise<void> => {
    for (;;) {
      await clock.wait(beatEvery, done.signal);
      await claimed.beat();
    }
  };
  // Ends by the abort; a beat that the disk refuses is only one less sign of life.
  beat().catch(() => undefined);
  try {
    return await work();
  } finally {
    done.abort();
  }
}
