import { DirectoryIndex } from '../../../src/customers/directoryIndex.ts';
import { PageFiles } from '../../../src/customers/pageFiles.ts';
import { Lease } from '../../../src/storage/lease.ts';
import { fakeClock, type FakeClock } from '../../support/fakeClock.ts';
import type { FakeDirectory } from '../../support/fakeDirectory.ts';
import { memoryFiles, type MemoryDisk } from '../../support/memoryFiles.ts';

export const folder = '/storage/directory';

/** How old a directory gets before it is read anew, in milliseconds. */
export const refreshAfter = 4 * 3600_000;

/** One disk and one clock, at which any number of windows can open the index of one account. */
export function directoryHarness() {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  let windows = 0;
  let ids = 0;
  const lines: string[] = [];
  const note = (line: string) => void lines.push(line);
  const log = { trace: note, info: note, warn: note, error: note };
  return {
    clock,
    disk,
    lines,
    /** Opens the index in a window of its own. */
    open: (directory: FakeDirectory, { place = 'here', keep = true } = {}) => {
      windows += 1;
      const host = { id: `window-${windows}`, hasEnded: () => false };
      const files = new PageFiles(
        { files: disk.files, folder, newId: () => `id-${(ids += 1)}`, log },
        'work',
        'customer',
        place,
      );
      return new DirectoryIndex({
        read: directory.read,
        store: keep ? files : undefined,
        lease: keep
          ? new Lease({ files: disk.files, clock, host }, `${folder}/leases`, 'work-customer')
          : undefined,
        clock,
        pause: () => Promise.resolve(),
        log,
      });
    },
  };
}

/** Names of the page files. */
export function pages({ list }: MemoryDisk): readonly string[] {
  return list(folder).filter((name) => name.endsWith('.json'));
}

/** Lets an index read until it has nothing to do for now. */
export async function untilIdle(index: DirectoryIndex, clock: FakeClock): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    await clock.advance(250);
    if (index.status.state === 'idle') return;
  }
  throw new Error('The index is never done.');
}

/** The same index, when it has read all. */
export async function filled(index: DirectoryIndex, clock: FakeClock): Promise<DirectoryIndex> {
  index.wake();
  await untilIdle(index, clock);
  return index;
}

/** The ids that can be found. */
export function knownIds(index: DirectoryIndex): readonly string[] {
  return index.find('customer', 1000).map(({ target }) => target.id);
}
