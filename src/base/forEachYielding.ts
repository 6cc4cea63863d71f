import type { SteadyClock } from './clock.ts';

/** What long work needs to let other work run in between. */
export interface YieldParts {
  readonly clock: SteadyClock;
  /** Resolves in a later turn of the event loop, after the work that was already queued. */
  readonly pause: () => Promise<void>;
}

/** {@link forEachYielding} with what it needs. */
export type InTurns = <T>(items: Iterable<T>, work: (item: T) => void) => Promise<void>;

/** Milliseconds: leaves most of a frame to other work, garbage collection above all. */
const longestTurn = 2;

/** Does `work` for each item, and pauses whenever {@link longestTurn} has passed. */
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
