import { expect, test } from 'vitest';
import type { FolderCustomer } from '../../../src/folders/linkedFolder.ts';
import { hasContent } from '../../../src/model/draft.ts';
import { openMemoryHarness, write, type ComposeHarness } from '../../support/composeHarness.ts';
import { settle } from '../../support/fakeClock.ts';
import { customer, deferred, fakeService } from '../../support/fakeProvider.ts';

const acme: FolderCustomer = { accountId: 'one', target: customer('Acme') };
const hooli: FolderCustomer = { accountId: 'two', target: customer('Hooli', 'shop') };

/** A form in which nobody has been proposed yet. */
function openForm() {
  const service = fakeService();
  const harness = openMemoryHarness({ services: [service, fakeService('shop')], hasEmbedded: false });
  return { ...harness, service, recipient: harness.composer.recipient };
}

function openSuggested(suggested = acme) {
  const harness = openForm();
  harness.recipient.suggest(suggested);
  return harness;
}

/** Whom the draft is about, in which account, and who proposed that. */
function about({ composer }: Pick<ComposeHarness, 'composer'>): string {
  const { draft } = composer;
  return [draft.values.account, draft.target?.id ?? `“${draft.values.target}”`, draft.suggestedBy ?? '']
    .join(' ')
    .trim();
}

test('an empty draft has whom the folder proposes, as somebody who is asked for, and is still empty', async () => {
  const harness = openSuggested(hooli);
  expect(about(harness)).toBe('two Hooli folder');
  expect(harness.recipient.state).toMatchObject({ state: 'chosen', confirmation: { state: 'asking' } });
  await settle();
  expect(harness.recipient.state).toMatchObject({ confirmation: { state: 'confirmed' } });
  expect([hasContent(harness.composer.draft), await harness.drafts.all()]).toEqual([false, []]);
});

test('another folder proposes somebody else, and none takes the proposal and its account back', () => {
  const harness = openSuggested(hooli);
  harness.recipient.suggest(acme);
  expect(about(harness)).toBe('one Acme folder');
  harness.recipient.suggest(hooli);
  harness.recipient.suggest(undefined);
  expect(about(harness)).toBe('one “”');
});

test('a draft with a word, a time or a file keeps its customer, whatever the next folder proposes', () => {
  const { composer, recipient, ...harness } = openSuggested();
  for (const [field, value] of [
    ['text', 'Asked'],
    ['occurredAt', '2026-01-01T00:00:00.000Z'],
  ] as const) {
    composer.edit(field, value);
    recipient.suggest({ accountId: 'one', target: customer('Other') });
    recipient.suggest(undefined);
    expect(about({ composer })).toBe('one Acme folder');
    composer.edit(field, '');
  }
  composer.attach({ uri: 'file:///a.txt', name: 'a.txt', size: 1 });
  recipient.suggest(undefined);
  expect(about({ composer })).toBe('one Acme folder');
  expect(harness.book.default().account.id).toBe('one');
});

test('nobody is proposed to a user who has chosen, who took the proposal out, or who is searching', () => {
  const chosen = openForm();
  chosen.recipient.choose(customer('Mine'));
  chosen.recipient.suggest(acme);
  expect(about(chosen)).toBe('one Mine');
  const cleared = openSuggested();
  cleared.recipient.clear();
  cleared.recipient.suggest(hooli);
  expect(about(cleared)).toBe('one “Acme of crm”');
  cleared.composer.edit('target', '');
  cleared.recipient.suggest(hooli);
  expect(about(cleared)).toBe('one “”');
  const moved = openForm();
  moved.composer.edit('account', 'two');
  moved.recipient.suggest(acme);
  expect(about(moved)).toBe('two “”');
  const searching = openForm();
  const answer = deferred<never>();
  searching.service.find = (_type, _typed, signal) => answer.until(signal);
  void searching.recipient.lookUp('Ac');
  searching.recipient.suggest(acme);
  expect(about(searching)).toBe('one “”');
});

test('whoever takes the proposal for another customer has chosen: nobody says any more that it is proposed', async () => {
  const harness = openSuggested();
  harness.recipient.choose(customer('Acme'));
  expect(about(harness)).toBe('one Acme');
  await harness.recipient.settled();
  expect(about(harness)).toBe('one Acme');
});

test('a note to a proposed customer is logged as one to a chosen one, and the next draft may get a proposal again', async () => {
  const harness = openSuggested();
  const { composer, recipient } = harness;
  composer.edit('text', 'Asked');
  await recipient.settled();
  const entry = await composer.log();
  expect(entry?.note.target).toEqual(customer('Acme'));
  expect(about(harness)).toBe('one “”');
  recipient.suggest(acme);
  expect(about(harness)).toBe('one Acme folder');
  await write(harness, 'More', 'Else');
  expect(about(harness)).toBe('one Else');
});

test('nothing about a note changes while it is being logged', async () => {
  const harness = openForm();
  await write(harness, 'Hello');
  const logging = harness.composer.log();
  harness.recipient.suggest(hooli);
  expect(about(harness)).toBe('one Acme');
  await logging;
});

test('a proposed customer that is gone is said, with how to end the link', async () => {
  const harness = openForm();
  harness.service.find = () => Promise.resolve([]);
  harness.recipient.suggest(acme);
  await harness.recipient.settled();
  const message =
    'CRM no longer has this customer. Choose another. This folder is linked to it: the command “Unlink Folder” ends that.';
  expect(harness.recipient.state).toMatchObject({ confirmation: { state: 'gone', message } });
  expect(harness.composer.problems).toEqual([{ field: 'target', message }]);
});
