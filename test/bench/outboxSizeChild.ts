import { join } from 'node:path';
import { Failure } from '../../src/base/failure.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { storedAs } from '../support/fakeProvider.ts';
import { testSettings } from '../support/testPlatform.ts';
import { benchEntry, customerId, emptied, leaveEntries, openBenchApp } from './benchApp.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/*
 * One outbox in a fresh process: `outboxSizeChild.ts ENTRIES`. It is read, and every entry is claimed, sent to a
 * service that answers at once, and settled; nothing is paced. Four in a row are for one target.
 */

/** Until the compiler has seen everything, an entry costs several times as much. */
const warmUp = 300;

const unused = () => Promise.reject(new Failure('notFound', 'The bench asks for nothing.'));
const provider: Provider = {
  verify: unused,
  findTargets: unused,
  targetOffline: () => undefined,
  stamp: () => '2026-01-05T12:00:00.000Z',
  create: (outgoing) => Promise.resolve(storedAs(outgoing.id, outgoing)),
  findDuplicate: unused,
  list: unused,
  read: unused,
};

/** Milliseconds of wall and of processor time, for the start and for all the rest. */
async function measure(storage: string, entries: number) {
  const left = Array.from({ length: entries }, (_, n) => benchEntry(n, customerId(Math.floor(n / 4))));
  await leaveEntries(storage, left);
  const { outbox, delivery } = openBenchApp(
    storage,
    { settings: testSettings([], { requestsPerSecond: () => Number.POSITIVE_INFINITY }) },
    { delivery: { providerOf: () => provider } },
  );
  globalThis.gc?.();
  const begun = now();
  await outbox.load();
  const loaded = now();
  const done = emptied(outbox);
  delivery.wake('account');
  await done;
  const settled = now();
  delivery.dispose();
  return {
    start: { wall: loaded.wall - begun.wall, cpu: loaded.cpu - begun.cpu },
    settle: { wall: settled.wall - loaded.wall, cpu: settled.cpu - loaded.cpu },
  };
}

function now() {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now(), cpu: (user + system) / 1000 };
}

await using folder = await temporaryFolder();
await measure(join(folder.path, 'warm'), warmUp);
const figures = await measure(join(folder.path, 'real'), Number(process.argv[2]));
process.send?.(figures);
