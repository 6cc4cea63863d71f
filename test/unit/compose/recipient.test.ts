import { expect, test } from 'vitest';
import { emptyDraft } from '../../../src/model/draft.ts';
import { Failure } from '../../../src/base/failure.ts';
import type { Target } from '../../../src/model/note.ts';
import { customer, fakeService, deferred, type FakeService } from '../../support/fakeProvider.ts';
import { settle } from '../../support/fakeClock.ts';
import { logAndSend, openMemoryHarness, write } from '../../support/composeHarness.ts';

const look = 'The customer is called otherwise than it was. See whether it is the right one, then log again.';
const acme = customer('Acme');

function open(service = fakeService(), more: readonly FakeService[] = []) {
  const harness = openMemoryHarness({ services: [service, ...more] });
  return { ...harness, service, recipient: harness.composer.recipient };
}

/** A composer whose chosen customer the service is still asked for after Log, until the test resolves `answer`. */
async function loggingWhileAsked() {
  const service = fakeService();
  const harness = open(service);
  const answer = deferred<readonly Target[]>();
  service.find = (_type, _typed, signal) => answer.until(signal);
  harness.composer.edit('text', 'Hello');
  harness.recipient.choose(acme);
  const logging = harness.composer.log();
  await settle();
  return { ...harness, answer, logging };
}

test('what is typed as a name is never asked of the service, however long it stands there', async () => {
  const { composer, recipient, service, clock, drafts } = open();
  composer.edit('text', 'Hello');
  for (const typed of ['A', 'Ac', 'Acme', 'cus_1', 'ann@x.example']) {
    composer.edit('target', typed);
    await clock.advance(10_000);
  }
  expect(await composer.log()).toBeUndefined();
  expect(composer.problems).toEqual([{ field: 'target', message: 'Choose a customer.' }]);
  expect([recipient.state, service.calls, service.arrived]).toEqual([{ state: 'search' }, [], []]);
  expect(composer.draft.values.target).toBe('ann@x.example');
  await drafts.flush();
});

test('a chosen customer is in the draft at once, and confirmed by the service', async () => {
  const { composer, recipient, service } = open();
  const answer = deferred<readonly Target[]>();
  service.find = (_type, _typed, signal) => answer.until(signal);
  recipient.choose(acme);
  expect(recipient.state).toEqual({ state: 'chosen', target: acme, confirmation: { state: 'asking' } });
  expect([composer.draft.target, composer.draft.values.target]).toEqual([acme, 'Acme']);
  answer.resolve([acme]);
  await recipient.settled();
  expect(recipient.state).toMatchObject({ confirmation: { state: 'confirmed' } });
  expect(service.calls).toEqual(['here:customer:Acme']);
});

test('Log waits for the service, and the note leaves when it has confirmed the customer', async () => {
  const { service, composer, answer, logging } = await loggingWhileAsked();
  expect(composer.logging?.message).toBe('Checking Acme of crm in Account one…');
  expect(service.arrived).toEqual([]);
  answer.resolve([acme]);
  expect(await logging).toMatchObject({ note: { target: acme } });
});

test('a name that turns out to be another at Log has to be seen first', async () => {
  const { service, composer, answer, logging } = await loggingWhileAsked();
  answer.resolve([{ ...acme, name: 'Somebody else' }]);
  expect(await logging).toBeUndefined();
  expect(composer.notice).toEqual({ message: look, isError: true });
  expect([composer.draft.target?.name, service.arrived]).toEqual(['Somebody else', []]);
  expect(await composer.log()).toMatchObject({ note: { target: { name: 'Somebody else' } } });
});

test('an address that the service adds to the customer needs no second look', async () => {
  const { answer, logging } = await loggingWhileAsked();
  answer.resolve([{ ...acme, url: 'https://crm.example/acme' }]);
  expect(await logging).toMatchObject({ note: { target: { url: 'https://crm.example/acme' } } });
});

test('an id that leads to another customer has to be seen first', async () => {
  const { service, composer, answer, logging } = await loggingWhileAsked();
  answer.resolve([{ ...acme, id: 'merged' }]);
  expect(await logging).toBeUndefined();
  expect([composer.notice?.message, service.arrived]).toEqual([look, []]);
});

test('cancelling while the service is asked logs nothing, and the draft stays as it is', async () => {
  const { service, composer, recipient, answer, logging } = await loggingWhileAsked();
  composer.cancel();
  expect(await logging).toBeUndefined();
  expect(composer.notice).toEqual({ message: 'Cancelled. The note was not logged.', isError: false });
  expect([composer.draft.values.text, composer.logging]).toEqual(['Hello', undefined]);
  answer.resolve([acme]);
  await recipient.settled();
  expect(await composer.log()).toBeDefined();
  await expect.poll(() => service.arrived).toHaveLength(1);
});

test('clearing starts the search with the name, and what was chosen counts no more', async () => {
  const harness = open();
  const { composer, recipient, service } = harness;
  await write(harness, 'Hello');
  recipient.clear();
  expect([recipient.state, composer.draft.target]).toEqual([{ state: 'search' }, undefined]);
  expect(composer.draft.values).toMatchObject({ target: 'Acme of crm', text: 'Hello' });
  expect(await composer.log()).toBeUndefined();
  expect(service.arrived).toEqual([]);
});

test('typing over a chosen customer undoes the choice', async () => {
  const harness = open();
  await write(harness, 'Hello');
  harness.composer.edit('target', 'Bolt');
  expect(await harness.composer.log()).toBeUndefined();
  expect([harness.recipient.state, harness.service.arrived]).toEqual([{ state: 'search' }, []]);
});

test('in another account the name is searched for, and nobody is chosen', async () => {
  const shop = fakeService('shop', {
    kinds: ['note'],
    targets: fakeService().kind.capabilities.targets.slice(1),
  });
  const harness = open(fakeService(), [shop]);
  const { composer, recipient } = harness;
  composer.edit('kind', 'call');
  await write(harness, 'Hello');
  composer.edit('account', 'two');
  expect([recipient.state, composer.draft.target]).toEqual([{ state: 'search' }, undefined]);
  expect(composer.draft.values).toMatchObject({
    kind: 'note',
    targetType: 'order',
    target: 'Acme of crm',
    text: 'Hello',
  });
  expect(await composer.log()).toBeUndefined();
  expect([shop.calls, shop.arrived]).toEqual([[], []]);
});

test('the customer of a removed account is not taken for one of the default account', async () => {
  const harness = open(fakeService(), [fakeService('shop')]);
  harness.composer.edit('account', 'two');
  await write(harness, 'Hello');
  harness.accounts.splice(1, 1);
  expect(harness.composer.account.account.id).toBe('one');
  expect(harness.recipient.state).toEqual({ state: 'search' });
  expect(await harness.composer.log()).toBeUndefined();
  expect(harness.service.arrived).toEqual([]);
});

test('the customer of a changed account is asked for again and shown first', async () => {
  const harness = open();
  await write(harness, 'Hello');
  const [account] = harness.accounts;
  if (!account) throw new Error('no account');
  harness.accounts.splice(0, 1, { ...account, fields: { place: 'elsewhere' } });
  expect(await harness.composer.log()).toBeUndefined();
  expect(harness.service.calls.at(-1)).toBe('elsewhere:customer:Acme');
  expect([harness.composer.notice?.message, harness.service.arrived]).toEqual([look, []]);
  expect(await logAndSend(harness)).toMatchObject({ state: 'stored' });
});

test.each(['offline', 'timeout', 'rateLimited', 'keyRefused'] as const)(
  'where the service cannot be asked (%s) the customer is not confirmed, and the note waits all the same',
  async (reason) => {
    const { composer, recipient, service } = open();
    service.find = () => Promise.reject(new Failure(reason, 'Why not.'));
    service.answer = () => Promise.reject(new Failure(reason, 'Why not.'));
    composer.edit('text', 'Hello');
    recipient.choose(acme);
    await recipient.settled();
    expect(recipient.state).toMatchObject({ confirmation: { state: 'unconfirmed', message: 'Why not.' } });
    expect(await composer.log()).toMatchObject({ note: { target: acme } });
  },
);

test('when a key may work now, a customer that could not be confirmed is asked for again, and no other', async () => {
  const { composer, recipient, service } = open();
  recipient.askAgain();
  service.find = () => Promise.reject(new Failure('keyRefused', 'The key is refused.'));
  recipient.choose(acme);
  await recipient.settled();
  service.find = () => Promise.resolve([acme]);
  const before = service.calls.length;
  recipient.askAgain();
  expect(recipient.state).toMatchObject({ confirmation: { state: 'asking' } });
  await recipient.settled();
  expect(recipient.state).toMatchObject({ confirmation: { state: 'confirmed' } });
  recipient.askAgain();
  await recipient.settled();
  expect([service.calls.length - before, composer.problems]).toEqual([1, []]);
});

test('a customer that is gone is a problem, and is asked for again at the next Log', async () => {
  const { composer, recipient, service } = open();
  service.find = () => Promise.reject(new Failure('notFound', 'No such customer.', { field: 'target' }));
  composer.edit('text', 'Hello');
  recipient.choose(acme);
  await recipient.settled();
  expect(recipient.state).toMatchObject({ target: acme, confirmation: { state: 'gone' } });
  expect(composer.problems).toEqual([{ field: 'target', message: 'No such customer.' }]);
  expect(await composer.log()).toBeUndefined();
  expect(composer.problems).toEqual([{ field: 'target', message: 'No such customer.' }]);
  expect(service.arrived).toEqual([]);
  service.find = () => Promise.resolve([acme]);
  // What is confirmed only now has been on the screen by this very name all the time.
  expect(await composer.log()).toBeDefined();
});

test('a customer that lies where an id does not lead is taken as it is', () => {
  const { recipient, service } = open();
  recipient.choose({ ...acme, scope: '7' });
  expect([recipient.target?.scope, service.calls]).toEqual(['7', []]);
});

test('a late answer about an earlier customer is ignored', async () => {
  const { composer, recipient, service } = open();
  const slow = deferred<readonly Target[]>();
  service.find = () => slow.until(new AbortController().signal);
  recipient.choose(acme);
  service.find = (_, typed) => Promise.resolve([customer(typed)]);
  recipient.choose(customer('Bolt'));
  slow.resolve([{ ...acme, name: 'Late' }]);
  await recipient.settled();
  await settle();
  expect(composer.draft.target).toEqual(customer('Bolt'));
});

test('a look-up takes the only one that the service finds', async () => {
  const { composer, recipient, service } = open();
  composer.edit('target', 'ann@x.example');
  const lookingUp = recipient.lookUp('ann@x.example');
  expect(recipient.state).toEqual({ state: 'lookingUp', text: 'ann@x.example' });
  await lookingUp;
  expect(recipient.state).toMatchObject({
    state: 'chosen',
    target: customer('ann@x.example'),
    confirmation: { state: 'confirmed' },
  });
  expect(service.calls).toEqual(['here:customer:ann@x.example', 'here:order:ann@x.example']);
});

test('where the look-up finds several, the user chooses', async () => {
  const { composer, recipient, service } = open();
  const found = [customer('cus_1'), customer('cus_2')];
  service.find = (type) => Promise.resolve(type === 'customer' ? found : []);
  composer.edit('text', 'Hello');
  await recipient.lookUp('a@example.com');
  expect(recipient.state).toEqual({ state: 'several', targets: found });
  expect(await composer.log()).toBeUndefined();
  expect(composer.problems).toEqual([{ field: 'target', message: 'Several match. Choose one of them.' }]);
  recipient.chooseFound('customer cus_3');
  expect(recipient.state.state).toBe('several');
  recipient.chooseFound('customer cus_2');
  expect([recipient.target, composer.problems]).toEqual([customer('cus_2'), []]);
});

test('what nobody has is said at the field, and the text stays', async () => {
  const { composer, recipient, service } = open();
  service.find = (type) =>
    Promise.reject(new Failure(type === 'order' ? 'invalid' : 'notFound', 'None.', { field: 'target' }));
  composer.edit('target', 'acme ltd');
  await recipient.lookUp('acme ltd');
  expect(composer.problems).toEqual([
    { field: 'target', message: 'CRM knows nobody by “acme ltd”. Check it and try again.' },
  ]);
  expect([recipient.state, composer.draft.values.target]).toEqual([{ state: 'search' }, 'acme ltd']);
  composer.edit('target', 'acme');
  expect(composer.problems).toEqual([]);
});

test('offline, an id that needs no service is taken unconfirmed, and an address is not', async () => {
  const { composer, recipient, service } = open();
  service.find = () => Promise.reject(new Failure('offline', 'No network.'));
  await recipient.lookUp('ann@x.example');
  expect(composer.problems[0]?.message).toContain('No network. CRM has to look this up');
  await recipient.lookUp('cus_1');
  // It may be a customer's or an order's.
  expect(recipient.state).toMatchObject({ state: 'several' });
  recipient.chooseFound('order cus_1');
  await recipient.settled();
  expect(recipient.state).toMatchObject({
    target: { type: 'order', id: 'cus_1' },
    confirmation: { state: 'unconfirmed' },
  });
});

test('typing ends a look-up: its answer chooses nobody', async () => {
  const { composer, recipient, service } = open();
  const slow = deferred<readonly Target[]>();
  service.find = () => slow.until(new AbortController().signal);
  const lookingUp = recipient.lookUp('Acme');
  composer.edit('target', 'Acme of');
  slow.resolve([acme]);
  await lookingUp;
  await settle();
  expect([recipient.state, composer.draft.target]).toEqual([{ state: 'search' }, undefined]);
});

test('a bug in a provider is no answer, and is said', async () => {
  const { composer, recipient, service, log } = open();
  service.find = () => Promise.reject(new TypeError('Acme is undefined'));
  recipient.choose(acme);
  await recipient.settled();
  expect(composer.problems).toEqual([
    { field: 'target', message: 'The customer could not be read. See the log, and try again.' },
  ]);
  expect(log.lines.join('\n')).not.toContain('Acme is');
});

test('a draft that opens shows its customer, and asks for it; one without is a search for its text', async () => {
  const { composer, recipient, service } = open();
  const empty = emptyDraft('d-1', 'one', 'note', 'customer');
  composer.open({ ...empty, values: { ...empty.values, target: 'Acme', text: 'Hi' }, target: acme });
  expect(recipient.state).toMatchObject({ state: 'chosen', target: acme });
  await recipient.settled();
  expect(service.calls).toEqual(['here:customer:Acme']);
  // As an earlier version left it while its id was not read yet.
  composer.open({ ...empty, id: 'd-2', values: { ...empty.values, target: 'cus_1', text: 'Hi' } });
  await settle();
  expect([recipient.state, composer.draft.values.target]).toEqual([{ state: 'search' }, 'cus_1']);
  expect(service.calls).toHaveLength(1);
});
