import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createApp, type App } from '../../../src/app/createApp.ts';
import type { KeyRequest, Platform } from '../../../src/app/platform.ts';
import { storagePaths } from '../../../src/app/storagePaths.ts';
import { Failure } from '../../../src/base/failure.ts';
import type { Account } from '../../../src/model/account.ts';
import { emptyDraft, type Draft } from '../../../src/model/draft.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { entryOf } from '../../support/entries.ts';
import { fakeClock, settle } from '../../support/fakeClock.ts';
import { fakeService } from '../../support/fakeProvider.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { newHost, testPlatform, testSettings, unwatched } from '../../support/testPlatform.ts';

const storage = '/storage';
const paths = storagePaths(storage);
const account: Account = { id: 'one', provider: 'crm', label: 'Work', fields: {} };

/** The product with one account of a fake service, on a disk in memory. */
function openApp(own: Partial<Platform> = {}) {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const service = fakeService();
  const openOn = (more: Partial<Platform> = {}): App =>
    createApp(
      testPlatform(storage, {
        files: disk.files,
        clock,
        settings: testSettings([account]),
        ...own,
        ...more,
      }),
      { kinds: [service.kind] },
    );
  return { clock, disk, service, openOn, app: openOn() };
}

function draftOf(id: string, text: string): Draft {
  const draft = emptyDraft(id, account.id, 'note', 'customer');
  return { ...draft, values: { ...draft.values, text } };
}

const entry = entryOf('a', { accountId: account.id, place: 'here' });

test('creating the app reads and writes nothing', async () => {
  await using folder = await temporaryFolder();
  const touched: string[] = [];
  const { files } = faultyFiles(nodeFiles, ({ name }) => void touched.push(name));
  createApp(testPlatform(folder.path, { files }));
  await settle();
  expect(touched).toEqual([]);
});

test('starts on an empty folder: nothing waits, the form is empty, and the notebook is the account', async () => {
  await using folder = await temporaryFolder();
  const app = createApp(testPlatform(folder.path, { files: unwatched(nodeFiles) }));
  await app.start();
  expect(app.outbox.size).toBe(0);
  expect(app.composer.hasContent).toBe(false);
  expect(app.timer.call).toBeUndefined();
  expect(app.book.default().kind.id).toBe('notebook');
  await app.close();
});

test('starts on a full folder: what waited is sent, the draft is back in the form, and the call goes on', async () => {
  const { openOn, app, service, clock } = openApp();
  await app.outbox.load();
  await app.outbox.enqueue(entry);
  app.drafts.saveSoon(draftOf('draft', 'Half a note.'));
  await app.timer.start(account.id, { type: 'customer', id: 'Acme' });
  await app.recent.add(account.id, { type: 'customer', id: 'Acme' });
  await app.close();

  const next = openOn({ host: newHost() });
  const stored: string[] = [];
  next.onStored(({ id }) => stored.push(id));
  await next.start();
  expect(next.composer.draft.values.text).toBe('Half a note.');
  expect(next.timer.call?.target?.id).toBe('Acme');
  while (stored.length === 0) await clock.advance(100);
  expect(stored).toEqual(['a']);
  expect(service.arrived.map(({ id }) => id)).toEqual(['a']);
  expect(next.outbox.size).toBe(0);
  await next.close();
});

test('a draft of another window does not come into this form', async () => {
  const { openOn, app } = openApp();
  app.drafts.saveSoon(draftOf('draft', 'Of the other window.'));
  await app.close();
  const next = openOn({ window: 'away', host: newHost() });
  await next.start();
  expect(next.composer.hasContent).toBe(false);
});

test('a draft whose host may have ended comes back once that host has been silent for a minute', async () => {
  const { openOn, app, clock, disk } = openApp();
  app.drafts.saveSoon(draftOf('draft', 'Typed before the power went.'));
  await app.close();
  // The file as it is left by a host that could not release it.
  await disk.files.rename(join(paths.drafts, 'draft.json'), join(paths.drafts, 'draft@earlier.json'));
  const next = openOn({ host: { id: 'next', hasEnded: () => false } });
  await next.start();
  expect(next.composer.hasContent).toBe(false);
  await clock.advance(60_000);
  expect(next.composer.hasContent).toBe(true);
  await next.close();
});

test('with the clock set eight days ahead, the receipt and the attachment that a draft depends on are kept', async () => {
  const time = { offset: 0 };
  const { openOn, disk, clock } = openApp();
  const jumping = { ...clock, now: () => clock.now() + time.offset };
  const first = openOn({ clock: jumping, host: newHost() });
  for (const id of ['draft', 'gone']) await first.outbox.receipts.add({ id, accountId: 'one', noteId: id });
  first.drafts.saveSoon(draftOf('draft', 'Stored, and its draft was left over.'));
  await first.outbox.writeAttachment('draft', ReadableStream.from([Buffer.from('bytes')]));
  await first.outbox.writeAttachment('gone', ReadableStream.from([Buffer.from('bytes')]));
  await first.close();
  time.offset = 8 * 24 * 3600_000;
  const next = openOn({ clock: jumping, host: newHost() });
  await next.outbox.load();
  expect(['draft', 'gone'].map((id) => next.outbox.receipts.get(id)?.noteId)).toEqual(['draft', 'gone']);
  expect(disk.list(paths.outboxBlobs).map((name) => name.split('.')[0])).toEqual(['draft']);
  const removed = next.outbox.receipts.removeOld(new AbortController().signal);
  await clock.advance(60_000);
  await removed;
  expect(disk.list(paths.receipts)).toEqual(['draft.json']);
});

test('a window removes old receipts once it has been open for a minute', async () => {
  const { openOn, disk, clock } = openApp();
  const first = openOn({ host: newHost() });
  await first.outbox.receipts.add({ id: 'a', accountId: 'one', noteId: 'n-1' });
  await clock.advance(8 * 24 * 3600_000);
  const next = openOn({ host: newHost() });
  await next.start();
  expect(disk.list(paths.receipts)).toEqual(['a.json']);
  await clock.advance(60_000);
  expect(disk.list(paths.receipts)).toEqual([]);
  await next.close();
});

test('what another window puts into the outbox is seen until the app is closed', async () => {
  const { openOn, app, clock } = openApp({ host: { id: 'first', hasEnded: () => false } });
  app.delivery.dispose();
  await app.start();
  const other = openOn({ host: { id: 'second', hasEnded: () => false } });
  await other.outbox.load();
  await other.outbox.enqueue(entry);
  await clock.advance(1_000);
  expect(app.outbox.get('a')?.id).toBe('a');
  await app.close();
  await other.outbox.enqueue({ ...entry, id: 'b' });
  await clock.advance(60_000);
  expect(app.outbox.get('b')).toBeUndefined();
});

test('closing releases the leases and drafts, aborts requests under way, and sends nothing more', async () => {
  const { app, clock, disk, service } = openApp();
  const aborted = Promise.withResolvers<undefined>();
  service.answer = (_, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        aborted.resolve(undefined);
        reject(new Failure('cancelled', 'Cut off.'));
      });
    });
  await app.start();
  app.drafts.saveSoon(draftOf('draft', 'Typed a moment ago.'));
  await app.outbox.enqueue(entry);
  while (service.arrived.length === 0) await clock.advance(100);
  expect(disk.list(paths.leases)).toHaveLength(1);

  await app.close();
  await aborted.promise;
  await settle();
  expect(disk.list(paths.leases)).toEqual([]);
  expect(disk.list(paths.drafts)).toEqual(['draft.json']);
  expect(disk.text(join(paths.drafts, 'draft.json'))).toContain('Typed a moment ago.');
  await app.outbox.enqueue({ ...entry, id: 'b' });
  app.delivery.wake('account');
  await clock.advance(600_000);
  expect(service.arrived).toHaveLength(1);
});

test('closing an app that was never started leaves nothing behind', async () => {
  await using folder = await temporaryFolder();
  await createApp(testPlatform(folder.path)).close();
  expect(await readdir(folder.path)).toEqual([]);
});

test('when the disk cannot be read the start fails, closing does not, and a later start finds everything', async () => {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const faults: { fault: Fault } = { fault: () => undefined };
  const { files } = faultyFiles(disk.files, (operation) => faults.fault(operation));
  const { app, openOn } = openApp({ files, clock });
  await app.outbox.load();
  await app.outbox.enqueue(entry);
  faults.fault = () => 'EIO';
  const failing = openOn({ host: newHost() });
  await expect(failing.start()).rejects.toMatchObject({ reason: 'storage' });
  await failing.close();
  faults.fault = () => undefined;
  const next = openOn({ host: newHost() });
  await next.start();
  expect(next.outbox.get('a')?.id).toBe('a');
  await next.close();
});

test('a draft that cannot be read keeps nothing else from starting', async () => {
  await using folder = await temporaryFolder();
  const { drafts } = storagePaths(folder.path);
  await mkdir(drafts, { recursive: true });
  await writeFile(join(drafts, 'broken.json'), '{');
  const app = createApp(testPlatform(folder.path, { files: unwatched(nodeFiles) }));
  await app.start();
  expect(app.composer.hasContent).toBe(false);
  expect(await readdir(drafts)).toContain('broken.json');
  await app.close();
});

test('a key that is refused is asked for once, with the account that it belongs to', async () => {
  const requests: KeyRequest[] = [];
  const askForKey = (request: KeyRequest) => Promise.resolve(void requests.push(request));
  const { app, clock, service } = openApp({ askForKey });
  service.answer = () => Promise.reject(new Failure('keyRefused', 'The key does not work.'));
  await app.start();
  await app.outbox.enqueue(entry);
  await app.outbox.enqueue({ ...entry, id: 'b' });
  while (requests.length === 0) await clock.advance(100);
  await clock.advance(5_000);
  expect(requests).toEqual([{ accountId: 'one', account, why: 'The key does not work.' }]);
  await app.close();
});

test('an entry is not sent once its account belongs to a different tenant', async () => {
  const { app, clock, service } = openApp();
  await app.start();
  await app.outbox.enqueue({ ...entry, place: 'elsewhere' });
  await clock.advance(10_000);
  expect(service.arrived).toEqual([]);
  expect(app.outbox.get('a')?.id).toBe('a');
  await app.close();
});

test('every key that a provider reads is kept out of the log', async () => {
  const secrets: string[] = [];
  const { app } = openApp({ addSecret: (secret) => void secrets.push(secret) });
  const { key } = app.contextWithKey(account, 'secret-1');
  expect(await key(new AbortController().signal)).toBe('secret-1');
  expect(secrets).toEqual(['secret-1']);
});
