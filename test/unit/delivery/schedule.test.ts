import { expect, test } from 'vitest';
import { createApp } from '../../../src/app/createApp.ts';
import { AbsenceTracker } from '../../../src/delivery/absenceTracker.ts';
import { Backoff } from '../../../src/delivery/backoff.ts';
import type { QueueParts } from '../../../src/delivery/deliveryParts.ts';
import { QueueOrder } from '../../../src/delivery/queueOrder.ts';
import { askAgain, Schedule } from '../../../src/delivery/schedule.ts';
import { Failure } from '../../../src/base/failure.ts';
import type { Entry, EntryStatus } from '../../../src/outbox/entry.ts';
import { fakeService } from '../../support/fakeProvider.ts';
import { noteFor, openHosts, timeout } from '../../support/outboxHosts.ts';
import { testPlatform } from '../../support/testPlatform.ts';

const failure = { reason: 'dropped', message: 'Lost.' } as const;
const lost: EntryStatus = { state: 'uncertain', failure, since: 1 };

/** The schedule of an account with these entries, each for a target of its own. */
async function openSchedule(statuses: readonly EntryStatus[], requestsPerSecond = Infinity) {
  const { clock, disk, host } = openHosts();
  const kinds = [{ ...fakeService().kind, accountFields: [] }];
  const { book } = createApp(testPlatform('/storage', { files: disk.files, clock }), { kinds });
  const { outbox, log } = await host({ asleep: true });
  const ignore = () => undefined;
  const limits = () => ({ requestsPerSecond, connections: 8 });
  const parts: QueueParts = {
    outbox,
    clock,
    log,
    providerOf: (id) => (id === 'gone' ? undefined : book.default().provider),
    leaseOf: () => {
      throw new Error('A schedule needs no lease.');
    },
    removeDraft: () => Promise.resolve(),
    random: () => 0.5,
    limitsOf: limits,
    requestTimeout: () => timeout,
    onStored: ignore,
    onKeyNeeded: ignore,
    onUnwritten: ignore,
  };
  const order = new QueueOrder();
  const backoff = new Backoff(clock, parts.random);
  const absence = new AbsenceTracker(clock, parts.requestTimeout);
  const entries = statuses.map((status, index) => noteFor(`n${index}`, `c${index}`, { status }));
  for (const entry of entries) order.put(entry, false);
  const schedule = new Schedule(parts, { order, backoff, absence, limits });
  const due = (...inFlight: string[]) => {
    const { start, wait } = schedule.due(inFlight);
    return [start.map(({ id }) => id), wait];
  };
  return { clock, outbox, order, backoff, absence, schedule, entries, due };
}

const many = Array.from({ length: 10 }, (): EntryStatus => ({ state: 'waiting' }));

test('eight notes are sent at once, and no more while those are in flight', async () => {
  const { due, schedule } = await openSchedule(many);
  expect(schedule.hasWork()).toBe(true);
  expect(due()).toEqual([['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7'], undefined]);
  expect(due('x1', 'x2', 'x3', 'x4', 'x5', 'x6')).toEqual([['n0', 'n1'], undefined]);
  expect(due('x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7', 'x8')).toEqual([[], undefined]);
});

test('after a failure one note goes first, as soon as the wait is over', async () => {
  const { due, backoff, entries, clock } = await openSchedule(many.slice(0, 3));
  for (const entry of entries.slice(0, 1)) backoff.failed(new Failure('offline', 'No network.'), entry);
  expect(due()).toEqual([[], 1_500]);
  await clock.advance(1_500);
  expect(due()).toEqual([['n0'], undefined]);
});

test('a target whose note is in flight gets no second one, the others do', async () => {
  const { due } = await openSchedule(many.slice(0, 2));
  expect(due('["customer","c0"]')).toEqual([['n1'], undefined]);
});

test('the rate limit holds up the rest, and the schedule says for how long', async () => {
  const { due } = await openSchedule(many.slice(0, 8), 2);
  expect(due()).toEqual([['n0', 'n1', 'n2', 'n3', 'n4', 'n5'], 500]);
});

test('notes that wait for their undo time do not use up the rate of the others; the shortest wait counts', async () => {
  const { clock } = openHosts();
  const undo = (ms: number): EntryStatus => ({ state: 'waiting', notBefore: clock.now() + ms });
  const { due } = await openSchedule([undo(9_000), undo(4_000), undo(7_000), { state: 'waiting' }]);
  expect(due()).toEqual([['n3'], 4_000]);
});

test('a note that another window works on is looked at again soon', async () => {
  const { due, outbox, entries } = await openSchedule(many.slice(0, 1));
  for (const entry of entries) await outbox.enqueue(entry);
  await outbox.claim('n0');
  expect(due()).toEqual([[], askAgain]);
});

test('a note that is marked as being sent is looked at again soon, and counts as work', async () => {
  const { due, schedule } = await openSchedule([{ state: 'sending', since: 1, by: 'there' }]);
  expect([schedule.hasWork(), due()]).toEqual([true, [[], askAgain]]);
});

test('with nothing but refused notes there is nothing to do', async () => {
  const { due, schedule } = await openSchedule([{ state: 'refused', failure }]);
  expect([schedule.hasWork(), due()]).toEqual([false, [[], undefined]]);
});

test('a queue that waits for its key looks for lost notes, and sends none', async () => {
  const { due, schedule, backoff, order, entries } = await openSchedule([{ state: 'waiting' }, lost]);
  backoff.keyFailed();
  expect([schedule.hasWork(), due()]).toEqual([true, [['n1'], undefined]]);
  for (const { id } of entries.slice(1)) order.remove(id);
  expect([schedule.hasWork(), due()]).toEqual([false, [[], undefined]]);
});

test('when its account is gone, a waiting note is tried, so that it is refused, and a lost one is not looked for', async () => {
  const gone = (entry: Entry): Entry => ({ ...entry, accountId: 'gone' });
  const { due, schedule, order, entries } = await openSchedule([{ state: 'waiting' }, lost]);
  for (const entry of entries) order.put(gone(entry), false);
  expect([schedule.hasWork(), due()]).toEqual([true, [['n0'], undefined]]);
  order.remove('n0');
  expect([schedule.hasWork(), due()]).toEqual([false, [[], undefined]]);
});

test('a lost note is looked for at once, and later if it was not there or the service asked for a pause', async () => {
  const { due, absence, backoff, entries } = await openSchedule([lost]);
  expect(due()).toEqual([['n0'], undefined]);
  for (const entry of entries) absence.failed(entry, 3_000);
  expect(due()).toEqual([[], 3_000]);
  for (const entry of entries)
    backoff.failed(new Failure('rateLimited', 'Too many.', { retryAfterMs: 9_000 }), entry);
  expect(due()).toEqual([[], 9_000]);
});
