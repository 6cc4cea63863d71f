import { randomUUID } from 'node:crypto';
import { createApp } from '../../src/app/createApp.ts';
import { needsUser } from '../../src/outbox/entry.ts';
import { nodeFiles } from '../../src/storage/nodeFiles.ts';
import { processHost, processRuns } from '../../src/storage/processHost.ts';
import { createRandom, randomBytes } from '../support/random.ts';
import { secretsWith, testPlatform, testSettings } from '../support/testPlatform.ts';
import { actOn, purgeAll } from './actOn.ts';
import { HostFaults } from './hostFaults.ts';
import { hostLog } from './hostLog.ts';
import type { FromHost, HostTask, ToHost } from './protocol.ts';
import { remoteDisk } from './remoteDisk.ts';
import { hostClock } from './scaledClock.ts';
import { sendNote } from './sendNote.ts';
import { unsyncedDisk } from './unsyncedDisk.ts';

// One extension host of the campaign: the product on a clock, a disk and a network of the scenario's.

const task = JSON.parse(process.argv[2] ?? '') as HostTask;
const random = createRandom(task.seed);
const clock = hostClock(task.epoch, task.run.clock);
const host = processHost({
  machine: 'machine',
  table: task.processTable,
  pid: process.pid,
  start: randomUUID().replaceAll('-', ''),
  // A process of another table is not to be seen, and those before it in its own have ended.
  runs: (pid) => task.seesOthers && processRuns(pid),
});
const log = hostLog(task.logFile, host.id, clock);
const tell = (message: FromHost) => void process.send?.(message);
const disk = remoteDisk((call, request) => tell({ kind: 'diskRequest', call, request }));
const faults = new HostFaults({
  ...{ run: task.run, clock, random, log },
  disk: task.canLosePower ? disk.files : unsyncedDisk(nodeFiles),
  onStop: (ms) => tell({ kind: 'stopping', ms }),
  onPowerCut: () => tell({ kind: 'powerCut' }),
});

const platform = testPlatform(task.storage, {
  files: faults.files,
  clock,
  host,
  window: task.window,
  random,
  log,
  secrets: await secretsWith(task.accounts),
  settings: testSettings(
    task.accounts.map(({ account }) => account),
    { undoTime: () => task.undoTime },
  ),
  fetch: faults.fetch,
  // `bytes:SEED:SIZE` stands for a file.
  sources: {
    facts: (uri) => Promise.resolve({ kind: 'file', size: Number(uri.split(':')[2]), isUnsaved: false }),
    read: (uri) => {
      const [, seed, size] = uri.split(':');
      return ReadableStream.from([randomBytes({ seed: Number(seed), size: Number(size) })]);
    },
    isUnsaved: () => false,
    unsavedText: () => undefined,
    decode: () => Promise.reject(new Error('No file is read as text here.')),
  },
  askForKey: ({ accountId }) => {
    log.warn(`key needed ${accountId}`);
    return Promise.resolve();
  },
});
const app = createApp(platform, { createLease: faults.createLease });
app.onStored(({ id }) => log.info(`stored ${id}`));

process.on('disconnect', () => process.exit());
process.on('unhandledRejection', (error) => log.error('UNHANDLED', error));
process.on('message', (message: ToHost) => {
  switch (message.kind) {
    case 'disarm':
      return faults.disarm();
    case 'diskAnswer':
      return disk.answered(message.call, message.answer);
    case 'submit':
      return void sendNote(app, message.note, message.restored, tell);
    case 'act':
      return void actOn(app, message.does, message.note, tell);
    case 'purge':
      return void purgeAll(app, tell);
  }
});

log.info(`start, clocks ${JSON.stringify(task.run.clock)}`);
await app.outbox.load().catch((error: unknown) => {
  // The editor would say that the extension could not be started.
  log.error('The outbox cannot be loaded', error);
  process.exit(1);
});
app.outbox.onChange((entry) => {
  for (const each of entry ? [entry] : app.outbox.walk())
    if (needsUser(each)) tell({ kind: 'asks', id: each.id });
});
app.followOutbox();
app.delivery.wake('account');
tell({ kind: 'ready', hostId: host.id });
