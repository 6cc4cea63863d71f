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

function lineOf(...entries: readonly Entry[]): QueueOrder {
  const line = new QueueOrder();
  for (const entry of entries) line.put(entry, false);
  return line;
}

const heads = (line: QueueOrder) => [...line.heads()].map(({ id }) => id);

test('each target’s oldest comes first, and the next one when that is gone', () => {
  const line = lineOf(about('a', 'Acme'), about('b', 'Acme'), about('c', 'Contoso'));
  expect(heads(line)).toEqual(['a', 'c']);
  line.remove('a');
  expect(heads(line)).toEqual(['c', 'b']);
});

test('a target with many notes has its turn after the others', () => {
  const line = lineOf(about('a', 'Acme'), about('b', 'Acme'), about('c', 'Acme'), about('d', 'Contoso'));
  line.remove('a');
  expect(heads(line)).toEqual(['d', 'b']);
  line.remove('d');
  line.remove('b');
  expect(heads(line)).toEqual(['c']);
});

test('an entry that changes keeps its place', () => {
  const line = lineOf(about('a', 'Acme'), about('b', 'Acme'), about('c', 'Contoso'));
  line.put(about('a', 'Acme', { state: 'waiting', failure, due: 5 }), false);
  line.put(about('a', 'Acme', { state: 'sending', since: 7, by: 'here' }), true);
  expect(heads(line)).toEqual(['a', 'c']);
  expect([...line.heads()][0]).toMatchObject({ status: { state: 'sending' } });
});

test('an entry that is for another target now stands in that one’s line alone', () => {
  const line = lineOf(about('a', 'Acme'), about('b', 'Acme'));
  line.put(about('a', 'Contoso'), false);
  expect(heads(line)).toEqual(['b', 'a']);
  line.remove('a');
  expect(heads(line)).toEqual(['b']);
});

test.each(stopped)('an entry that is $state and needs the user stands in nobody’s way', (status) => {
  const line = lineOf(about('a', 'Acme'), about('b', 'Acme'));
  line.put(about('a', 'Acme', status), false);
  expect(heads(line)).toEqual(['b']);
  line.put(about('c', 'Contoso', status), false);
  expect(heads(line)).toEqual(['b']);
});

test('an entry that the user is working on holds up what is behind it', () => {
  const line = lineOf(about('a', 'Acme'), about('b', 'Acme'));
  line.put(about('a', 'Acme', { state: 'refused', failure }), true);
  expect(heads(line)).toEqual(['a']);
});

test('what somebody works on is told until it is given back, and what is being sent until that is settled', () => {
  const line = lineOf(about('a', 'Acme'), about('b', 'Acme', { state: 'sending', since: 1, by: 'here' }));
  line.put(about('a', 'Acme'), true);
  expect(line.interrupted().map(({ id }) => id)).toEqual(['b', 'a']);
  line.put(about('a', 'Acme'), false);
  line.put(about('b', 'Acme', { state: 'uncertain', since: 1, failure }), false);
  expect(line.interrupted()).toEqual([]);
});

test('what is to be tried again is told, wherever it stands, until it is tried or gone', () => {
  const failed = (id: string) => about(id, 'Acme', { state: 'waiting', failure, due: 9 });
  const line = lineOf(about('a', 'Acme'), failed('b'), failed('c'));
  expect([...line.due()].map(({ id }) => id)).toEqual(['b', 'c']);
  line.put(about('b', 'Acme'), false);
  line.remove('c');
  expect([...line.due()]).toEqual([]);
});

test('a line that is cleared holds nothing', () => {
  const line = lineOf(about('a', 'Acme', { state: 'sending', since: 1, by: 'here' }));
  line.put(about('b', 'Contoso', { state: 'waiting', failure, due: 9 }), false);
  line.clear();
  expect([heads(line), line.interrupted(), [...line.due()]]).toEqual([[], [], []]);
});

test('what the user may decide about while it is looked for holds up nobody, and comes up all the same', () => {
  const line = lineOf(about('a', 'Acme'), about('b', 'Acme'));
  const doubted = { state: 'uncertain', failure, since: 1, sender: 'host' } as const;
  line.put(about('a', 'Acme', doubted), false);
  expect([heads(line), line.uncertain().length]).toEqual([['a'], 1]);
  line.put(about('a', 'Acme', { ...doubted, candidates: [] }), false);
  expect([heads(line), line.uncertain().length]).toEqual([['b', 'a'], 1]);
  line.remove('a');
  expect([heads(line), line.uncertain().length]).toEqual([['b'], 0]);
});
