import { expect, test } from 'vitest';
import { emptyDraft } from '../../../src/model/draft.ts';
import { Failure } from '../../../src/base/failure.ts';
import type { Target } from '../../../src/model/note.ts';
import { customer, fakeService, deferred } from '../../support/fakeProvider.ts';
import { settle } from '../../support/fakeClock.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { openComposeHarness, write } from '../../support/composeHarness.ts';

const look = 'Nothing was sent yet: see whom it goes to, then send again.';

/** A composer after Send, while the target is read: until the test resolves `answer`. */
async function sendingWhileRead(folder: string) {
  const service = fakeService();
  const { composer } = openComposeHarness(folder, { services: [service] });
  const answer = deferred<readonly Target[]>();
  service.find = (_type, _typed, signal) => answer.until(signal);
  composer.edit('text', 'Hello');
  composer.edit('target', 'Acme');
  const sending = composer.send();
  await settle();
  return { service, composer, answer, sending };
}

test('a typed target is read once, 600 ms after the last keystroke', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { composer, clock, drafts } = openComposeHarness(folder.path, { services: [service] });
  for (const typed of ['A', 'Ac', 'Acme']) {
    composer.edit('target', typed);
    await clock.advance(599);
  }
  expect([composer.check.state, service.calls]).toEqual(['none', []]);
  await clock.advance(1);
  expect(composer.check).toEqual({ state: 'checked', target: customer('Acme') });
  expect(composer.draft.target).toEqual(customer('Acme'));
  expect(service.calls).toEqual(['here:customer:Acme']);
  // Saving has begun meanwhile, and must end before the folder is removed.
  await drafts.flush();
});

test('a name that the user has not seen yet needs a second Send', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { composer } = openComposeHarness(folder.path, { services: [service] });
  composer.edit('text', 'Hello');
  composer.edit('target', 'Acme');
  expect(await composer.send()).toBeUndefined();
  expect(composer.progress).toMatchObject({ state: 'failed', message: look });
  expect(composer.check).toEqual({ state: 'checked', target: customer('Acme') });
  expect(service.arrived).toEqual([]);
  expect(await composer.send()).toMatchObject({ state: 'stored' });
  expect(service.arrived.map(({ note }) => note.target)).toEqual([customer('Acme')]);
});

test('the name of an earlier target does not count for the one that was typed since', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  await write(harness, 'Hello', 'Acme');
  harness.composer.edit('target', 'Bolt');
  expect(await harness.composer.send()).toBeUndefined();
  expect(harness.composer.check).toEqual({ state: 'checked', target: customer('Bolt') });
  expect(service.arrived).toEqual([]);
});

test('a name that changed at Send has to be seen first', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  await write(harness, 'Hello');
  service.find = () => Promise.resolve([{ type: 'customer', id: 'Acme', name: 'Somebody else' }]);
  void harness.composer.readTarget();
  expect(await harness.composer.send()).toBeUndefined();
  expect(service.arrived).toEqual([]);
  expect(await harness.composer.send()).toMatchObject({ state: 'stored' });
});

test('a name that is the same at Send needs no second look', async () => {
  await using folder = await temporaryFolder();
  const harness = openComposeHarness(folder.path);
  await write(harness, 'Hello');
  void harness.composer.readTarget();
  expect(await harness.composer.send()).toMatchObject({ state: 'stored' });
});

test('leaving the target field while Send is reading it does not stop the reading', async () => {
  await using folder = await temporaryFolder();
  const { service, composer, answer, sending } = await sendingWhileRead(folder.path);
  const leaving = composer.readTarget();
  answer.resolve([customer('Acme')]);
  await Promise.all([sending, leaving]);
  expect(composer.problems).toEqual([]);
  expect(composer.progress).toMatchObject({ message: look });
  expect(service.calls).toHaveLength(1);
});

test('a draft that is queued behind while Send reads the target does not stop the reading', async () => {
  await using folder = await temporaryFolder();
  const { composer, answer, sending } = await sendingWhileRead(folder.path);
  composer.openLater(emptyDraft('waits', 'one', 'note', 'customer'));
  answer.resolve([customer('Acme')]);
  await sending;
  expect(composer.problems).toEqual([]);
  expect(composer.progress).toMatchObject({ message: look });
});

test('after a change of account or customer the target that was read before does not count', async () => {
  await using folder = await temporaryFolder();
  const services = [
    fakeService('crm'),
    fakeService('shop', { kinds: ['note'], targets: fakeService().kind.capabilities.targets.slice(1) }),
  ];
  const harness = openComposeHarness(folder.path, { services });
  const { composer } = harness;
  composer.edit('kind', 'call');
  await write(harness, 'Hello');
  composer.edit('account', 'two');
  expect(composer.check).toEqual({ state: 'none' });
  expect(composer.draft.target).toBeUndefined();
  expect(composer.draft.values).toMatchObject({
    kind: 'note',
    targetType: 'order',
    target: 'Acme',
    text: 'Hello',
  });
  expect(await composer.send()).toBeUndefined();
  expect(services[1]?.calls).toEqual(['here:order:Acme']);
  expect(services.flatMap(({ arrived }) => arrived)).toEqual([]);
});

test('the customer of a removed account is not taken for one of the default account', async () => {
  await using folder = await temporaryFolder();
  const services = [fakeService('crm'), fakeService('shop')];
  const harness = openComposeHarness(folder.path, { services });
  harness.composer.edit('account', 'two');
  await write(harness, 'Hello');
  harness.accounts.splice(1, 1);
  expect(harness.composer.account.account.id).toBe('one');
  expect(harness.composer.check).toEqual({ state: 'none' });
  expect(await harness.composer.send()).toBeUndefined();
  expect(harness.composer.check).toMatchObject({ target: { name: 'Acme of crm' } });
  expect(services.flatMap(({ arrived }) => arrived)).toEqual([]);
});

test('the customer of a changed account is read again and shown first', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  await write(harness, 'Hello');
  harness.accounts.splice(0, 1, { ...(harness.accounts[0] ?? never()), fields: { place: 'elsewhere' } });
  expect(await harness.composer.send()).toBeUndefined();
  expect(service.calls).toEqual(['here:customer:Acme', 'elsewhere:customer:Acme']);
  expect(service.arrived).toEqual([]);
});

test('after a change of account, a cancelled lookup leaves no earlier target behind', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  await write(harness, 'Hello');
  harness.accounts.splice(0, 1, { ...(harness.accounts[0] ?? never()), fields: { place: 'elsewhere' } });
  void harness.composer.readTarget();
  const sending = harness.composer.send();
  harness.composer.cancel();
  await sending;
  expect(harness.composer.check).toEqual({ state: 'none' });
});

test('when a typed id matches several targets, the chosen one counts', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  const { composer } = harness;
  service.find = () => Promise.resolve([customer('cus_1'), customer('cus_2')]);
  await write(harness, 'Hello', 'a@example.com');
  expect(await composer.send()).toBeUndefined();
  expect(composer.problems).toEqual([{ field: 'target', message: 'Several match. Choose one of them.' }]);
  composer.chooseTarget('customer', 'cus_2');
  expect(composer.problems).toEqual([]);
  await composer.send();
  expect(service.arrived.map(({ note }) => note.target)).toEqual([customer('cus_2')]);
});

test('a recent target is read again, since its name may be out of date', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { composer } = openComposeHarness(folder.path, { services: [service] });
  composer.chooseTarget('order', '3056');
  await composer.readTarget();
  expect(service.calls.at(-1)).toBe('here:order:3056');
  expect(composer.check).toMatchObject({ state: 'checked', target: { id: '3056' } });
});

test('offline, an unchecked target is marked as such, and the note is queued for the id as typed', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  service.find = () => Promise.reject(new Failure('offline', 'No network.'));
  await write(harness, 'Hello', 'cus_1');
  expect(harness.composer.check).toMatchObject({ state: 'notChecked', message: 'No network.' });
  await harness.composer.send();
  expect(service.arrived.map(({ note }) => note.target)).toEqual([{ type: 'customer', id: 'cus_1' }]);
});

test('an unknown target is a problem at its field, and is looked up again at the next Send', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  service.find = () => Promise.reject(new Failure('notFound', 'No such customer.', { field: 'target' }));
  await write(harness, 'Hello');
  expect(harness.composer.problems).toEqual([{ field: 'target', message: 'No such customer.' }]);
  expect(harness.composer.draft).not.toHaveProperty('target');
  service.find = (_, typed) => Promise.resolve([customer(typed)]);
  expect(await harness.composer.send()).toBeUndefined();
  expect(harness.composer.progress).toMatchObject({ message: look });
  expect(await harness.composer.send()).toMatchObject({ state: 'stored' });
});

test('cancelling while the target is read sends nothing, and the next Send reads it again', async () => {
  await using folder = await temporaryFolder();
  const { service, composer, sending } = await sendingWhileRead(folder.path);
  expect(composer.check.state).toBe('checking');
  composer.cancel();
  expect(await sending).toBeUndefined();
  expect(composer.progress).toMatchObject({
    state: 'failed',
    message: 'Sending was cancelled. Nothing was sent and your text is still here.',
  });
  expect(composer.check.state).toBe('none');
  service.find = (_, typed) => Promise.resolve([customer(typed)]);
  await composer.send();
  expect(composer.problems).toEqual([]);
  expect(await composer.send()).toMatchObject({ state: 'stored' });
});

test('a note that is cancelled on its way is uncertain, and is looked for', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  const answer = deferred<never>();
  service.answer = (_, signal) => {
    harness.composer.cancel();
    return answer.until(signal);
  };
  await write(harness, 'Hello');
  expect(await harness.composer.send()).toMatchObject({ state: 'uncertain' });
  expect(harness.outbox.entries()).toMatchObject([{ status: { state: 'uncertain' } }]);
});

test('a note that is cancelled before it left returns to the form, and leaves the outbox', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const harness = openComposeHarness(folder.path, { services: [service] });
  await write(harness, 'Hello');
  const stop = harness.outbox.onChange(() => harness.composer.cancel());
  await harness.composer.send();
  stop();
  expect(service.arrived).toEqual([]);
  expect(harness.outbox.entries()).toEqual([]);
  expect(harness.composer.draft.values.text).toBe('Hello');
  expect(harness.composer.progress).toMatchObject({
    message: 'Stopped. Nothing was logged, and your text is kept.',
  });
});

test('a late answer about an earlier target is ignored', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { composer } = openComposeHarness(folder.path, { services: [service] });
  const slow = deferred<readonly Target[]>();
  service.find = () => slow.until(new AbortController().signal);
  composer.edit('target', 'Acme');
  const reading = composer.readTarget();
  await settle();
  expect(composer.check.state).toBe('checking');
  service.find = (_, typed) => Promise.resolve([customer(typed)]);
  composer.edit('target', 'Bolt');
  slow.resolve([customer('Acme')]);
  await reading;
  expect(composer.check.state).not.toBe('checked');
  await composer.readTarget();
  expect(composer.check).toEqual({ state: 'checked', target: customer('Bolt') });
});

test('emptying the target while it is read ends the lookup', async () => {
  await using folder = await temporaryFolder();
  const { composer } = openComposeHarness(folder.path);
  composer.chooseTarget('customer', 'Acme');
  composer.edit('target', '');
  await settle();
  expect(composer.check).toEqual({ state: 'none' });
});

function never(): never {
  throw new Error('no account');
}
