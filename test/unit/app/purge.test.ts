import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CallTimer } from '../../../src/call/callTimer.ts';
import { purge, unsent } from '../../../src/app/purge.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { emptyDraft, type Draft } from '../../../src/model/draft.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { fakeService } from '../../support/fakeProvider.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { memoryLog } from '../http/loopback.ts';
import { entryOf } from '../../support/entries.ts';
import { openComposeHarness, write } from '../../support/composeHarness.ts';
import { newHost } from '../../support/testPlatform.ts';

const ignored = () => undefined;
const patient = { signal: new AbortController().signal, step: ignored };

/** A harness whose notes stay in the outbox until the test lets them go. */
async function openedHouse(folder: string) {
  const harness = openComposeHarness(folder, { undoTime: 60_000 });
  await harness.start();
  const setAside = join(folder, 'outbox', 'set-aside');
  return {
    harness,
    purging: { ...harness, files: nodeFiles, setAside, folders: [], timer: timerIn(folder) },
  };
}

function timerIn(folder: string): CallTimer {
  const path = join(folder, 'call-timer.json');
  return new CallTimer({ files: nodeFiles, path, clock: fakeClock(), newId: () => 'call', log: memoryLog() });
}

function draftOf(id: string, text: string): Draft {
  const draft = emptyDraft(id, 'one', 'note', 'customer');
  return { ...draft, values: { ...draft.values, text } };
}

/** Files below a folder, without the leases. */
async function filesIn(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  return files.filter((each) => each.isFile() && !each.parentPath.includes('leases')).map(({ name }) => name);
}

test('entries, drafts, discarded drafts, lists of customers, what was set aside, the call timer and recent targets are removed', async () => {
  await using folder = await temporaryFolder();
  const { harness, purging } = await openedHouse(folder.path);
  await write(harness, 'In the form.');
  harness.drafts.saveSoon(draftOf('other', 'Of another day.'));
  await harness.discarded.save(draftOf('thrown', 'Thrown away.'));
  await harness.outbox.enqueue(
    entryOf('a', { status: { state: 'waiting', notBefore: Number.MAX_SAFE_INTEGER } }),
  );
  await harness.recent.add('one', { type: 'customer', id: 'Acme' });
  const proposal = { text: 'Proposed.', customer: { query: 'Acme' } };
  await harness.proposals.propose(proposal, { via: 'mcp', name: '' });
  await mkdir(join(folder.path, 'agents', 'outcomes'));
  await writeFile(join(folder.path, 'agents', 'outcomes', 'x.json'), '{}');
  await mkdir(join(folder.path, 'directory'));
  await writeFile(join(folder.path, 'directory', 'one@customer@1-1.json'), '{}');
  await harness.folderLinks.link(
    { uri: 'file:///app', name: 'app' },
    { accountId: 'one', target: { type: 'customer', id: 'Acme' } },
  );
  await purging.timer.start('one', { type: 'customer', id: 'Acme' });
  await mkdir(purging.setAside, { recursive: true });
  await writeFile(join(purging.setAside, 'b.json'), 'nonsense');

  const unsentNotes = await unsent(purging);
  expect(unsentNotes.entries.map(({ id }) => id)).toEqual(['a']);
  expect(unsentNotes.drafts.map(({ values }) => values.text).sort()).toEqual([
    'In the form.',
    'Of another day.',
  ]);
  let steps = 0;
  expect(await purge(purging, unsentNotes, { ...patient, step: () => (steps += 1) })).toEqual({ left: 0 });
  expect(steps).toBe(3);
  expect(await filesIn(folder.path)).toEqual(['folder-links.json', 'recent-targets.json']);
  expect(harness.folderLinks.folders).toEqual([]);
  expect(harness.recent.of('one')).toEqual([]);
  expect(harness.composer.draft.values.text).toBe('');
  expect(harness.outbox.size).toBe(0);
});

test('what another window works on stays and is counted; what was added since the question stays', async () => {
  await using folder = await temporaryFolder();
  const { harness, purging } = await openedHouse(folder.path);
  const waits = { status: { state: 'waiting', notBefore: Number.MAX_SAFE_INTEGER } } as const;
  await harness.outbox.enqueue(entryOf('a', waits));
  await harness.outbox.enqueue(entryOf('b', waits));
  const other = openComposeHarness(folder.path, { host: newHost() });
  await other.outbox.load();
  const claimed = await other.outbox.claim('a');
  const unsentNotes = await unsent(purging);
  await harness.outbox.enqueue(entryOf('c', waits));

  expect(await purge(purging, unsentNotes, patient)).toEqual({ left: 1 });
  await claimed?.release();
  await harness.outbox.reload();
  expect(harness.outbox.entries().map(({ id }) => id)).toEqual(['a', 'c']);
});

test('what another window has typed into a draft since the user was asked stays', async () => {
  await using folder = await temporaryFolder();
  const { purging } = await openedHouse(folder.path);
  const path = join(folder.path, 'drafts', 'd-1.json');
  const save = (text: string) =>
    writeFile(path, JSON.stringify({ ...draftOf('d-1', text), window: 'there' }));
  await mkdir(join(folder.path, 'drafts'), { recursive: true });
  await save('Asked about.');
  const unsentNotes = await unsent(purging);
  await save('Asked about, and more.');
  await purge(purging, unsentNotes, patient);
  const left = await purging.drafts.all();
  expect(left.map(({ draft }) => draft.values.text)).toEqual(['Asked about, and more.']);
});

test('when the user stops it, what is left is counted and the caches stay', async () => {
  await using folder = await temporaryFolder();
  const { harness, purging } = await openedHouse(folder.path);
  const waits = { status: { state: 'waiting', notBefore: Number.MAX_SAFE_INTEGER } } as const;
  for (const id of ['a', 'b', 'c']) await harness.outbox.enqueue(entryOf(id, waits));
  harness.drafts.saveSoon(draftOf('d', 'Begun.'));
  await harness.drafts.flush();
  await harness.recent.add('one', { type: 'customer', id: 'Acme' });
  const abort = new AbortController();
  const unsentNotes = await unsent(purging);
  expect(await purge(purging, unsentNotes, { signal: abort.signal, step: () => abort.abort() })).toEqual({
    left: 3,
  });
  expect(harness.outbox.entries().map(({ id }) => id)).toEqual(['b', 'c']);
  expect((await harness.drafts.all()).map(({ draft }) => draft.id)).toEqual(['d']);
  expect(harness.recent.of('one')).toHaveLength(1);
});

test('nothing is removed while a note is being logged from the form', async () => {
  await using folder = await temporaryFolder();
  const clock = fakeClock();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { clock, services: [service], undoTime: 60_000 });
  await harness.start();
  const setAside = join(folder.path, 'set-aside');
  const purging = { ...harness, files: nodeFiles, setAside, folders: [], timer: timerIn(folder.path) };
  await write(harness, 'On its way.');
  const agreed = await unsent(purging);
  const logging = harness.composer.log();
  await expect(purge(purging, agreed, patient)).rejects.toMatchObject({ reason: 'invalid' });
  expect(await logging).toBeDefined();
  expect(harness.outbox.size).toBe(1);
});

test('receipts are removed, except those that a window may still wait for', async () => {
  await using folder = await temporaryFolder();
  const clock = fakeClock(Date.now());
  const harness = openComposeHarness(folder.path, { clock });
  await harness.start();
  const setAside = join(folder.path, 'set-aside');
  const purging = { ...harness, files: nodeFiles, setAside, folders: [], timer: timerIn(folder.path) };
  const nothing = { entries: [], drafts: [] };
  await harness.outbox.receipts.add({ id: 'a', accountId: 'one', noteId: '1' });
  await purge(purging, nothing, patient);
  expect(harness.outbox.receipts.get('a')).toBeDefined();
  await clock.advance(10 * 60_000);
  await purge(purging, nothing, patient);
  expect(harness.outbox.receipts.get('a')).toBeUndefined();
  expect(await filesIn(join(folder.path, 'outbox'))).toEqual([]);
});

test('half-written files of a killed run are removed, unless somebody may still be writing them', async () => {
  await using folder = await temporaryFolder();
  const { harness, purging } = await openedHouse(folder.path);
  const drafts = join(folder.path, 'drafts');
  await mkdir(drafts, { recursive: true });
  const put = async (name: string, age: number) => {
    await writeFile(join(drafts, name), '{"values":{"text":"Of a custom');
    const at = new Date(harness.clock.now() - age);
    await utimes(join(drafts, name), at, at);
  };
  await put('.killed.tmp', 120_000);
  await put('.written-now.tmp', 1000);
  await put('notes.tmp', 120_000);
  await purge(
    { ...purging, folders: [drafts, join(folder.path, 'none')] },
    { entries: [], drafts: [] },
    patient,
  );
  expect((await readdir(drafts)).sort()).toEqual(['.written-now.tmp', 'notes.tmp']);
});
