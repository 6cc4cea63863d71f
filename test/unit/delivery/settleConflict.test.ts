import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { readConflicting, settleConflict } from '../../../src/delivery/settleConflict.ts';
import { versionOf } from '../../../src/model/change.ts';
import type { StoredNote } from '../../../src/model/note.ts';
import type { Entry, EntryStatus } from '../../../src/outbox/entry.ts';
import { openComposeHarness } from '../../support/composeHarness.ts';
import { entryOf } from '../../support/entries.ts';
import { fakeService, storedAs } from '../../support/fakeProvider.ts';
import { openHosts } from '../../support/outboxHosts.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const conflict: EntryStatus = { state: 'refused', failure: { reason: 'conflict', message: 'Changed.' } };
const theirs: StoredNote = { ...storedAs('n1', entryOf('a')), text: 'theirs' };
const edit: Entry = entryOf('a', {
  status: conflict,
  action: {
    does: 'edit',
    noteId: 'n1',
    change: { text: { format: 'typed', value: 'mine' } },
    base: { text: 'as it was' },
  },
});
const going = new AbortController().signal;

async function openWith(entry: Entry) {
  const service = fakeService('crm', { edit: true, remove: true });
  const hosts = openHosts(service);
  const host = await hosts.host({ asleep: true });
  await host.outbox.enqueue(entry);
  return { hosts, service, ...host };
}

test('mine overwrites the version that the user saw', async () => {
  const opened = await openWith(edit);
  const { service } = opened;
  service.read = () => Promise.resolve(theirs);
  const edits: unknown[] = [];
  service.edit = (noteId, change) => {
    edits.push([noteId, change.text?.value]);
    return Promise.resolve({ ...theirs, text: 'mine' });
  };
  expect(await settleConflict(opened, edit, theirs, 'mine')).toBe('queued');
  await opened.hosts.clock.advance(1000);
  expect(await opened.hosts.onDisk()).toEqual([]);
  expect(edits).toEqual([['n1', 'mine']]);
});

test('mine overwrites no version that is newer than the one that the user saw', async () => {
  const opened = await openWith(edit);
  opened.service.read = () => Promise.resolve({ ...theirs, text: 'newer still' });
  expect(await settleConflict(opened, edit, theirs, 'mine')).toBe('queued');
  expect(await opened.outcome('a')).toMatchObject({ state: 'refused', failure: { reason: 'conflict' } });
  expect(opened.outbox.get('a')?.action).toMatchObject({ base: versionOf(theirs) });
});

test('theirs stays, and mine is removed', async () => {
  const opened = await openWith(edit);
  expect(await settleConflict(opened, edit, theirs, 'theirs')).toBe('discarded');
  expect(await opened.hosts.onDisk()).toEqual([]);
});

test('where the stored note is deleted, mine is removed: there is nothing to overwrite', async () => {
  const opened = await openWith(edit);
  expect(await settleConflict(opened, edit, undefined, 'mine')).toBe('discarded');
  expect(await opened.hosts.onDisk()).toEqual([]);
});

test.each<[string, Partial<Entry>]>([
  ['queued again', { status: { state: 'waiting' } }],
  [
    'refused for another reason',
    { status: { state: 'refused', failure: { reason: 'forbidden', message: '' } } },
  ],
])('nothing is done with an entry that was %s meanwhile', async (_, more) => {
  const opened = await openWith({ ...edit, ...more });
  expect(await settleConflict(opened, edit, theirs, 'mine')).toBe('changed');
  expect(await settleConflict(opened, edit, theirs, 'theirs')).toBe('changed');
  expect(await opened.hosts.onDisk()).toEqual([{ ...edit, ...more }]);
});

test('a change that was written anew in another window is neither overwritten nor removed', async () => {
  const newer = { ...edit, queuedAt: 2000 };
  const opened = await openWith(newer);
  expect(await settleConflict(opened, edit, theirs, 'mine')).toBe('changed');
  expect(await settleConflict(opened, edit, theirs, 'theirs')).toBe('changed');
  expect(await opened.hosts.onDisk()).toEqual([newer]);
});

test('nothing is done with an entry that is gone', async () => {
  const opened = await openWith(edit);
  expect(await settleConflict(opened, { ...edit, id: 'b' }, theirs, 'mine')).toBe('changed');
});

test('their version is read anew', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { book } = openComposeHarness(folder.path, { services: [service] });
  service.read = (id) => Promise.resolve({ ...theirs, id });
  expect(await readConflicting(book, edit, going)).toEqual(theirs);
  service.read = () => Promise.reject(new Failure('notFound', 'Gone.'));
  expect(await readConflicting(book, edit, going)).toBeUndefined();
  service.read = () => Promise.reject(new Failure('offline', 'No network.'));
  await expect(readConflicting(book, edit, going)).rejects.toMatchObject({ reason: 'offline' });
});

test.each<[string, Partial<Entry>]>([
  ['whose account is gone', { accountId: 'gone' }],
  ['whose account is another tenant now', { place: 'elsewhere' }],
  ['that is a new note', { action: undefined }],
])('nothing is read for an entry %s', async (_, more) => {
  await using folder = await temporaryFolder();
  const { book } = openComposeHarness(folder.path);
  await expect(readConflicting(book, { ...edit, ...more }, going)).rejects.toMatchObject({
    reason: 'invalid',
  });
});
