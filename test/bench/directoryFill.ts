import { join } from 'node:path';
import { setImmediate as later, setTimeout as delay } from 'node:timers/promises';
import { DirectoryIndex } from '../../src/customers/directoryIndex.ts';
import { PageFiles } from '../../src/customers/pageFiles.ts';
import { nodeFiles as files } from '../../src/storage/nodeFiles.ts';
import { systemClock } from '../../src/base/systemClock.ts';
import type { SteadyClock } from '../../src/base/clock.ts';
import { manyCustomers } from '../support/manyCustomers.ts';
import { atMost, spread, type Row } from './frame.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const customers = 50_000;
const pageSize = 200;
const rounds = 3;

/** One frame of a screen (milliseconds). */
const frame = 16;

/** How long nothing else could run, at most, while an index fills, is saved, is merged anew, and is loaded. */
export async function directoryFillRows(): Promise<readonly Row[]> {
  const all = manyCustomers(customers);
  const longest: Record<'fill' | 'refresh' | 'load', number[]> = { fill: [], refresh: [], load: [] };
  for (let round = 0; round < rounds; round += 1) {
    await using folder = await temporaryFolder();
    const first = openIndex(folder.path, all);
    longest.fill.push(await longestBlock(() => untilWhole(first)));
    first.skipTo(5 * 3600_000);
    longest.refresh.push(await longestBlock(() => untilReadAnew(first)));
    await first.index.close();
    const second = openIndex(folder.path, all);
    longest.load.push(await longestBlock(() => second.index.load()));
    if (second.index.status.count !== customers) throw new Error('Not everything was loaded.');
    await second.index.close();
  }
  const row = (what: string, figures: readonly number[]): Row => ({
    what: `${what} of ${customers} customers: longest block of the event loop`,
    against: `processor time of one turn; the median of ${rounds} rounds`,
    figure: `${spread(figures).median.toFixed(1)} ms (${figures.map((each) => each.toFixed(1)).join(', ')})`,
    goal: atMost(spread(figures).median, frame, `at most ${frame} ms`),
  });
  return [
    row('fill and save', longest.fill),
    row('refresh and merge', longest.refresh),
    row('load from disk', longest.load),
  ];
}

function openIndex(folder: string, all: ReturnType<typeof manyCustomers>) {
  let ahead = 0;
  let asked = 0;
  const log = { trace: ignore, info: ignore, warn: ignore, error: ignore };
  // No gaps between the pages: what is measured is the work, and it is closest together so.
  const clock: SteadyClock = {
    now: () => systemClock.now() + ahead,
    monotonic: () => systemClock.monotonic(),
    wait: (ms, signal) => (ms > 3600_000 ? systemClock.wait(ms, signal) : later(undefined, { signal })),
  };
  const index = new DirectoryIndex({
    read: async (cursor) => {
      // As from a socket: parsed from text, in a turn of its own.
      await delay(1);
      asked += 1;
      const from = Number(cursor ?? 0);
      const entries = structuredClone(all.slice(from, from + pageSize));
      return { entries, cursor: from + pageSize < all.length ? String(from + pageSize) : undefined };
    },
    store: new PageFiles(
      { files, folder: join(folder, 'directory'), newId: () => crypto.randomUUID(), log },
      'bench',
      'customer',
      'here',
    ),
    lease: undefined,
    clock,
    pause: () => later(),
    log,
  });
  return { index, skipTo: (ms: number) => (ahead = ms), asked: () => asked };
}

type Opened = ReturnType<typeof openIndex>;

async function untilWhole({ index }: Opened): Promise<void> {
  index.wake();
  while (!index.status.whole) await delay(5);
}

async function untilReadAnew({ index, asked }: Opened): Promise<void> {
  const before = asked();
  index.wake();
  while (asked() - before < customers / pageSize || index.status.state !== 'idle') await delay(5);
}

/**
 * Milliseconds of processor time that the thread took between two turns of the event loop, at most. On a quiet machine
 * that is how long nothing else could run; on a busy one, time that other programs took is left out.
 */
async function longestBlock(work: () => Promise<void>): Promise<number> {
  const done = { yet: false };
  const working = work().finally(() => (done.yet = true));
  let longest = 0;
  for (let before = process.threadCpuUsage(); !done.yet; before = process.threadCpuUsage()) {
    await later();
    const { user, system } = process.threadCpuUsage(before);
    longest = Math.max(longest, (user + system) / 1000);
  }
  await working;
  return longest;
}

function ignore(): void {
  // Nothing is kept: writing lines is the editor's work.
}
