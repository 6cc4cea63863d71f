import { expect, test } from 'vitest';
import { recordOf, type Entry, type EntryStatus } from '../../../src/outbox/entry.ts';
import { QueueOrder } from '../../../src/delivery/queueOrder.ts';
import { Failure } from '../../../src/base/failure.ts';
import { entryOf } from '../../support/entries.ts';

const failure = recordOf(new Failure('offline', 'No network.'));
const candidates = [{ id: '1', text: 'text of a' }];
const stopped: EntryStatus[] = [
  { state: 'refused', failure },
  { state: 'uncertain', since: 1, failure, candidates },
];

function about(id: string, customer: string, status: EntryStatus = { state: 'waiting' }): Entry {
  const entry = entryOf(id, { status });
  return { ...entry, note: { ...entry.note, target: { type: 'customer', id: customer } } };
}

function orderOf(...entries: readonly Entry[]): QueueOrder {
  const order = new QueueOrder();
  for (const entry of entries) order.put(entry, false);
  return order;
}

const heads = (order: QueueOrder) => [...order.heads()].map(({ id }) => id);

test('the oldest note of each target comes first, and the next one when that is gone', () => {
  const order = orderOf(about('a', 'Acme'), about('b', 'Acme'), about('c', 'Contoso'));
  expect(heads(order)).toEqual(['a', 'c']);
  order.remove('a');
  expect(heads(order)).toEqual(['c', 'b']);
});

test('a target with many notes has its turn after the others', () => {
  const order = orderOf(about('a', 'Acme'), about('b', 'Acme'), about('c', 'Acme'), about('d', 'Contoso'));
  order.remove('a');
  expect(heads(order)).toEqual(['d', 'b']);
  order.remove('d');
  order.remove('b');
  expect(heads(order)).toEqual(['c']);
});

test('an entry that changes keeps its place', () => {
  const order = orderOf(about('a', 'Acme'), about('b', 'Acme'), about('c', 'Contoso'));
  order.put(about('a', 'Acme', { state: 'waiting', failure, due: 5 }), false);
  order.put(about('a', 'Acme', { state: 'sending', since: 7, by: 'here' }), true);
  expect(heads(order)).toEqual(['a', 'c']);
  expect([...order.heads()][0]).toMatchObject({ status: { state: 'sending' } });
});

test('an entry that is for another target now is in that target’s lane only', () => {
  const order = orderOf(about('a', 'Acme'), about('b', 'Acme'));
  order.put(about('a', 'Contoso'), false);
  expect(heads(order)).toEqual(['b', 'a']);
  order.remove('a');
  expect(heads(order)).toEqual(['b']);
});

test.each(stopped)('an entry that is $state and needs the user delays no other', (status) => {
  const order = orderOf(about('a', 'Acme'), about('b', 'Acme'));
  order.put(about('a', 'Acme', status), false);
  expect(heads(order)).toEqual(['b']);
  order.put(about('c', 'Contoso', status), false);
  expect(heads(order)).toEqual(['b']);
});

test('an entry that the user is working on delays those behind it', () => {
  const order = orderOf(about('a', 'Acme'), about('b', 'Acme'));
  order.put(about('a', 'Acme', { state: 'refused', failure }), true);
  expect(heads(order)).toEqual(['a']);
});

test('`interrupted` names what somebody works on until it is released, and what is being sent until it is settled', () => {
  const order = orderOf(about('a', 'Acme'), about('b', 'Acme', { state: 'sending', since: 1, by: 'here' }));
  order.put(about('a', 'Acme'), true);
  expect(order.interrupted().map(({ id }) => id)).toEqual(['b', 'a']);
  order.put(about('a', 'Acme'), false);
  order.put(about('b', 'Acme', { state: 'uncertain', since: 1, failure }), false);
  expect(order.interrupted()).toEqual([]);
});

test('`due` names what is to be tried again, wherever it stands, until it is tried or gone', () => {
  const failed = (id: string) => about(id, 'Acme', { state: 'waiting', failure, due: 9 });
  const order = orderOf(about('a', 'Acme'), failed('b'), failed('c'));
  expect([...order.due()].map(({ id }) => id)).toEqual(['b', 'c']);
  order.put(about('b', 'Acme'), false);
  order.remove('c');
  expect([...order.due()]).toEqual([]);
});

test('after `clear`, the order is empty', () => {
  const order = orderOf(about('a', 'Acme', { state: 'sending', since: 1, by: 'here' }));
  order.put(about('b', 'Contoso', { state: 'waiting', failure, due: 9 }), false);
  order.clear();
  expect([heads(order), order.interrupted(), [...order.due()]]).toEqual([[], [], []]);
});

test('an uncertain note that the user may decide about delays no other, and is still looked for', () => {
  const order = orderOf(about('a', 'Acme'), about('b', 'Acme'));
  const doubted = { state: 'uncertain', failure, since: 1, sender: 'host' } as const;
  order.put(about('a', 'Acme', doubted), false);
  expect([heads(order), order.uncertain().length]).toEqual([['a'], 1]);
  order.put(about('a', 'Acme', { ...doubted, candidates: [] }), false);
  expect([heads(order), order.uncertain().length]).toEqual([['b', 'a'], 1]);
  order.remove('a');
  expect([heads(order), order.uncertain().length]).toEqual([['b'], 0]);
});
