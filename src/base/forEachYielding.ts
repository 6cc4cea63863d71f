import type { SteadyClock } from './clock.ts';

/** What long work needs to let other work in between. */
export interface YieldParts {
  readonly clock: SteadyClock;
  /** Resolves in a later turn of the event loop, when what waited has had its turn. */
  readonly pause: () => Promise<void>;
}

/** Milliseconds: most of a frame of a screen is left for what comes with it, which is garbage collection above all. */
const longestTurn = 2;

/** Does `work` for each item, never for longer than {@link longestTurn} without a pause. */
export async function forEachYielding<T>(
  items: Iterable<T>,
  work: (item: T) => void,
  { clock, pause }: YieldParts,
): Promise<void> {
  let began = clock.monotonic();
  for (const item of items) {
    work(item);
    if (clock.monotonic() - began < longestTurn) continue;
    await pause();
    began = clock.monotonic();
  }
}
