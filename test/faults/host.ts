import { createApp } from '../../src/app/createApp.ts';
import { storagePaths } from '../../src/app/storagePaths.ts';
import { needsUser } from '../../src/outbox/entry.ts';
import { followFolder } from '../../src/storage/followFolder.ts';
import { randomBytes } from '../support/random.ts';
import { secretsWith, testPlatform, testSettings } from '../support/testPlatform.ts';
import { actOn, purgeAll } from './actOn.ts';
import { answerProposal } from './answerProposal.ts';
import { processMachine } from './processMachine.ts';
import { lookAtProposal, proposeNote } from './proposeNote.ts';
import type { ToHost } from './protocol.ts';
import { sendNote } from './sendNote.ts';

// One extension host of the campaign: the product on a clock, a disk and a network of the scenario's.

const { task, random, clock, host, log, tell, disk, faults } = processMachine();
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
    case 'propose':
      return void proposeNote(app.proposals, message, tell);
    case 'look':
      return void lookAtProposal(app.proposals, message, tell);
    case 'answer':
      return void answerProposal(app, message, tell);
  }
});

/** As the product does when it starts. */
async function followProposals(): Promise<void> {
  if (!(await app.proposals.load())) return;
  await followFolder({
    ...{ files: app.files, clock, log, closed: app.closed },
    folder: storagePaths(task.storage).proposals,
    what: 'proposals',
    reload: () => app.proposals.reload(),
  });
}

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
if (task.hasProposals) void followProposals();
app.delivery.wake('account');
tell({ kind: 'ready', hostId: host.id });
