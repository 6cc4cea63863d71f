import { createHash } from 'node:crypto';
import { cp, readdir, readFile, rename, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { KeyMarkers } from '../../../src/accounts/keyMarkers.ts';
import type { Entry } from '../../../src/outbox/entry.ts';
import type { Host } from '../../../src/storage/claims.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { openComposeHarness } from '../../support/composeHarness.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { fakeService } from '../../support/fakeProvider.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { openNotebook } from '../providers/notebook/openNotebook.ts';

// Today's code finds what version 0.1.0 left in its storage folder, value for value.

const fixture = join(import.meta.dirname, '../../fixtures/storage-0.1.0');
/** When the folder was written, and a minute later. */
const writtenAt = new Date('2026-07-29T14:07:23.223Z');
const now = writtenAt.getTime() + 60_000;
const suspended = '49be417ad740-4710-suspendedwindow';
const living = '49be417ad740-4711-livingwindow';
const going = new AbortController().signal;

const directoryKinds = [{ type: 'customer', within: undefined }];
const service = (id: string) => fakeService(id, { edit: true, remove: true, directory: directoryKinds });

/** Today's product on a copy of the folder; `ended`: the windows of 0.1.0 are closed by now. */
async function openCopy(folder: string, { ended = false } = {}) {
  await cp(fixture, folder, { recursive: true });
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, decodeURIComponent(file.name));
    await rename(join(file.parentPath, file.name), path);
    await utimes(path, writtenAt, writtenAt);
  }
  const host: Host = { id: 'reader', hasEnded: (id) => ended && id !== 'reader' };
  const services = ['crm', 'crm1', 'crm2', 'crm3'].map(service);
  const app = openComposeHarness(folder, { clock: fakeClock(now), host, services });
  await app.outbox.load();
  return { ...app, services, folder };
}

/** A file of the fixture as its JSON says. */
async function json(...path: string[]): Promise<unknown> {
  return JSON.parse(await readFile(join(fixture, ...path), 'utf8'));
}

/** The files of one of the fixture's folders as their JSON says, whatever they are called. */
async function jsonFiles(...path: string[]): Promise<unknown[]> {
  const files = await readdir(join(fixture, ...path), { withFileTypes: true });
  const names = files.filter((file) => file.isFile()).map(({ name }) => name);
  return await Promise.all(names.map((name) => json(...path, name)));
}

/** A draft as today's code has it, of its file's JSON: the one file is one of several now. */
const draftToday = z
  .looseObject({ attachment: z.unknown().optional() })
  .transform(({ attachment, ...draft }) => ({
    ...draft,
    attachments: attachment === undefined ? [] : [attachment],
  }));
const draftsToday = z.array(draftToday);
const entriesToday = z.array(z.looseObject({ draft: draftToday }));

function byTarget(entries: readonly Entry[], target: string): Entry[] {
  return entries.filter(({ note }) => note.target.id === target);
}

test('every entry of the outbox is read with every value that its file holds', async () => {
  await using folder = await temporaryFolder();
  const { outbox, log } = await openCopy(folder.path);
  const written = await jsonFiles('outbox', 'entries');
  expect(written).toHaveLength(11);
  expect(outbox.entries()).toHaveLength(11);
  expect(outbox.entries()).toEqual(expect.arrayContaining(entriesToday.parse(written)));
  expect(await readdir(join(folder.path, 'outbox'))).not.toContain('set-aside');
  expect(log.lines).toEqual([]);
});

test.each<[string, string, readonly Partial<Entry['status']>[]]>([
  ['Dunes', 'whose sender may wake', [{ state: 'uncertain', sender: suspended }]],
  ['Bolt', 'that the service refused', [{ state: 'refused' }]],
  ['Crane', 'for which there are two candidates', [{ state: 'uncertain', candidates: [{ id: 'n-1', text: 'Lost twice.' }, { id: 'n-2', text: 'Lost twice.' }] }]], // prettier-ignore
  ['Elm', 'whose answer was lost', [{ state: 'uncertain', since: 1785334024223 }]],
  ['Fir', 'of a service that asked to wait', [{ state: 'waiting', due: 1785334622223 }]],
  ['Gate', 'that could not be sent offline', [{ state: 'waiting', due: 1785334029723 }]],
  ['Hill', 'that is being sent', [{ state: 'sending', since: 1785334027223, by: living }]],
  ['Iris', 'that can be taken back', [{ state: 'waiting', notBefore: 1785337629223 }]],
  ['Acme', 'whose stored note was changed, or whose key was refused', [{ state: 'refused' }, { state: 'waiting' }]], // prettier-ignore
])('the entry for %s, %s, stands as it did', async (target, _, statuses) => {
  await using folder = await temporaryFolder();
  const { outbox } = await openCopy(folder.path);
  const entries = byTarget(outbox.entries(), target);
  expect(entries.map(({ status }) => status)).toMatchObject(statuses);
});

test('an edit and a removal of a stored note are read with what they change', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = await openCopy(folder.path);
  const base = { author: 'ada@example.org', createdAt: 1785231000000 };
  expect(byTarget(outbox.entries(), 'Acme').map(({ action }) => action)).toEqual([
    {
      does: 'edit',
      noteId: 'n-3',
      change: { text: { format: 'markdown', value: 'As **I** want it.' } },
      base: { ...base, text: '<p>As it was.</p>' },
    },
    { does: 'remove', noteId: 'n-9', base: { ...base, text: '<p>To be deleted.</p>' } },
  ]);
});

test('claims, the attachment and the receipt are found', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = await openCopy(folder.path);
  const claimed = outbox.entries().filter(({ id }) => outbox.ownerOf(id) !== undefined);
  expect(claimed.map(({ id, note }) => [note.target.id, outbox.ownerOf(id)])).toEqual([['Hill', living]]);
  const [iris] = byTarget(outbox.entries(), 'Iris');
  const { attachment } = iris?.note ?? {};
  expect(attachment).toMatchObject({ name: 'minutes.txt', mime: 'text/plain', size: 21 });
  const bytes = await readFile(outbox.blobPath(iris?.id ?? '', attachment?.sha256 ?? ''));
  expect(bytes.toString()).toBe('Minutes of the call.\n');
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(attachment?.sha256);
  const id = '00000000-0000-4000-8000-000000000007';
  expect(outbox.receipts.get(id)).toEqual({ id, accountId: 'one', noteId: 'stored-1' });
});

test('the account whose lease a window of 0.1.0 holds is left to that window', async () => {
  await using folder = await temporaryFolder();
  const { delivery, clock, services } = await openCopy(folder.path);
  delivery.wake('account', 'three');
  await clock.advance(10_000);
  expect(services[2]?.arrived).toEqual([]);
});

test('what ended windows were sending is recovered and sent, once its absence is certain', async () => {
  await using folder = await temporaryFolder();
  const { outbox, delivery, clock, services } = await openCopy(folder.path, { ended: true });
  delivery.wake('account', 'three');
  await expect
    .poll(
      async () => {
        await clock.advance(10_000);
        return outbox.entries().filter(({ accountId }) => accountId === 'three').length;
      },
      { timeout: 60_000, interval: 1 },
    ) // prettier-ignore
    .toBe(0);
  const sent = services[2]?.arrived.map(({ note }) => note.target.id);
  expect(sent?.sort()).toEqual(['Dunes', 'Gate', 'Hill']);
});

test('every draft is read with every value that its file holds', async () => {
  await using folder = await temporaryFolder();
  const { drafts } = await openCopy(folder.path);
  const all = await drafts.all();
  const written = await jsonFiles('drafts');
  expect(written).toHaveLength(5);
  expect(all.map(({ draft }) => draft)).toHaveLength(5);
  expect(all.map(({ draft }) => draft)).toEqual(expect.arrayContaining(draftsToday.parse(written)));
  expect(all.find(({ draft }) => draft.id === 'd-call')?.draft.attachments).toMatchObject([
    { name: 'plan.pdf' },
  ]);
  expect(all.filter(({ openElsewhere }) => openElsewhere).map(({ draft }) => draft.id)).toEqual(['d-typing']);
  expect([await drafts.adopt('d-typing'), await drafts.adopt('d-edit')]).toEqual([false, true]);
});

test('the draft that an ended window was writing can be adopted', async () => {
  await using folder = await temporaryFolder();
  const { drafts } = await openCopy(folder.path, { ended: true });
  expect(await drafts.adopt('d-typing')).toBe(true);
});

test('the discarded draft is found with its time', async () => {
  await using folder = await temporaryFolder();
  const { discarded } = await openCopy(folder.path);
  const draft = draftToday.parse(await json('drafts', 'discarded', 'd-thrown.json'));
  expect(await discarded.all()).toEqual([{ draft, at: writtenAt.getTime() }]);
});

test('the call timer goes on', async () => {
  await using folder = await temporaryFolder();
  const { timer } = await openCopy(folder.path);
  await timer.reload();
  expect(timer.call).toEqual(await json('call-timer.json'));
  expect(timer.call).toMatchObject({ target: { id: 'cus_1', name: 'Acme Ltd' }, warned: true });
  expect(timer.call?.runs).toHaveLength(2);
});

test('recent and pinned customers are found', async () => {
  await using folder = await temporaryFolder();
  const { recent } = await openCopy(folder.path);
  await recent.load();
  const accounts = ['one', 'two', 'three', 'more'];
  const ids = (of: 'of' | 'pinned') => accounts.map((id) => recent[of](id).map((target) => target.id));
  expect(ids('of')).toEqual([['Jade', 'Iris', 'Elm', 'Crane', 'Bolt', 'Acme'], [], ['Gate', 'Hill', 'Dunes'], ['Fir']]); // prettier-ignore
  expect(ids('pinned')).toEqual([['cus_2'], ['3056'], [], []]);
  expect(await json('recent-targets.json')).toMatchObject({
    accounts: { one: recent.of('one'), three: recent.of('three'), more: recent.of('more') },
    pinned: { one: recent.pinned('one'), two: recent.pinned('two') },
  });
  expect(recent.pinned('two')).toEqual([
    { type: 'order', id: '3056', name: 'Order 3056', scope: 'reseller-1' },
  ]);
});

test('the customers’ directory is read from its pages', async () => {
  await using folder = await temporaryFolder();
  const { book, directories } = await openCopy(folder.path);
  const open = book.find('one');
  const index = open && directories.of(open, 'customer');
  await index?.load();
  expect(index?.status).toMatchObject({ count: 2, whole: true, unread: 1 });
  expect(index?.find('acme', 5)).toEqual([
    {
      target: { type: 'customer', id: 'cus_1', name: 'Acme Ltd', url: 'https://crm.example/cus_1' },
      company: 'Acme',
      email: 'office@acme.example',
      externalIds: ['A-1'],
      status: 'Active',
      mrr: { minorUnits: 129900, currency: 'EUR', sign: '€' },
      owner: 'ada@example.org',
    },
  ]);
  expect(index?.find('söhne', 5)).toEqual([
    { target: { type: 'customer', id: 'cus_2', name: 'Straße & Söhne' } },
  ]);
  directories.dispose();
});

test('the markers say which keys were stored', async () => {
  await using folder = await temporaryFolder();
  await openCopy(folder.path);
  const markers = new KeyMarkers({ files: nodeFiles, folder: join(folder.path, 'keys'), newId: () => 'new' });
  expect(await markers.read('one')).toEqual({ version: 1, keptIn: 'keyring', host: 'livingwindow' });
  expect(await markers.read('two')).toEqual({ version: 1, keptIn: 'session', host: 'livingwindow' });
});

test('the notebook shows its notes, and the attachment can be read', async () => {
  await using folder = await temporaryFolder();
  await openCopy(folder.path);
  const notebook = openNotebook(join(folder.path, 'notebook'));
  const { notes } = await notebook.list({ limit: 10 }, going);
  expect(notes).toMatchObject([
    { id: 'b-file', kind: 'note', text: '  indented\n```\nfence\n', target: { id: 'Acme' } },
    {
      id: 'b-call',
      kind: 'call',
      text: 'Called back.\n\nTwo lines.',
      target: { type: 'customer', id: 'Straße & Söhne' },
      author: 'Ada',
      createdAt: new Date('2026-07-28T08:00:00.000Z'),
      durationSeconds: 750,
      attachment: { name: 'agenda.txt', size: 7 },
    },
    {
      id: 'b-note',
      text: 'Likes *very* short mails.',
      author: 'Ada',
      createdAt: new Date('2026-07-27T08:00:00.000Z'),
      updatedAt: new Date('2026-07-29T14:07:23.223Z'),
    },
  ]);
  const chunks: Uint8Array[] = [];
  const attachment = await notebook.attachment?.('b-call', going);
  for await (const chunk of attachment?.bytes ?? []) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe('Agenda\n');
});
