import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { requeue } from '../../../src/delivery/resolveEntry.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { emptyDraft, type Draft } from '../../../src/model/draft.ts';
import { Failure } from '../../../src/base/failure.ts';
import type { StoredNote } from '../../../src/model/note.ts';
import { settle } from '../../support/fakeClock.ts';
import { fakeService, deferred, storedAs, type FakeService } from '../../support/fakeProvider.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { noteOf } from '../providers/notebook/openNotebook.ts';
import { openComposeHarness, write } from '../../support/composeHarness.ts';

/** A draft as an earlier run left it. */
function draftOf(id: string, text: string): Draft {
  const empty = emptyDraft(id, 'one', 'note', 'customer');
  return { ...empty, values: { ...empty.values, target: 'Acme', text } };
}

/** The service holds its answer back; resolves when the note has arrived there. */
function holding(service: FakeService) {
  const answer = deferred<StoredNote>();
  const arrived = new Promise<void>((resolve) => {
    service.answer = (_, signal) => {
      resolve();
      return answer.until(signal);
    };
  });
  return { ...answer, arrived };
}

test('a stored note is reported and leaves an empty form for the same account', async () => {
  await using folder = await temporaryFolder();
  const services = [fakeService('crm'), fakeService('shop')];
  const harness = openComposeHarness(folder.path, { services });
  const { composer, outbox, drafts } = harness;
  composer.edit('account', 'two');
  await write(harness, 'Hello');
  expect(composer.check).toMatchObject({ state: 'checked', target: { name: 'Acme of shop' } });
  expect(await composer.send()).toMatchObject({ state: 'stored' });
  expect(composer.progress).toEqual({ state: 'sent', message: 'Stored in Account two for Acme of shop.' });
  expect(composer.hasContent).toBe(false);
  expect(composer.account.account.id).toBe('two');
  expect([outbox.entries(), await drafts.all()]).toEqual([[], []]);
  expect(services.map(({ arrived }) => arrived.length)).toEqual([0, 1]);
});

test('pressing Send again while the note is being sent does not send it twice', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  const answer = holding(service);
  await write(harness, 'Hello');
  const first = harness.composer.send();
  expect(await harness.composer.send()).toBeUndefined();
  await answer.arrived;
  expect(await harness.composer.send()).toBeUndefined();
  answer.resolve(storedAs('1', { note: noteOf('Hello') }));
  await first;
  expect(service.arrived).toHaveLength(1);
});

test('nothing done to the form while a note is being sent changes that note or the next one', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  const { composer } = harness;
  const answer = holding(service);
  await write(harness, 'Hello');
  const sending = composer.send();
  await answer.arrived;
  composer.edit('text', 'Hello, and more');
  composer.chooseTarget('customer', 'Other');
  composer.attach({ uri: 'file:///a.pdf', name: 'a.pdf', size: 1 });
  await composer.discard();
  expect(composer.draft.values).toMatchObject({ text: 'Hello', target: 'Acme' });
  answer.reject(new Failure('offline', 'No network.'));
  await sending;
  expect(service.arrived.map(({ note }) => note.text.value)).toEqual(['Hello']);
  expect(composer.hasContent).toBe(false);
});

test('a refused note returns to the form with the problem at its field, and leaves the outbox', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  const { composer, outbox, drafts } = harness;
  service.answer = () => Promise.reject(new Failure('refused', 'No such team member.', { field: 'author' }));
  await write(harness, 'Hello');
  composer.edit('author', 'ann@example.com');
  await composer.send();
  expect(composer.draft.values).toMatchObject({ text: 'Hello', author: 'ann@example.com', target: 'Acme' });
  expect(composer.problems).toEqual([{ field: 'author', message: 'No such team member.' }]);
  expect(composer.progress).toMatchObject({ state: 'failed' });
  expect(outbox.entries()).toEqual([]);
  expect(await drafts.all()).toMatchObject([{ draft: { values: { text: 'Hello' } } }]);

  service.answer = (outgoing) => Promise.resolve(storedAs('1', outgoing));
  composer.edit('author', 'bob@example.com');
  expect(await composer.send()).toMatchObject({ state: 'stored' });
  expect(service.arrived.map(({ note }) => note.author)).toEqual(['ann@example.com', 'bob@example.com']);
});

test('a refused note that the disk does not let go is reported as refused, and is sent once when corrected', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const disk: { fault: Fault } = { fault: () => undefined };
  const { files } = faultyFiles(nodeFiles, (operation) => disk.fault(operation));
  const harness = openComposeHarness(folder.path, { services: [service], files });
  const { composer, outbox } = harness;
  service.answer = () => {
    disk.fault = ({ name }) => (name === 'remove' ? 'EACCES' : undefined);
    return Promise.reject(new Failure('refused', 'Too short.', { field: 'text' }));
  };
  await write(harness, 'Hello');
  expect(await composer.send()).toMatchObject({ state: 'refused' });
  expect(composer.problems).toEqual([{ field: 'text', message: 'Too short.' }]);
  expect([composer.draft.values.text, outbox.entries().length]).toEqual(['Hello', 1]);

  disk.fault = () => undefined;
  service.answer = (outgoing) => Promise.resolve(storedAs('1', outgoing));
  composer.edit('text', 'Hello there');
  expect(await composer.send()).toMatchObject({ state: 'stored' });
  expect(service.arrived.map(({ note }) => note.text.value)).toEqual(['Hello', 'Hello there']);
  expect(outbox.entries()).toEqual([]);
});

test.each([
  ['offline', 'waiting'],
  ['keyRefused', 'waiting'],
  ['dropped', 'uncertain'],
] as const)('after %s the note is %s in the outbox, and the form is free', async (reason, state) => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  const { composer, outbox } = harness;
  service.answer = () => Promise.reject(new Failure(reason, 'What happened.'));
  await write(harness, 'Hello');
  expect(await composer.send()).toMatchObject({ state });
  expect(outbox.entries()).toMatchObject([{ status: { state }, note: { text: { value: 'Hello' } } }]);
  expect(composer.hasContent).toBe(false);
  expect(composer.progress).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('What happened.') as string,
    remedy: reason === 'keyRefused' ? 'replaceKey' : 'showRecentNotes',
  });
});

test('a full disk at Send is reported, and the text stays in the form', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { files } = faultyFiles(nodeFiles, ({ name }) => (name === 'create' ? 'ENOSPC' : undefined));
  const harness = openComposeHarness(folder.path, { services: [service], files });
  await write(harness, 'Hello');
  expect(await harness.composer.send()).toBeUndefined();
  expect(harness.composer.progress).toMatchObject({
    state: 'failed',
    message: 'There is no space left on this disk. Nothing was sent and your text is still here.',
  });
  expect(harness.composer.draft.values.text).toBe('Hello');
  expect(service.arrived).toEqual([]);
});

test('every problem is shown at once at its field, and nothing is sent', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { composer } = openComposeHarness(folder.path, { services: [service] });
  composer.edit('kind', 'call');
  composer.edit('author', 'nobody');
  await composer.send();
  expect(composer.problems.map(({ field }) => field)).toEqual(['target', 'text', 'duration', 'author']);
  composer.edit('text', 'Hello');
  expect(composer.problems.map(({ field }) => field)).toEqual(['target', 'duration', 'author']);
  expect(composer.progress).toEqual({ state: 'idle' });
  expect(service.arrived).toEqual([]);
});

test('a file that is missing at Send is a problem of the attachment', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  await write(harness, 'Hello');
  harness.composer.attach({ uri: 'file:///gone.pdf', name: 'gone.pdf', size: 1 });
  await harness.composer.send();
  expect(harness.composer.problems).toEqual([{ field: 'attachment', message: 'This file cannot be read.' }]);
  expect(harness.composer.draft.values.text).toBe('Hello');
  harness.composer.attach(undefined);
  expect(harness.composer.problems).toEqual([]);
  expect(await harness.composer.send()).toMatchObject({ state: 'stored' });
});

test('typing is on disk after 200 ms, whatever happens to the form', async () => {
  await using folder = await temporaryFolder();
  const { composer, clock, drafts } = openComposeHarness(folder.path);
  composer.edit('text', 'Hel');
  composer.edit('text', 'Hello');
  await clock.advance(200);
  await drafts.flush();
  const next = openComposeHarness(folder.path);
  await next.start();
  expect(next.composer.draft.values.text).toBe('Hello');
});

test('a discarded draft is gone from the form and from the disk', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path);
  await write(harness, 'Hello');
  await harness.drafts.flush();
  const discarding = harness.composer.discard();
  harness.composer.edit('text', 'typed meanwhile');
  await discarding;
  await harness.drafts.flush();
  expect((await harness.drafts.all()).map(({ draft }) => draft.values.text)).toEqual(['typed meanwhile']);
  expect(harness.composer.draft.values.text).toBe('typed meanwhile');
});

test('drafts that others replaced in the form return one after the other', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path);
  const { composer } = harness;
  await write(harness, 'first');
  composer.open(draftOf('d-2', 'second'));
  composer.open(draftOf('d-3', 'third'));
  expect(composer.draft.values.text).toBe('third');
  await composer.discard();
  expect(composer.draft.values.text).toBe('second');
  await composer.readTarget();
  expect(await composer.send()).toMatchObject({ state: 'stored' });
  expect(composer.draft.values.text).toBe('first');
  await composer.readTarget();
  expect(await composer.send()).toMatchObject({ state: 'stored' });
  expect(composer.hasContent).toBe(false);
});

test('the target of the next draft is read unasked, so that one Send is enough', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  const { composer } = harness;
  await write(harness, 'first', 'Bolt');
  composer.open(draftOf('d-2', 'second'));
  await composer.readTarget();
  await composer.send();
  await settle();
  expect(composer.check).toMatchObject({ state: 'checked', target: { id: 'Bolt' } });
  expect(await composer.send()).toMatchObject({ state: 'stored' });
  expect(service.arrived.map(({ note }) => note.target.id)).toEqual(['Acme', 'Bolt']);
});

test('typing that was meant for the previous draft does not change the next one', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path);
  const { composer, drafts } = harness;
  const blank = composer.draft.id;
  composer.open(draftOf('d-2', 'second'));
  composer.edit('text', 'T', blank);
  composer.edit('text', 'Th', blank);
  composer.open(draftOf('d-3', 'third'));
  composer.edit('target', 'Bolt', 'd-2');
  composer.edit('text', 'gone', 'unknown');
  expect(composer.draft.values).toMatchObject({ text: 'third', target: 'Acme' });
  await drafts.flush();
  const onDisk = (await drafts.all()).map(({ draft: { values } }) => `${values.target}: ${values.text}`);
  expect(onDisk.sort()).toEqual([': Th', 'Bolt: second']);
  await composer.discard();
  expect(composer.draft.values).toMatchObject({ text: 'second', target: 'Bolt' });
  await composer.discard();
  expect(composer.draft).toMatchObject({ id: blank, values: { text: 'Th' } });
});

test('a draft that another window claimed goes on as a copy, which the form may still call by its first id', async () => {
  await using folder = await temporaryFolder();
  const { composer, drafts } = openComposeHarness(folder.path);
  composer.edit('text', 'Mine');
  const { id } = composer.draft;
  await drafts.flush();
  await drafts.giveBack(true);
  expect(await openComposeHarness(folder.path).drafts.adopt(id)).toBe(true);
  composer.edit('text', 'Mine, too');
  await drafts.flush();
  composer.edit('text', 'Mine, too.', id);
  expect(composer.draft.id).not.toBe(id);
  expect([composer.isInForm(id), composer.draft.values.text]).toEqual([true, 'Mine, too.']);
  composer.open(draftOf('d-2', 'second'));
  expect(composer.isInForm(id)).toBe(false);
});

test('a draft that is opened while another is being sent waits for it', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  const answer = holding(service);
  await write(harness, 'first');
  const sending = harness.composer.send();
  await answer.arrived;
  harness.composer.open(draftOf('d-2', 'second'));
  expect(harness.composer.draft.values.text).toBe('first');
  answer.reject(new Failure('offline', 'No network.'));
  await sending;
  expect(harness.composer.draft.values.text).toBe('second');
  expect(service.arrived).toHaveLength(1);
});

test('opening a draft that is here already keeps what was typed since', async () => {
  await using folder = await temporaryFolder();
  const { composer } = openComposeHarness(folder.path);
  composer.open(draftOf('d-1', 'old'));
  composer.edit('text', 'old and new');
  composer.open(draftOf('d-1', 'old'));
  expect(composer.draft.values.text).toBe('old and new');
  composer.open(draftOf('d-2', 'other'));
  composer.open(draftOf('d-1', 'old'));
  expect(composer.draft.values.text).toBe('old and new');
  await composer.discard();
  expect(composer.draft.values.text).toBe('other');
  await composer.discard();
  expect(composer.hasContent).toBe(false);
});

test('a bug in a provider at Send keeps the text, and puts none of it into the log', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  service.find = () => Promise.reject(new TypeError('Acme is undefined'));
  await write(harness, 'Hello');
  expect(await harness.composer.send()).toBeUndefined();
  expect(harness.composer.problems).toMatchObject([{ field: 'target' }]);
  expect(harness.composer.draft.values.text).toBe('Hello');
  expect(harness.log.lines.join('\n')).not.toContain('Acme');
});

test('a sent attachment leaves no bytes behind; a waiting one keeps them', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const attachable = new Map([['file:///a.pdf', Buffer.from('bytes')]]);
  const harness = openComposeHarness(folder.path, { services: [service], attachable });
  const blobs = () => readdir(join(folder.path, 'outbox', 'blobs'));
  const pdf = { uri: 'file:///a.pdf', name: 'a.pdf', size: 5 };
  service.answer = () => Promise.reject(new Failure('offline', 'No network.'));
  await write(harness, 'Hello');
  harness.composer.attach(pdf);
  await harness.composer.send();
  expect(await blobs()).toHaveLength(1);
  service.answer = (outgoing) => Promise.resolve(storedAs('1', outgoing));
  const [{ id } = { id: '' }] = harness.outbox.entries();
  await requeue(harness, id);
  await harness.delivery.outcome(id, new AbortController().signal);
  await expect.poll(blobs).toEqual([]);
  expect(service.arrived[1]).toMatchObject({
    note: { attachment: { name: 'a.pdf', mime: 'application/pdf', size: 5 } },
  });
});
