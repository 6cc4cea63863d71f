import { expect, test } from 'vitest';
import { takeBack } from '../../../src/delivery/takeBack.ts';
import type { Entry, EntryStatus } from '../../../src/outbox/entry.ts';
import { openComposeHarness } from '../../support/composeHarness.ts';
import { entryOf } from '../../support/entries.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';

const failure = { reason: 'timeout', message: 'No answer.' } as const;
const refused: EntryStatus = { state: 'refused', failure: { reason: 'refused', message: 'No.' } };
const uncertain: EntryStatus = { state: 'uncertain', failure, since: 500 };
const base = { text: 'as it was' };
const notOpen = () => false;

/** An outbox with entry `a`, on a disk of which any operation can be made to fail. */
async function openWith(folder: string, more: Partial<Entry>) {
  const disk: { fault: Fault } = { fault: () => undefined };
  const { files } = faultyFiles(nodeFiles, (operation) => disk.fault(operation));
  const harness = openComposeHarness(folder, { files });
  await harness.outbox.load();
  const entry = entryOf('a', more);
  await harness.outbox.enqueue(entry);
  const savedDrafts = async () => (await harness.drafts.all()).map(({ draft }) => draft);
  return { ...harness, entry, disk, savedDrafts };
}

test.each<EntryStatus>([{ state: 'waiting', notBefore: 9e15 }, refused])(
  'a note that is $state becomes a draft on disk under its own id, as it was typed',
  async (status) => {
    await using folder = await temporaryFolder();
    const opened = await openWith(folder.path, { status });
    const { draft } = opened.entry;
    expect(await takeBack(opened, opened.entry, notOpen)).toEqual({ result: 'draft', draft });
    expect(await opened.savedDrafts()).toEqual([{ ...draft, window: 'home' }]);
    expect(opened.outbox.get('a')).toBeUndefined();
  },
);

test('a note that may be stored becomes a draft with another id, since it will be another note', async () => {
  await using folder = await temporaryFolder();
  const opened = await openWith(folder.path, { status: uncertain });
  const draft = { ...opened.entry.draft, id: 'new' };
  expect(await takeBack({ ...opened, newId: () => 'new' }, opened.entry, notOpen)).toEqual({
    result: 'draft',
    draft,
  });
  expect(await opened.savedDrafts()).toEqual([{ ...draft, window: 'home' }]);
});

test('a deletion is only removed', async () => {
  await using folder = await temporaryFolder();
  const opened = await openWith(folder.path, { action: { does: 'remove', noteId: 'n1', base } });
  expect(await takeBack(opened, opened.entry, notOpen)).toEqual({ result: 'removed' });
  expect(opened.outbox.get('a')).toBeUndefined();
  expect(await opened.savedDrafts()).toEqual([]);
});

test('a draft that is open in the form already is not overwritten', async () => {
  await using folder = await temporaryFolder();
  const opened = await openWith(folder.path, { status: refused });
  const newer = { ...opened.entry.draft, values: { ...opened.entry.draft.values, text: 'newer' } };
  opened.drafts.saveSoon(newer);
  expect(await takeBack(opened, opened.entry, (id) => id === 'a')).toMatchObject({ result: 'draft' });
  await opened.drafts.flush();
  expect(await opened.savedDrafts()).toEqual([{ ...newer, window: 'home' }]);
});

test.each<[string, EntryStatus]>([
  ['is being sent', { state: 'sending', since: 500, by: 'another' }],
  ['was refused', refused],
])('a note that %s since the user saw it stays', async (_, status) => {
  await using folder = await temporaryFolder();
  const opened = await openWith(folder.path, { status });
  const seen: Entry = { ...opened.entry, status: { state: 'waiting' } };
  expect(await takeBack(opened, seen, notOpen)).toEqual({ result: 'changed' });
  expect(opened.outbox.get('a')).toEqual(opened.entry);
  expect(await opened.savedDrafts()).toEqual([]);
});

test('a note that is gone is not taken back', async () => {
  await using folder = await temporaryFolder();
  const opened = await openWith(folder.path, {});
  expect(await takeBack(opened, entryOf('b'), notOpen)).toEqual({ result: 'changed' });
});

test('where the draft cannot be saved the entry stays, free for the next try', async () => {
  await using folder = await temporaryFolder();
  const opened = await openWith(folder.path, { status: refused });
  opened.disk.fault = ({ name, path }) =>
    name === 'create' && path.includes('drafts') ? 'ENOSPC' : undefined;
  await expect(takeBack(opened, opened.entry, notOpen)).rejects.toMatchObject({ reason: 'storage' });
  expect(opened.outbox.get('a')).toEqual(opened.entry);
  opened.disk.fault = () => undefined;
  expect(await takeBack(opened, opened.entry, notOpen)).toMatchObject({ result: 'draft' });
});

test('the draft is on disk before the entry goes', async () => {
  await using folder = await temporaryFolder();
  const opened = await openWith(folder.path, { status: refused });
  opened.disk.fault = ({ name, path }) =>
    name === 'remove' && path.includes('entries') ? 'EACCES' : undefined;
  await expect(takeBack(opened, opened.entry, notOpen)).rejects.toMatchObject({ reason: 'storage' });
  expect(await opened.savedDrafts()).toEqual([{ ...opened.entry.draft, window: 'home' }]);
});
