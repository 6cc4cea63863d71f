import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyDraft, type Draft } from '../../../src/model/draft.ts';
import { Failure } from '../../../src/base/failure.ts';
import { customer, fakeService } from '../../support/fakeProvider.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { logAndSend, openComposeHarness, write } from '../../support/composeHarness.ts';
import { newHost } from '../../support/testPlatform.ts';

/** A draft as an earlier run left it. */
function draftOf(id: string, text: string): Draft {
  const empty = emptyDraft(id, 'one', 'note', 'customer');
  return { ...empty, values: { ...empty.values, target: 'Acme', text }, target: customer('Acme') };
}

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

test('a file that is attached while the draft is being discarded stays in the form and on the disk', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path);
  await write(harness, 'Hello');
  const discarding = harness.composer.discard();
  harness.composer.attach({ uri: 'file:///offer.pdf', name: 'offer.pdf', size: 3 });
  await discarding;
  await harness.drafts.flush();
  expect(harness.composer.draft.attachments).toMatchObject([{ name: 'offer.pdf' }]);
  expect((await harness.drafts.all()).map(({ draft }) => draft.attachments[0]?.name)).toEqual(['offer.pdf']);
});

test('drafts that were replaced in the form return one after the other', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path);
  const { composer } = harness;
  await write(harness, 'first');
  composer.open(draftOf('d-2', 'second'));
  composer.open(draftOf('d-3', 'third'));
  expect(composer.draft.values.text).toBe('third');
  await composer.discard();
  expect(composer.draft.values.text).toBe('second');
  expect(await logAndSend(harness)).toMatchObject({ state: 'stored' });
  expect(composer.draft.values.text).toBe('first');
  expect(await logAndSend(harness)).toMatchObject({ state: 'stored' });
  expect(composer.hasContent).toBe(false);
});

test('the customer of the next draft is confirmed automatically', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  const { composer } = harness;
  await write(harness, 'first', 'Bolt');
  composer.open(draftOf('d-2', 'second'));
  expect(await logAndSend(harness)).toMatchObject({ state: 'stored' });
  const confirmed = { target: { id: 'Bolt' }, confirmation: { state: 'confirmed' } };
  await expect.poll(() => composer.recipient.state).toMatchObject(confirmed);
  expect(await logAndSend(harness)).toMatchObject({ state: 'stored' });
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

test('a draft that is discarded here keeps what another window has typed into it since', async () => {
  await using folder = await temporaryFolder();
  const { composer, drafts, discarded } = openComposeHarness(folder.path);
  composer.edit('text', 'Mine');
  const { draft } = composer;
  await drafts.flush();
  await drafts.giveBack(true);
  const values = { ...draft.values, text: 'Mine, and theirs' };
  const path = join(folder.path, 'drafts', `${draft.id}.json`);
  await writeFile(path, JSON.stringify({ ...draft, values, window: 'there' }));
  await composer.discard();
  expect((await drafts.all()).map((left) => left.draft.values.text)).toEqual(['Mine, and theirs']);
  expect((await discarded.all()).map((left) => left.draft.values.text)).toEqual(['Mine']);
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

test('that another window claimed the draft is said in the form', async () => {
  await using folder = await temporaryFolder();
  const { composer, drafts } = openComposeHarness(folder.path);
  composer.edit('text', 'Mine');
  await drafts.flush();
  await drafts.giveBack(true);
  expect(await openComposeHarness(folder.path).drafts.adopt(composer.draft.id)).toBe(true);
  composer.edit('text', 'Mine, too');
  expect(composer.notice).toBeUndefined();
  await drafts.flush();
  expect(composer.notice).toMatchObject({
    message: expect.stringContaining('opened in another window') as string,
    isError: false,
  });
});

test('a waiting draft that another window claimed goes on as a copy, and the others stay as they are', async () => {
  await using folder = await temporaryFolder();
  const { composer, drafts } = openComposeHarness(folder.path);
  composer.edit('text', 'Mine');
  const { id } = composer.draft;
  await drafts.flush();
  composer.open(draftOf('d-2', 'second'));
  composer.open(draftOf('d-3', 'third'));
  await drafts.giveBack(true);
  expect(await openComposeHarness(folder.path).drafts.adopt(id)).toBe(true);
  composer.edit('text', 'Mine, too', id);
  await drafts.flush();
  expect([id, 'd-2', 'd-3'].map((each) => composer.holds(each))).toEqual([false, true, true]);
  expect(composer.draft).toMatchObject(draftOf('d-3', 'third'));
  for (let waiting = 0; waiting < 2; waiting++) await composer.discard();
  expect(composer.draft.values.text).toBe('Mine, too');
});

/** A composer whose customer is still being asked for after Log was pressed, until the test answers. */
function loggingWhileAsked(folder: string) {
  const service = fakeService();
  const harness = openComposeHarness(folder, { services: [service] });
  const { composer } = harness;
  const asked = Promise.withResolvers<never>();
  service.find = () => asked.promise;
  composer.edit('text', 'Mine');
  composer.recipient.choose(customer('Acme'));
  return { ...harness, service, asked };
}

test('a draft that is opened while another is being logged waits for it', async () => {
  await using folder = await temporaryFolder();
  const { composer, service, asked } = loggingWhileAsked(folder.path);
  const logging = composer.log();
  composer.open(draftOf('d-2', 'second'));
  expect(composer.draft.values.text).toBe('Mine');
  asked.reject(new Failure('offline', 'No network.'));
  await logging;
  expect(composer.draft.values.text).toBe('second');
  await expect.poll(() => service.arrived).toHaveLength(1);
});

test('what another window has claimed while it was to be logged here is saved as a copy when it was not logged', async () => {
  await using folder = await temporaryFolder();
  const { composer, drafts, asked } = loggingWhileAsked(folder.path);
  const { id } = composer.draft;
  await drafts.flush();
  await drafts.giveBack(true);
  expect(await openComposeHarness(folder.path, { host: newHost() }).drafts.adopt(id)).toBe(true);
  composer.edit('text', 'Mine, too');
  const logging = composer.log();
  await drafts.flush();
  asked.reject(new Failure('notFound', 'No such customer.', { field: 'target' }));
  expect(await logging).toBeUndefined();
  await drafts.flush();
  expect(composer.problems).toEqual([{ field: 'target', message: 'No such customer.' }]);
  const onDisk = (await drafts.all()).map(({ draft }) => [draft.id, draft.values.text]);
  expect(onDisk).toContainEqual([composer.draft.id, 'Mine, too']);
  expect(onDisk).toContainEqual([id, 'Mine']);
});

test('a draft that is nothing but a file waits and comes back like any other', async () => {
  await using folder = await temporaryFolder();
  const { composer } = openComposeHarness(folder.path);
  const file = { uri: 'file:///a.pdf', name: 'a.pdf', size: 3 };
  composer.attach(file);
  composer.open(draftOf('d-2', 'second'));
  await composer.discard();
  expect(composer.draft.attachments).toEqual([file]);
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

test('drafts that come while something is written follow it, each once', async () => {
  await using folder = await temporaryFolder();
  const { composer } = openComposeHarness(folder.path);
  composer.edit('text', 'mine');
  const drafts = ['one', 'two', 'three'].map((text) => draftOf(text, text));
  for (const draft of [...drafts, ...drafts]) composer.openLater(draft);
  expect(['one', 'two', 'three', 'four'].filter((id) => composer.holds(id))).toEqual(['one', 'two', 'three']);
  const shown: string[] = [];
  while (composer.hasContent) {
    shown.push(composer.draft.values.text);
    await composer.discard();
  }
  expect(shown).toEqual(['mine', 'one', 'two', 'three']);
});

test('typing into a waiting draft what it says already leaves it as it is', async () => {
  await using folder = await temporaryFolder();
  const { composer, drafts } = openComposeHarness(folder.path);
  composer.open(draftOf('d-1', 'first'));
  composer.open(draftOf('d-2', 'second'));
  composer.edit('text', 'first', 'd-1');
  await drafts.flush();
  expect(await drafts.all()).toEqual([]);
  await composer.discard();
  expect(composer.draft).toMatchObject(draftOf('d-1', 'first'));
});
