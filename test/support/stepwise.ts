import type { Files } from '../../src/storage/files.ts';
import { createRandom } from './random.ts';

/** Hosts that take turns on one disk, one operation at a time. */
interface Stepwise {
  /** The disk as one host sees it. */
  readonly files: () => Files;
  /** Runs until all of `work` is done; `choose` gets the number of waiting operations and returns the index of the next. */
  readonly run: (work: readonly Promise<unknown>[], choose: (waiting: number) => number) => Promise<void>;
}

/** Holds every operation on `disk` back until it is chosen. */
export function stepwise(disk: Files): Stepwise {
  const waiting: (() => void)[] = [];
  const turn = () => new Promise<void>((resolve) => waiting.push(resolve));
  const files = (): Files => ({
    ...disk,
    read: (path) => turn().then(() => disk.read(path)),
    create: (path) => turn().then(() => disk.create(path)),
    rename: (from, to) => turn().then(() => disk.rename(from, to)),
    link: (from, to) => turn().then(() => disk.link(from, to)),
    remove: (path) => turn().then(() => disk.remove(path)),
    names: (folder) => turn().then(() => disk.names(folder)),
    facts: (path) => turn().then(() => disk.facts(path)),
    touch: (path, at) => turn().then(() => disk.touch(path, at)),
  });
  const run: Stepwise['run'] = async (work, choose) => {
    const progress = { done: false };
    const all = Promise.all(work).finally(() => (progress.done = true));
    // It is awaited at the end; until then a rejection must not count as unhandled.
    all.catch(() => undefined);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (progress.done) break;
      const [next] = waiting.splice(choose(waiting.length), 1);
      next?.();
    }
    await all;
  };
  return { files, run };
}

/** Calls `scenario` once for every possible sequence of choices. Returns how many there were. */
export async function everyOrder(
  scenario: (choose: (waiting: number) => number) => Promise<void>,
): Promise<number> {
  let path: { chosen: number; of: number }[] = [];
  for (let runs = 1; ; runs++) {
    let depth = 0;
    await scenario((of) => {
      const step = (path[depth] ??= { chosen: 0, of });
      depth += 1;
      return step.chosen;
    });
    path = path.slice(0, depth);
    while ((path.at(-1)?.chosen ?? 0) + 1 >= (path.at(-1)?.of ?? 0) && path.length > 0) path.pop();
    const last = path.at(-1);
    if (!last) return runs;
    last.chosen += 1;
  }
}

/** Choices that look random and are the same for the same seed. */
export function seededOrder(seed: number): (waiting: number) => number {
  const random = createRandom(seed);
  return (waiting) => (waiting === 0 ? 0 : random.int(0, waiting - 1));
}
