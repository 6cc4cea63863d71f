import { expect, test } from 'vitest';
import { Failure } from '../../../../src/base/failure.ts';
import { fakeService } from '../../../support/fakeProvider.ts';
import { listingService } from '../../../support/listingService.ts';
import { settle } from '../../../support/fakeClock.ts';
import { openForm, type, typeChecked } from './formPage.ts';

test('the target is read when the field is left, and the form shows it', async () => {
  await using harness = await openForm();
  type(harness);
  harness.page.say({ type: 'checkTarget' });
  await expect
    .poll(() => harness.page.last().check)
    .toMatchObject({
      state: 'checked',
      target: { name: 'Acme of crm' },
      account: 'Account one',
    });
});

test('one of several targets is chosen, in the draft that the user saw and in no other', async () => {
  const service = fakeService();
  const targets = ['c1', 'c2'].map((id) => ({ type: 'customer', id }));
  service.find = (_, typed) =>
    Promise.resolve(typed === 'Acme' ? targets : targets.filter(({ id }) => id === typed));
  await using harness = await openForm({ services: [service] });
  type(harness);
  harness.page.say({ type: 'checkTarget' });
  await expect.poll(() => harness.page.last().check).toMatchObject({ state: 'choose', targets });
  const choice = { type: 'chooseTarget', targetType: 'customer', id: 'c2' } as const;
  harness.page.say({ ...choice, draftId: 'another' });
  await settle();
  expect(harness.composer.check.state).toBe('choose');
  harness.page.say({ ...choice, draftId: harness.composer.draft.id });
  await expect
    .poll(() => harness.page.last().check)
    .toMatchObject({ state: 'checked', target: { id: 'c2' } });
});

test('a target is found by name and chosen by its row', async () => {
  await using harness = await openForm({ services: [listingService()] });
  const { page, composer } = harness;
  page.say({ type: 'edit', seq: 1, draftId: composer.draft.id, field: 'account', value: 'one' });
  const rows = () =>
    page
      .matches()
      .at(-1)
      ?.groups.flatMap((group) => group.rows) ?? [];
  await expect
    .poll(() => {
      page.say({ type: 'search', number: 1, text: 'north', within: null });
      return rows().map(({ name }) => name);
    })
    .toContain('Northwind Traders');
  const key = rows().find(({ name }) => name === 'Northwind Traders')?.key ?? '';
  page.say({ type: 'chooseMatch', draftId: composer.draft.id, key });
  await expect.poll(() => composer.draft.values.target).toBe('c1');
  page.say({ type: 'endSearch' });
  await expect.poll(() => composer.finder.result).toBeUndefined();
});

test('a note is sent once, and only the draft that the user saw', async () => {
  const service = fakeService();
  await using harness = await openForm({ services: [service] });
  const { page, composer } = harness;
  await typeChecked(harness);
  page.say({ type: 'send', seq: 4, draftId: 'another' });
  await settle();
  expect(service.arrived).toEqual([]);
  const draftId = composer.draft.id;
  page.say({ type: 'send', seq: 5, draftId });
  page.say({ type: 'send', seq: 6, draftId });
  await expect.poll(() => page.last().progress.state).toBe('sent');
  expect(service.arrived).toHaveLength(1);
  expect(page.last().values.text).toBe('');
});

test('while a note can be taken back the form says how long, and Cancel takes it back', async () => {
  const service = fakeService();
  await using harness = await openForm({ services: [service], undoTime: 5_000 });
  const { page } = harness;
  await typeChecked(harness);
  page.say({ type: 'send', seq: 4, draftId: harness.composer.draft.id });
  await expect.poll(() => page.last().progress.state).toBe('sending');
  await expect
    .poll(async () => {
      await harness.clock.advance(100);
      return page.last().progress;
    })
    .toMatchObject({
      state: 'sending',
      undo: true,
      message: 'Sending to Account one in 5 seconds. Undo takes the note back.',
    });
  page.say({ type: 'cancel' });
  await expect.poll(() => page.last().progress.state).not.toBe('sending');
  expect([service.arrived, page.last().values.text]).toEqual([[], 'Asked for a quote.']);
});

test('a key that the service refuses is asked for', async () => {
  const service = fakeService();
  service.answer = () => Promise.reject(new Failure('keyRefused', 'The key is refused.', { status: 401 }));
  await using harness = await openForm({ services: [service] });
  await typeChecked(harness);
  harness.page.say({ type: 'send', seq: 4, draftId: harness.composer.draft.id });
  await expect.poll(() => harness.keysNeeded).toContain('one');
});

test('a logged call offers a follow-up where the account takes some', async () => {
  const service = fakeService();
  const never = () => Promise.reject(new Error('Not asked for'));
  service.tasks = { open: never, create: never, has: never, complete: never };
  await using harness = await openForm({ services: [service] });
  const { page, composer, editor } = harness;
  page.say({ type: 'edit', seq: 0, draftId: composer.draft.id, field: 'kind', value: 'call' });
  type(harness);
  page.say({ type: 'edit', seq: 4, draftId: composer.draft.id, field: 'duration', value: '5' });
  page.say({ type: 'checkTarget' });
  await expect.poll(() => composer.check.state).toBe('checked');
  page.say({ type: 'send', seq: 5, draftId: composer.draft.id });
  await editor.answer('The call with Acme of crm is logged.');
  expect(service.arrived).toHaveLength(1);
});
