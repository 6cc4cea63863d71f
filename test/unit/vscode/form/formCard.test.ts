import { expect, test } from 'vitest';
import { Failure } from '../../../../src/base/failure.ts';
import { formProtocol, type Card } from '../../../../src/form/messages.ts';
import type { NotePage } from '../../../../src/providers/provider.ts';
import { deferred, fakeService, storedAs } from '../../../support/fakeProvider.ts';
import { settle } from '../../../support/fakeClock.ts';
import { listingService } from '../../../support/listingService.ts';
import { noteOf } from '../../providers/notebook/openNotebook.ts';
import { actInForm } from '../../../../src/vscode/showForm.ts';
import { openForm, type OpenForm } from './formPage.ts';

const acme = { type: 'customer', id: 'c2', name: 'Acme', url: 'https://here.example/customers/c2' };

function cardOf({ page }: Pick<OpenForm, 'page'>): Card {
  const { recipient } = page.last();
  if (recipient.state !== 'chosen') throw new Error(`Nobody is chosen: ${recipient.state}`);
  return recipient.card;
}

/** The form of a service that lists Acme, which is chosen there. */
async function chosenForm(service = listingService()) {
  service.find = (type, id) => Promise.resolve([{ ...acme, type, id }]);
  const harness = await openForm({ services: [service] });
  harness.composer.recipient.choose(acme);
  await settle();
  return Object.assign(harness, { service });
}

test('the card comes at once, with what the list on this machine knows', async () => {
  const service = listingService();
  const listed = service.directory;
  service.directory = async (query, signal) => {
    const page = await listed(query, signal);
    const entries = page.entries.map((entry) => ({
      ...entry,
      company: 'Acme Holding',
      email: 'ann@acme.example',
      status: 'Active',
      mrr: { minorUnits: 4000, currency: 'EUR' },
      owner: 'Ann',
      externalIds: ['A-7'],
    }));
    return { ...page, entries };
  };
  service.find = () => Promise.resolve([acme]);
  await using harness = await openForm({ services: [service] });
  const { page } = harness;
  page.say({ type: 'search', number: 1, text: 'acme' });
  await expect.poll(() => page.matches().at(-1)?.groups.length).toBe(1);
  await expect
    .poll(async () => {
      await harness.clock.advance(500);
      return page.matches().at(-1)?.first;
    })
    .toBe('customer c2');
  page.say({ type: 'chooseMatch', seq: 1, draftId: harness.composer.draft.id, key: 'customer c2' });
  await expect.poll(() => page.last().recipient.state).toBe('chosen');
  expect(cardOf(harness)).toMatchObject({ name: 'Acme', facts: ['Active', '€40.00 MRR', 'Ann'] });
  expect(cardOf(harness).tooltip.split('\n')).toEqual([
    'Acme',
    'Acme Holding · ann@acme.example · customer c2 · A-7',
    'Active · €40.00 MRR · Ann',
    'Customer c2',
    'A-7',
  ]);
});

test('the last note comes later than the card, and opens', async () => {
  const service = listingService();
  const slow = deferred<NotePage>();
  service.list = () => slow.until(new AbortController().signal);
  await using harness = await chosenForm(service);
  expect(cardOf(harness)).toMatchObject({ lastNote: { state: 'reading' }, checking: false, warning: '' });
  const createdAt = new Date(harness.clock.now() - 5 * 24 * 3600_000);
  const note = { ...storedAs('n-1', { note: noteOf('Hello there') }), kind: 'call' as const, createdAt };
  slow.resolve({ notes: [note], cursor: undefined });
  await settle();
  expect(cardOf(harness).lastNote).toEqual({ state: 'note', text: 'Last: call, 5 days ago' });
  service.read = () => Promise.resolve(note);
  harness.page.say({ type: 'openLastNote', draftId: harness.composer.draft.id });
  await expect.poll(() => harness.editor.documents.join()).toContain('Hello%20there');
});

test('no notes, and notes that cannot be read, leave the card as it is', async () => {
  await using harness = await chosenForm();
  expect(cardOf(harness).lastNote).toEqual({ state: 'unknown', text: 'No notes yet' });
  harness.service.list = () => Promise.reject(new Failure('offline', 'No network.'));
  harness.composer.recipient.choose({ ...acme, id: 'c1' });
  await settle();
  expect(cardOf(harness).lastNote).toEqual({
    state: 'unknown',
    text: 'The last note cannot be read just now',
  });
});

test('a customer that the service cannot confirm has a warning with its reason', async () => {
  const service = fakeService();
  service.find = () => Promise.reject(new Failure('offline', 'No network.'));
  await using harness = await openForm({ services: [service] });
  harness.composer.recipient.choose(acme);
  await settle();
  expect(cardOf(harness).warning).toBe('Not verified. No network.');
  expect(harness.page.last().problems).toEqual([]);
});

test('a customer that vanishes while its card shows is said once, at the field', async () => {
  await using harness = await chosenForm();
  harness.service.find = () => Promise.reject(new Failure('notFound', 'No such customer.'));
  harness.composer.edit('text', 'Hello');
  const { draft } = harness.composer;
  harness.composer.open({ ...draft, id: 'other' });
  await settle();
  expect(cardOf(harness).warning).toBe('');
  expect(harness.page.last().problems).toEqual([{ field: 'target', message: 'No such customer.' }]);
});

test('the customer is pinned and unpinned', async () => {
  await using harness = await chosenForm();
  const { page, composer, recent } = harness;
  const draftId = composer.draft.id;
  page.say({ type: 'pin', draftId: 'another', pinned: true });
  page.say({ type: 'pin', draftId, pinned: true });
  await expect.poll(() => cardOf(harness).pinned).toBe(true);
  expect(recent.pinned('one')).toMatchObject([{ id: 'c2' }]);
  page.say({ type: 'pin', draftId, pinned: false });
  await expect.poll(() => cardOf(harness).pinned).toBe(false);
});

test('its page opens if it is one of the service’s own', async () => {
  await using harness = await chosenForm();
  expect(cardOf(harness).hasPage).toBe(true);
  harness.page.say({ type: 'openCustomerPage', draftId: harness.composer.draft.id });
  await expect.poll(() => harness.editor.opened).toEqual(['https://here.example/customers/c2']);
  const { url: _url, ...noPage } = acme;
  harness.service.find = () => Promise.resolve([noPage]);
  harness.composer.recipient.choose(noPage);
  await settle();
  expect(cardOf(harness).hasPage).toBe(false);
});

test('a call is timed from the card, and ends in the draft that was written during it', async () => {
  await using harness = await chosenForm();
  const { page, composer, clock } = harness;
  const draftId = composer.draft.id;
  expect([cardOf(harness).timer, page.last().timer]).toEqual(['start', null]);
  page.say({ type: 'startTimer', draftId });
  await expect.poll(() => cardOf(harness).timer).toBe('running');
  expect(page.last()).toMatchObject({
    timer: { seconds: 0, running: true, about: 'Acme' },
    values: { kind: 'call' },
  });
  page.say({ type: 'edit', seq: 1, draftId, field: 'text', value: 'Said during the call' });
  await clock.advance(90_000);
  page.say({ type: 'stopTimer' });
  await expect.poll(() => page.last().values.duration).toBe('1:30');
  expect(composer.draft).toMatchObject({ id: draftId, values: { text: 'Said during the call' } });
  await expect.poll(() => page.last().timer).toBeNull();
  expect(composer.draft.values.occurredAt).not.toBe('');
});

test('a timed call does not go into the draft of another customer', async () => {
  await using harness = await chosenForm();
  const { page, composer, clock } = harness;
  page.say({ type: 'startTimer', draftId: composer.draft.id });
  await expect.poll(() => cardOf(harness).timer).toBe('running');
  composer.edit('text', 'About somebody else');
  composer.recipient.choose({ ...acme, id: 'c1', name: 'Northwind' });
  await settle();
  expect(cardOf(harness).timer).toBe('none');
  await clock.advance(60_000);
  page.say({ type: 'stopTimer' });
  await expect.poll(() => page.last().values.duration).toBe('1:00');
  expect(composer.draft.values).toMatchObject({ target: 'c2', text: '' });
  await composer.discard();
  expect(composer.draft.values).toMatchObject({ target: 'c1', text: 'About somebody else', duration: '' });
});

test('the parts of a customer are its scope, and the card stays the customer’s', async () => {
  await using harness = await chosenForm();
  const { page, composer } = harness;
  expect(cardOf(harness).scope).toEqual({
    label: 'Customer',
    value: 'customer c2',
    choices: [
      { key: 'customer c2', label: 'Customer' },
      { key: 'order c2-1', label: 'Order c2-1 · First order' },
      { key: 'order c2-2', label: 'Order c2-2 · Second order' },
    ],
    filling: false,
    message: '',
  });
  page.say({ type: 'chooseScope', seq: 1, draftId: composer.draft.id, key: 'order c2-2' });
  await settle();
  expect(cardOf(harness)).toMatchObject({ name: 'Acme', scope: { value: 'order c2-2' } });
  expect(composer.draft.target).toMatchObject({ type: 'order', id: 'c2-2' });
});

test('several that a look-up finds are told apart, and one is chosen in the draft that the user saw', async () => {
  const service = fakeService();
  const found = ['c1', 'c2'].map((id) => ({ type: 'customer', id, name: 'Acme' }));
  service.find = (type, typed) =>
    Promise.resolve(
      type !== 'customer' ? [] : typed === 'acme' ? found : found.filter((each) => each.id === typed),
    );
  await using harness = await openForm({ services: [service] });
  const { page, composer } = harness;
  const draftId = composer.draft.id;
  page.say({ type: 'lookUp', seq: 1, draftId, text: 'acme' });
  await expect
    .poll(() => page.last().recipient)
    .toEqual({
      state: 'several',
      targets: [
        { key: 'customer c1', name: 'Acme', detail: 'customer c1' },
        { key: 'customer c2', name: 'Acme', detail: 'customer c2' },
      ],
    });
  page.say({ type: 'chooseTarget', seq: 2, draftId: 'another', key: 'customer c2' });
  await settle();
  expect(page.last().recipient.state).toBe('several');
  page.say({ type: 'chooseTarget', seq: 3, draftId, key: 'customer c2' });
  await expect.poll(() => composer.recipient.target?.id).toBe('c2');
  page.say({ type: 'clearRecipient', seq: 4, draftId });
  await expect
    .poll(() => page.last())
    .toMatchObject({
      seq: 4,
      recipient: { state: 'search' },
      values: { target: 'Acme' },
    });
});

test('a command acts in the page as soon as that listens', async () => {
  await using harness = await openForm();
  const { page, services } = harness;
  services.acts.fire({ act: 'setTime' });
  expect(page.acts()).toEqual([]);
  page.say({ type: 'ready', protocol: formProtocol });
  await settle();
  expect(page.acts()).toMatchObject([{ type: 'act', act: 'setTime' }]);
  services.acts.fire({ act: 'attach' });
  expect(page.acts()).toMatchObject([{ act: 'setTime' }, { act: 'attach' }]);
});

test('the editor knows while the page has the focus, and no longer than the page is there', async () => {
  await using harness = await openForm();
  const { page, editor } = harness;
  const isKnown = () => editor.contexts.get('notelog.formFocus');
  page.say({ type: 'focus', focused: true });
  await expect.poll(isKnown).toBe(true);
  page.say({ type: 'focus', focused: false });
  await expect.poll(isKnown).toBe(false);
  for (const leave of [() => page.setVisible(false), page.dispose]) {
    page.say({ type: 'focus', focused: true });
    await expect.poll(isKnown).toBe(true);
    leave();
    await expect.poll(isKnown).toBe(false);
  }
});

test.each(['toggleCall', 'setDuration', 'setTime'] as const)(
  'the key for %s leaves the focus alone where it is in the form already',
  async (act) => {
    await using harness = await openForm();
    const { page, editor } = harness;
    page.say({ type: 'ready', protocol: formProtocol });
    const move = ['notelog.form.focus'];
    await actInForm(harness.services, act);
    expect(editor.commands.filter(([command]) => command === move[0])).toEqual([move]);
    page.say({ type: 'focus', focused: true });
    await expect.poll(() => editor.contexts.get('notelog.formFocus')).toBe(true);
    await actInForm(harness.services, act);
    expect(editor.commands.filter(([command]) => command === move[0])).toEqual([move]);
    expect(page.acts()).toMatchObject([{ act }, { act }]);
  },
);

test('Escape gives the focus back to the editor, which knows so first', async () => {
  await using harness = await openForm();
  const { page, editor } = harness;
  page.say({ type: 'focus', focused: true });
  await expect.poll(() => editor.contexts.get('notelog.formFocus')).toBe(true);
  const before = editor.commands.length;
  page.say({ type: 'leave' });
  await expect
    .poll(() => editor.commands.slice(before))
    .toEqual([['workbench.action.focusActiveEditorGroup']]);
  expect(editor.contexts.get('notelog.formFocus')).toBe(false);
});
