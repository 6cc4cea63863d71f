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

/** The longest time for which an index blocks everything else while it is filled, saved, refreshed and loaded. */
export async function directoryFillRows(): Promise<readonly Row[]> {
  const all = manyCustomers(customers);
  const longest: Record<'fill' | 'refresh' | 'load', number[]> = { fill: [], refresh: [], load: [] };
  for (let round = 0; round < rounds; round += 1) {
    await using folder = await temporaryFolder();
    const first = openIndex(folder.path, all);
    longest.fill.push(await longestBlock(() => fill(first)));
    first.skipTo(5 * 3600_000);
    longest.refresh.push(await longestBlock(() => refresh(first)));
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
  let skippedMs = 0;
  let requests = 0;
  const log = { trace: ignore, info: ignore, warn: ignore, error: ignore };
  // Without pauses between the pages, the work is as dense as it can be.
  const clock: SteadyClock = {
    now: () => systemClock.now() + skippedMs,
    monotonic: () => systemClock.monotonic(),
    wait: (ms, signal) => (ms > 3600_000 ? systemClock.wait(ms, signal) : later(undefined, { signal })),
  };
  const index = new DirectoryIndex({
    read: async (cursor) => {
      // As if from a socket: in a turn of the event loop of its own, and as new objects.
      await delay(1);
      requests += 1;
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
  return { index, skipTo: (ms: number) => (skippedMs = ms), requestCount: () => requests };
}

type OpenIndex = ReturnType<typeof openIndex>;

async function fill({ index }: OpenIndex): Promise<void> {
  index.wake();
  while (!index.status.whole) await delay(5);
}

async function refresh({ index, requestCount }: OpenIndex): Promise<void> {
  const before = requestCount();
  index.wake();
  while (requestCount() - before < customers / pageSize || index.status.state !== 'idle') await delay(5);
}

/**
 * The most processor time, in milliseconds, that the thread took between two turns of the event loop. On a quiet
 * machine nothing else could run for so long. On a busy machine, the time that other programs took is not counted.
 */
async function longestBlock(work: () => Promise<void>): Promise<number> {
  const state = { isDone: false };
  const working = work().finally(() => (state.isDone = true));
  let longest = 0;
  for (let before = process.threadCpuUsage(); !state.isDone; before = process.threadCpuUsage()) {
    await later();
    const { user, system } = process.threadCpuUsage(before);
    longest = Math.max(longest, (user + system) / 1000);
  }
  await working;
  return longest;
}

function ignore(): void {
  // The time that the editor takes to write lines is not ours.
}
