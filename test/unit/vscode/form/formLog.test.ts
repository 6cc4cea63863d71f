import { expect, test } from 'vitest';
import { Failure } from '../../../../src/base/failure.ts';
import { fakeService, storedAs } from '../../../support/fakeProvider.ts';
import { fakeTasks } from '../../../support/fakeTasks.ts';
import { settle } from '../../../support/fakeClock.ts';
import { openForm, typeChosen, type OpenForm } from './formPage.ts';

/** What the foot says of what was logged, once time has passed for the outbox to tell of it. */
async function line({ page, clock }: Pick<OpenForm, 'page' | 'clock'>) {
  await clock.advance(200);
  return page.last().logged;
}

test('a note is logged once, only the draft that the user saw, and the form is free', async () => {
  const service = fakeService();
  await using harness = await openForm({ services: [service] });
  const { page, composer } = harness;
  await typeChosen(harness);
  page.say({ type: 'log', seq: 5, draftId: 'another', then: 'nothing' });
  await settle();
  expect(service.arrived).toEqual([]);
  const draftId = composer.draft.id;
  page.say({ type: 'log', seq: 6, draftId, then: 'nothing' });
  page.say({ type: 'log', seq: 7, draftId, then: 'nothing' });
  await expect.poll(() => page.last().draftId).not.toBe(draftId);
  await expect.poll(() => service.arrived).toHaveLength(1);
  expect(page.last()).toMatchObject({ seq: 7, values: { text: '' }, recipient: { state: 'search' } });
  expect(page.last().logging).toBeNull();
});

test('the foot says what was logged; Undo takes it back, and the line goes', async () => {
  const service = fakeService();
  await using harness = await openForm({ services: [service], undoTime: 5_000 });
  const { page, composer } = harness;
  await typeChosen(harness);
  const draftId = composer.draft.id;
  page.say({ type: 'log', seq: 5, draftId, then: 'nothing' });
  await expect
    .poll(() => page.last().logged)
    .toEqual({
      entryId: draftId,
      kind: 'note',
      about: 'Acme of crm',
      state: 'undoable',
      message: 'Logged for Acme of crm',
      others: '',
      canUndo: true,
      canOpen: true,
      resolve: '',
      isError: false,
    });
  page.say({ type: 'undo', entryId: draftId });
  await expect.poll(() => page.last().draftId).toBe(draftId);
  await expect.poll(() => line(harness)).toBeNull();
  expect([page.last().values.text, service.arrived]).toEqual(['Asked for a quote.', []]);
});

test('the line goes when the note is saved', async () => {
  const service = fakeService();
  await using harness = await openForm({ services: [service], undoTime: 5_000 });
  await harness.start();
  await typeChosen(harness);
  harness.page.say({ type: 'log', seq: 5, draftId: harness.composer.draft.id, then: 'nothing' });
  await expect.poll(() => harness.page.last().logged?.state).toBe('undoable');
  await harness.clock.advance(5_000);
  await expect.poll(() => line(harness)).toBeNull();
  expect(service.arrived).toHaveLength(1);
});

test('what is being saved cannot be undone, and the user is told', async () => {
  await using harness = await openForm();
  harness.page.say({ type: 'undo', entryId: 'gone' });
  await harness.editor.answer('It is being saved already. Find it in Recent Notes.');
});

test.each([
  [
    'offline',
    { state: 'pending', message: 'Why not. We’ll retry automatically.', isError: false, resolve: '' },
  ],
  [
    'dropped',
    { state: 'checking', message: 'We lost the reply. Checking whether it was saved…', resolve: '' },
  ],
  ['keyRefused', { state: 'needsYou', message: 'API key needed', isError: true, resolve: 'Enter Key' }],
] as const)('after %s the line says how it stands', async (reason, expected) => {
  const service = fakeService();
  service.answer = () => Promise.reject(new Failure(reason, 'Why not.'));
  await using harness = await openForm({ services: [service] });
  await typeChosen(harness);
  harness.page.say({ type: 'log', seq: 5, draftId: harness.composer.draft.id, then: 'nothing' });
  await expect.poll(() => line(harness)).toMatchObject(expected);
});

test('a key is asked for from the line', async () => {
  const service = fakeService();
  service.answer = () => Promise.reject(new Failure('keyRefused', 'The key is refused.', { status: 401 }));
  await using harness = await openForm({ services: [service] });
  await typeChosen(harness);
  const entryId = harness.composer.draft.id;
  harness.page.say({ type: 'log', seq: 5, draftId: entryId, then: 'nothing' });
  await expect.poll(() => line(harness)).toMatchObject({ resolve: 'Enter Key' });
  harness.page.say({ type: 'resolve', entryId });
  const box = await harness.editor.inputs.next();
  expect([box.password, box.title]).toEqual([true, expect.stringContaining('Account one')]);
  box.hide();
});

test('a refused note that could not return is taken into the form from the line', async () => {
  const service = fakeService();
  const answer = Promise.withResolvers<never>();
  service.answer = () => answer.promise;
  await using harness = await openForm({ services: [service] });
  await typeChosen(harness);
  const entryId = harness.composer.draft.id;
  harness.page.say({ type: 'log', seq: 5, draftId: entryId, then: 'nothing' });
  await expect.poll(() => service.arrived).toHaveLength(1);
  const draftId = harness.composer.draft.id;
  harness.page.say({ type: 'edit', seq: 6, draftId, field: 'text', value: 'The next one' });
  answer.reject(new Failure('refused', 'Too short.', { field: 'text' }));
  await expect
    .poll(() => line(harness))
    .toMatchObject({
      state: 'needsYou',
      message: 'Too short.',
      resolve: 'Edit',
    });
  // Whoever wrote down that it was refused may still hold it; the form says so then, and the user clicks again.
  await expect
    .poll(() => {
      harness.page.say({ type: 'resolve', entryId });
      return harness.page.last().values.text;
    })
    .toBe('Asked for a quote.');
});

test('several notes on their way are one line', async () => {
  const service = fakeService();
  service.answer = () => Promise.reject(new Failure('offline', 'No network.'));
  await using harness = await openForm({ services: [service] });
  for (let seq = 5; seq <= 7; seq++) {
    await typeChosen(harness);
    const draftId = harness.composer.draft.id;
    harness.page.say({ type: 'log', seq, draftId, then: 'nothing' });
    await expect.poll(() => harness.composer.draft.id).not.toBe(draftId);
  }
  await expect.poll(() => line(harness)).toMatchObject({ others: 'and 2 more pending' });
});

test('what is on its way opens as it will be saved', async () => {
  await using harness = await openForm({ undoTime: 60_000 });
  await typeChosen(harness);
  const entryId = harness.composer.draft.id;
  harness.page.say({ type: 'log', seq: 5, draftId: entryId, then: 'nothing' });
  await expect.poll(() => harness.outbox.size).toBe(1);
  harness.page.say({ type: 'openLogged', entryId });
  await expect.poll(() => harness.editor.documents.join()).toContain('Asked%20for%20a%20quote');
  harness.page.say({ type: 'openLogged', entryId: 'gone' });
  await harness.editor.answer('no longer');
});

test('the questions for a follow-up come once the call is in the outbox, for its customer', async () => {
  const service = fakeService('crm', {
    tasks: {
      longestDetails: 100,
      assignee: { prompt: 'Who', placeholder: 'ann', problem: () => undefined },
    },
  });
  service.tasks = fakeTasks();
  await using harness = await openForm({ services: [service], undoTime: 60_000 });
  const { page, composer, editor } = harness;
  page.say({ type: 'edit', seq: 0, draftId: composer.draft.id, field: 'kind', value: 'call' });
  page.say({ type: 'edit', seq: 0, draftId: composer.draft.id, field: 'duration', value: '5' });
  await typeChosen(harness);
  expect(page.last().shape.followUps).toBe(true);
  page.say({ type: 'log', seq: 5, draftId: composer.draft.id, then: 'followUp' });
  const question = await editor.picks.next();
  expect(question.title).toContain('Acme of crm');
  expect([harness.outbox.size, composer.hasContent]).toEqual([1, false]);
  question.hide();
});

test('a note that cannot be logged opens no questions for a follow-up', async () => {
  await using harness = await openForm();
  const { page, composer, editor } = harness;
  page.say({ type: 'log', seq: 5, draftId: composer.draft.id, then: 'followUp' });
  await expect.poll(() => page.last().problems).toHaveLength(2);
  await settle();
  expect(editor.madePicks.filter(({ title }) => title !== undefined)).toEqual([]);
});

test('while the customer is asked for the form says so, and Cancel ends it', async () => {
  const service = fakeService();
  await using harness = await openForm({ services: [service] });
  const { page, composer } = harness;
  const asked = Promise.withResolvers<never>();
  service.find = () => asked.promise;
  page.say({ type: 'edit', seq: 1, draftId: composer.draft.id, field: 'text', value: 'Hi' });
  composer.recipient.choose({ type: 'customer', id: 'Acme', name: 'Acme' });
  page.say({ type: 'log', seq: 2, draftId: composer.draft.id, then: 'nothing' });
  await expect
    .poll(() => page.last().logging)
    .toEqual({ message: 'Checking Acme in Account one…', canCancel: true });
  page.say({ type: 'cancel' });
  await expect.poll(() => page.last().notice).toMatchObject({ isError: false });
  expect([page.last().values.text, page.last().logging]).toEqual(['Hi', null]);
});

test('a note of which the answer was lost is found and the line goes', async () => {
  const service = fakeService();
  service.answer = () => Promise.reject(new Failure('dropped', 'Connection lost.'));
  await using harness = await openForm({ services: [service] });
  await harness.start();
  await typeChosen(harness);
  harness.page.say({ type: 'log', seq: 5, draftId: harness.composer.draft.id, then: 'nothing' });
  await expect.poll(() => line(harness)).toMatchObject({ state: 'checking' });
  const [outgoing] = service.arrived;
  if (!outgoing) throw new Error('nothing arrived');
  const note = storedAs('n-1', outgoing);
  service.findDuplicate = () => Promise.resolve({ result: 'found', note });
  await expect
    .poll(async () => {
      await harness.clock.advance(60_000);
      return harness.page.last().logged;
    })
    .toBeNull();
});
