import { join } from 'node:path';
import { Failure } from '../../src/base/failure.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { storedAs } from '../support/fakeProvider.ts';
import { testSettings } from '../support/testPlatform.ts';
import { benchEntry, customerId, untilEmpty, writeEntries, openBenchApp } from './benchApp.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/*
 * `outboxSizeChild.ts ENTRIES`: one outbox in a new process. It is loaded, and every entry is claimed, sent to a
 * service that answers at once, and settled, without a rate limit. Every four entries are for the same target.
 */

/** Entries that are sent first: before the engine has compiled the code, an entry takes several times as long. */
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

/** Milliseconds of wall and processor time, for the start and for everything after it. */
async function measure(storage: string, entries: number) {
  const waiting = Array.from({ length: entries }, (_, n) => benchEntry(n, customerId(Math.floor(n / 4))));
  await writeEntries(storage, waiting);
  const { outbox, delivery } = openBenchApp(
    storage,
    { settings: testSettings([], { requestsPerSecond: () => Number.POSITIVE_INFINITY }) },
    { delivery: { providerOf: () => provider } },
  );
  globalThis.gc?.();
  const begun = now();
  await outbox.load();
  const loaded = now();
  const done = untilEmpty(outbox);
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
