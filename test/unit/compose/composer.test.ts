import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { requeue } from '../../../src/delivery/resolveEntry.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { Failure } from '../../../src/base/failure.ts';
import { fakeService, storedAs } from '../../support/fakeProvider.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { noteOf } from '../providers/notebook/openNotebook.ts';
import { newHost } from '../../support/testPlatform.ts';
import { logAndSend, openComposeHarness, write, type ComposeHarness } from '../../support/composeHarness.ts';
import { holdAnswer } from './holdAnswer.ts';

test('a logged note leaves an empty form for the same account at once, and is on its way', async () => {
  await using folder = await temporaryFolder();
  const services = [fakeService('crm'), fakeService('shop')];
  const harness = openComposeHarness(folder.path, { services });
  const { composer, outbox, drafts } = harness;
  composer.edit('account', 'two');
  await write(harness, 'Hello');
  expect(composer.recipient.state).toMatchObject({
    state: 'chosen',
    target: { name: 'Acme of shop' },
    confirmation: { state: 'confirmed' },
  });
  expect(await logAndSend(harness)).toMatchObject({ state: 'stored' });
  expect([composer.hasContent, composer.notice, composer.logged.now]).toEqual([false, undefined, undefined]);
  expect(composer.account.account.id).toBe('two');
  expect([outbox.entries(), await drafts.all()]).toEqual([[], []]);
  expect(services.map(({ arrived }) => arrived.length)).toEqual([0, 1]);
});

test('the form is free while the service has not answered, and the next note does not wait', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  const { composer } = harness;
  const answer = holdAnswer(service);
  await write(harness, 'Hello');
  const first = await composer.log();
  await answer.arrived;
  expect([composer.logging, composer.hasContent]).toEqual([undefined, false]);
  expect(composer.logged.now).toMatchObject({ entry: { id: first?.id }, others: 0 });
  await write(harness, 'Second', 'Bolt');
  const second = await composer.log();
  expect(composer.logged.now).toMatchObject({ entry: { id: second?.id }, others: 1 });
  answer.resolve(storedAs('1', { note: noteOf('Hello') }));
  await expect.poll(() => composer.logged.now).toBeUndefined();
  expect(service.arrived.map(({ note }) => note.text.value)).toEqual(['Hello', 'Second']);
});

test('pressing Log again while the note is being logged does not log it twice', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  await write(harness, 'Hello');
  const first = harness.composer.log();
  expect(await harness.composer.log()).toBeUndefined();
  const entry = await first;
  await harness.delivery.outcome(entry?.id ?? '', new AbortController().signal);
  // The form is empty now, so that there is nothing to log.
  expect(await harness.composer.log()).toBeUndefined();
  expect(service.arrived).toHaveLength(1);
});

test('nothing done to the form while a note is being logged changes that note or the next one', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  const { composer } = harness;
  await write(harness, 'Hello');
  const logging = composer.log();
  composer.edit('text', 'Hello, and more');
  composer.recipient.choose({ type: 'customer', id: 'Other' });
  composer.recipient.clear();
  composer.attach({ uri: 'file:///a.pdf', name: 'a.pdf', size: 1 });
  await composer.discard();
  expect(composer.draft.values).toMatchObject({ text: 'Hello', target: 'Acme' });
  await logging;
  await expect.poll(() => service.arrived.map(({ note }) => note.text.value)).toEqual(['Hello']);
  expect(service.arrived[0]?.note.attachment).toBeUndefined();
  expect(composer.hasContent).toBe(false);
});

/** Expects something of a moment when a note that was refused has come back, if it does. */
function later<T>({ clock }: ComposeHarness, value: () => T) {
  return expect.poll(async () => {
    await clock.advance(100);
    return value();
  });
}

/** A service that refuses what it gets, until the test says otherwise. */
function refusing(field?: 'author') {
  const service = fakeService();
  const refused = new Failure('refused', 'No such team member.', field && { field });
  service.answer = () => Promise.reject(refused);
  return service;
}

test('a refused note returns to the empty form with the problem at its field, and leaves the outbox', async () => {
  await using folder = await temporaryFolder();
  const service = refusing('author');
  const harness = openComposeHarness(folder.path, { services: [service] });
  const { composer, outbox, drafts } = harness;
  await write(harness, 'Hello');
  composer.edit('author', 'ann@example.com');
  await logAndSend(harness);
  await later(harness, () => composer.hasContent).toBe(true);
  expect(composer.draft.values).toMatchObject({ text: 'Hello', author: 'ann@example.com', target: 'Acme' });
  expect(composer.problems).toEqual([{ field: 'author', message: 'No such team member.' }]);
  expect([composer.notice, composer.logged.now, outbox.entries()]).toEqual([undefined, undefined, []]);
  expect(await drafts.all()).toMatchObject([{ draft: { values: { text: 'Hello' } } }]);

  service.answer = (outgoing) => Promise.resolve(storedAs('1', outgoing));
  composer.edit('author', 'bob@example.com');
  await composer.recipient.settled();
  expect(await logAndSend(harness)).toMatchObject({ state: 'stored' });
  expect(service.arrived.map(({ note }) => note.author)).toEqual(['ann@example.com', 'bob@example.com']);
});

test('a note that is refused for no field returns with the reason', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path, { services: [refusing()] });
  await write(harness, 'Hello');
  await logAndSend(harness);
  await later(harness, () => harness.composer.notice).toEqual({
    message: 'No such team member. The note was not saved. Correct it and log it again.',
    isError: true,
  });
});

test('a refused note does not return into a form in which something is written; it can be taken there', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  const { composer, outbox } = harness;
  const answer = holdAnswer(service);
  await write(harness, 'Hello');
  const entry = await composer.log();
  await answer.arrived;
  composer.edit('text', 'The next note');
  answer.reject(new Failure('refused', 'Too short.', { field: 'text' }));
  await later(harness, () => composer.logged.now?.entry.status.state).toBe('refused');
  expect(composer.draft.values.text).toBe('The next note');
  await expect.poll(() => composer.undo(entry?.id ?? '')).toBe('draft');
  expect([composer.draft.values.text, outbox.size]).toEqual(['Hello', 0]);
  await composer.discard();
  expect(composer.draft.values.text).toBe('The next note');
});

test('a refused note that cannot be removed from the disk stays in the outbox, and is sent once', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const disk: { fault: Fault } = { fault: () => undefined };
  const { files } = faultyFiles(nodeFiles, (operation) => disk.fault(operation));
  const harness = openComposeHarness(folder.path, { services: [service], files });
  const { composer, outbox, log } = harness;
  service.answer = () => {
    disk.fault = ({ name }) => (name === 'remove' ? 'EACCES' : undefined);
    return Promise.reject(new Failure('refused', 'Too short.', { field: 'text' }));
  };
  await write(harness, 'Hello');
  expect(await logAndSend(harness)).toMatchObject({ state: 'refused' });
  await later(harness, () => log.lines.join()).toContain('A refused note stays in the outbox');
  expect(outbox.size).toBe(1);
  disk.fault = () => undefined;
  service.answer = (outgoing) => Promise.resolve(storedAs('1', outgoing));
  const [{ id } = { id: '' }] = outbox.entries();
  expect(await composer.undo(id)).toBe('draft');
  composer.edit('text', 'Hello there');
  await composer.recipient.settled();
  expect(await logAndSend(harness)).toMatchObject({ state: 'stored' });
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
  const { composer } = harness;
  service.answer = () => Promise.reject(new Failure(reason, 'What happened.'));
  await write(harness, 'Hello');
  expect(await logAndSend(harness)).toMatchObject({ state });
  expect(composer.logged.now).toMatchObject({
    entry: { status: { state }, note: { text: { value: 'Hello' } } },
  });
  expect([composer.hasContent, composer.notice]).toEqual([false, undefined]);
});

test('a note that can be taken back returns to the form, and what was begun meanwhile waits', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service], undoTime: 5_000 });
  const { composer, outbox } = harness;
  await write(harness, 'Hello');
  const entry = await composer.log();
  if (!entry) throw new Error('not logged');
  expect(composer.logged.canUndo(entry)).toBe(true);
  composer.edit('text', 'Begun meanwhile');
  expect(await composer.undo(entry.id)).toBe('draft');
  expect(composer.draft).toMatchObject({ id: entry.id, values: { text: 'Hello' }, target: { id: 'Acme' } });
  expect([outbox.size, composer.logged.now, service.arrived]).toEqual([0, undefined, []]);
  await composer.recipient.settled();
  expect(await composer.log()).toMatchObject({ id: entry.id });
  expect(composer.draft.values.text).toBe('Begun meanwhile');
});

test('a note that is being sent is not taken back', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  const answer = holdAnswer(service);
  await write(harness, 'Hello');
  const entry = await harness.composer.log();
  await answer.arrived;
  const sent = harness.composer.logged.now?.entry;
  expect(sent && harness.composer.logged.canUndo(sent)).toBe(false);
  expect(await harness.composer.undo(entry?.id ?? '')).toBe('changed');
  expect([harness.composer.hasContent, harness.outbox.size]).toEqual([false, 1]);
  answer.resolve(storedAs('1', { note: noteOf('Hello') }));
  await expect.poll(() => harness.composer.logged.now).toBeUndefined();
  expect(await harness.composer.undo(entry?.id ?? '')).toBe('changed');
});

test('a note that another window took back is spoken of no more', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path, { undoTime: 60_000 });
  await write(harness, 'Hello');
  const entry = await harness.composer.log();
  const other = openComposeHarness(folder.path, { host: newHost() });
  await other.outbox.load();
  expect(await other.composer.undo(entry?.id ?? '')).toBe('draft');
  expect(other.composer.draft.values.text).toBe('Hello');
  await harness.outbox.reload();
  expect(harness.composer.logged.now).toBeUndefined();
});

test('a full disk at Log is reported, and the text stays in the form', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { files } = faultyFiles(nodeFiles, ({ name }) => (name === 'create' ? 'ENOSPC' : undefined));
  const harness = openComposeHarness(folder.path, { services: [service], files });
  await write(harness, 'Hello');
  expect(await harness.composer.log()).toBeUndefined();
  expect(harness.composer.notice).toEqual({
    message: 'There is no space left on this disk. The note was not logged. Your text is still here.',
    isError: true,
  });
  expect([harness.composer.draft.values.text, harness.composer.logging]).toEqual(['Hello', undefined]);
  expect(service.arrived).toEqual([]);
});

test('every problem is shown at once at its field, and nothing is sent', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { composer } = openComposeHarness(folder.path, { services: [service] });
  composer.edit('kind', 'call');
  composer.edit('author', 'nobody');
  await composer.log();
  expect(composer.problems.map(({ field }) => field)).toEqual(['target', 'text', 'duration', 'author']);
  composer.edit('text', 'Hello');
  expect(composer.problems.map(({ field }) => field)).toEqual(['target', 'duration', 'author']);
  expect(composer.notice).toBeUndefined();
  expect(service.arrived).toEqual([]);
});

test('a file that is missing at Log is a problem of the attachment', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  await write(harness, 'Hello');
  harness.composer.attach({ uri: 'file:///gone.pdf', name: 'gone.pdf', size: 1 });
  await harness.composer.log();
  expect(harness.composer.problems).toEqual([{ field: 'attachment', message: 'This file cannot be read.' }]);
  expect(harness.composer.draft.values.text).toBe('Hello');
  harness.composer.detach('file:///gone.pdf');
  expect(harness.composer.problems).toEqual([]);
  expect(await logAndSend(harness)).toMatchObject({ state: 'stored' });
});

test('a bug in a provider at Log keeps the text, and puts none of it into the log', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  service.find = () => Promise.reject(new TypeError('Acme is undefined'));
  await write(harness, 'Hello');
  expect(await harness.composer.log()).toBeUndefined();
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
  await logAndSend(harness);
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
