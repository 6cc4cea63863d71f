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
import { openComposeHarness, write } from '../../support/composeHarness.ts';
import { holdAnswer } from './holdAnswer.ts';

test('a stored note is reported and leaves an empty form for the same account', async () => {
  await using folder = await temporaryFolder();
  const services = [fakeService('crm'), fakeService('shop')];
  const harness = openComposeHarness(folder.path, { services });
  const { composer, outbox, drafts } = harness;
  composer.edit('account', 'two');
  await write(harness, 'Hello');
  expect(composer.check).toMatchObject({ state: 'checked', target: { name: 'Acme of shop' } });
  expect(await composer.send()).toMatchObject({ state: 'stored' });
  expect(composer.progress).toEqual({ state: 'sent', message: 'Logged for Acme of shop in Account two.' });
  expect(composer.hasContent).toBe(false);
  expect(composer.account.account.id).toBe('two');
  expect([outbox.entries(), await drafts.all()]).toEqual([[], []]);
  expect(services.map(({ arrived }) => arrived.length)).toEqual([0, 1]);
});

test('pressing Send again while the note is being sent does not send it twice', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  const answer = holdAnswer(service);
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
  const answer = holdAnswer(service);
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

test('a refused note that cannot be removed from the disk is reported as refused, and is sent once when corrected', async () => {
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
    message: expect.stringContaining(
      state === 'uncertain' ? 'We lost the reply.' : 'What happened.',
    ) as string,
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
  harness.composer.detach('file:///gone.pdf');
  expect(harness.composer.problems).toEqual([]);
  expect(await harness.composer.send()).toMatchObject({ state: 'stored' });
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
