import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import type { Target } from '../../../src/model/note.ts';
import type { Provider, ProviderContext } from '../../../src/providers/provider.ts';
import { settle } from '../../support/fakeClock.ts';
import { customer, deferred, fakeService, type FakeService } from '../../support/fakeProvider.ts';
import { listingService } from '../../support/listingService.ts';
import { openMemoryHarness } from '../../support/composeHarness.ts';

const acme = customer('c2');

function open() {
  return openWith(listingService());
}

function openWith(service: FakeService) {
  service.find = (type, id) => Promise.resolve([{ type, id, name: `${id} of crm` }]);
  const harness = openMemoryHarness({ services: [service] });
  return { ...harness, service, recipient: harness.composer.recipient };
}

const keys = ({ recipient }: ReturnType<typeof open>) =>
  recipient.within?.parts.map(({ target }) => `${target.type} ${target.id}`);

test('what is within a chosen customer is listed, and one of it is what the note is about', async () => {
  const harness = open();
  const { composer, recipient } = harness;
  composer.edit('text', 'Hello');
  recipient.choose(acme);
  expect(recipient.within).toMatchObject({ customer: acme, parts: [], isFilling: true });
  await settle();
  expect(keys(harness)).toEqual(['order c2-1', 'order c2-2']);
  recipient.chooseScope('order c2-2');
  await recipient.settled();
  expect(composer.draft).toMatchObject({
    target: { type: 'order', id: 'c2-2' },
    customer: acme,
    values: { targetType: 'order', target: 'c2-2' },
  });
  // The customer is the same, so that its list stays.
  expect(keys(harness)).toEqual(['order c2-1', 'order c2-2']);
  expect(await composer.log()).toMatchObject({ note: { target: { type: 'order' } } });
});

test('back at the customer itself nothing of the part is left', async () => {
  const { composer, recipient } = open();
  recipient.choose(acme);
  await settle();
  recipient.chooseScope('order c2-1');
  recipient.chooseScope('customer c2');
  expect([composer.draft.target, composer.draft.customer]).toEqual([acme, undefined]);
  recipient.chooseScope('order c2-1');
  recipient.chooseScope('order of-somebody-else');
  expect(composer.draft.target?.id).toBe('c2-1');
  recipient.clear();
  expect([composer.draft.values.target, composer.draft.customer]).toEqual(['c2 of crm', undefined]);
});

test('another customer ends the reading of the first one’s list', async () => {
  const service = listingService();
  const first = deferred<{ entries: []; cursor: undefined }>();
  const signals: AbortSignal[] = [];
  const listed = service.directory;
  service.directory = (query, signal) => {
    if (query.within?.id !== 'c2') return listed(query, signal);
    signals.push(signal);
    return first.until(signal);
  };
  const harness = openWith(service);
  harness.recipient.choose(acme);
  await settle();
  harness.recipient.choose(customer('c1'));
  await settle();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  expect(keys(harness)).toEqual(['order c1-1', 'order c1-2']);
});

test('why the list is not whole is said, and the customer can be written about', async () => {
  const service = listingService();
  service.directory = () => Promise.reject(new Failure('offline', 'No network.'));
  const { recipient } = openWith(service);
  recipient.choose(acme);
  await settle();
  expect(recipient.within).toMatchObject({ problem: 'No network.', isFilling: false, parts: [] });
  service.directory = listingService().directory;
  recipient.askAgain();
  await settle();
  expect(recipient.within).toMatchObject({ problem: undefined });
  expect(recipient.within?.parts).not.toEqual([]);
});

test('where the service lists nothing within a customer there is no choice', () => {
  const { recipient } = openWith(fakeService());
  recipient.choose(acme);
  expect(recipient.within).toBeUndefined();
});

test('a draft of a part shows the list of its customer again', async () => {
  const harness = open();
  harness.composer.edit('text', 'Hello');
  harness.recipient.choose(acme);
  await settle();
  harness.recipient.chooseScope('order c2-1');
  const { draft } = harness.composer;
  const next = openWith(harness.service);
  next.composer.open(draft);
  await settle();
  expect(keys(next)).toEqual(['order c2-1', 'order c2-2']);
});

/** A service that says of an order whose it is, as `owner` does. */
function openOwned(owner: (target: Target) => Promise<Target | undefined>) {
  const service = listingService();
  const { kind } = service;
  const open = (context: ProviderContext): Provider => ({ ...kind.open(context), customerOf: owner });
  return openWith(Object.assign(service, { kind: { ...kind, open } }));
}

const order = { type: 'order', id: 'c2-1', name: 'c2-1 of crm' };

test('a part that is found by its number shows its customer, with the part as what the note is about', async () => {
  const asked: Target[] = [];
  const harness = openOwned((target) => {
    asked.push(target);
    return Promise.resolve(acme);
  });
  const { composer, recipient, service } = harness;
  service.find = (type, id) => (type === 'order' ? Promise.resolve([{ ...order, id }]) : Promise.resolve([]));
  await recipient.lookUp('c2-1');
  await settle();
  expect(composer.draft).toMatchObject({ target: order, customer: acme });
  await settle();
  expect(keys(harness)).toEqual(['order c2-1', 'order c2-2']);
  recipient.chooseScope('customer c2');
  expect([composer.draft.target, composer.draft.customer]).toEqual([acme, undefined]);
  // Who is chosen from the list of its customer is known to be a part of it.
  recipient.chooseScope('order c2-2');
  await settle();
  expect(asked).toEqual([order]);
});

test('a customer that becomes known late is shown with its part as the scope, and kept in the draft', async () => {
  const late = deferred<Target | undefined>();
  const harness = openOwned(() => late.until(new AbortController().signal));
  const { drafts, recipient } = harness;
  recipient.choose(order);
  await settle();
  expect(recipient.within).toBeUndefined();
  late.resolve(acme);
  await settle();
  expect(keys(harness)).toEqual(['order c2-1', 'order c2-2']);
  await drafts.flush();
  expect(await drafts.all()).toMatchObject([{ draft: { target: { id: 'c2-1' }, customer: acme } }]);
});

test('a recent part shows its customer, too', async () => {
  const { composer, recipient } = openOwned(() => Promise.resolve(acme));
  recipient.choose(order);
  await settle();
  expect(composer.draft).toMatchObject({ target: { type: 'order', id: 'c2-1' }, customer: acme });
});

test('where nobody says whose part it is, the part has the card, and the note is logged', async () => {
  const harness = openOwned(() => Promise.reject(new Failure('offline', 'No network.')));
  const { composer, recipient, log } = harness;
  composer.edit('text', 'Hello');
  recipient.choose(order);
  await settle();
  expect([composer.draft.customer, composer.problems]).toEqual([undefined, []]);
  expect(log.lines.some((line) => line.includes('was not read: offline'))).toBe(true);
  expect(await composer.log()).toMatchObject({ note: { target: { id: 'c2-1' } } });
});

test('a late customer of an earlier part is not taken for that of a later one', async () => {
  const late = deferred<Target | undefined>();
  const { composer, recipient } = openOwned(({ id }) =>
    id === 'c2-1' ? late.until(new AbortController().signal) : Promise.resolve(undefined),
  );
  recipient.choose(order);
  await settle();
  recipient.choose({ ...order, id: 'c1-1' });
  late.resolve(acme);
  await settle();
  expect([composer.draft.target?.id, composer.draft.customer]).toEqual(['c1-1', undefined]);
});

test('the note does not wait until it is known whose part it is about', async () => {
  const { composer, recipient } = openOwned(() => new Promise(() => undefined));
  composer.edit('text', 'Hello');
  recipient.choose(order);
  expect(await composer.log()).toMatchObject({ note: { target: { id: 'c2-1' } } });
});
