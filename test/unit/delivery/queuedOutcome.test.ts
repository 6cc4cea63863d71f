import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import type { Outcome } from '../../../src/delivery/outcome.ts';
import { deferred } from '../../support/fakeProvider.ts';
import { entryOf } from '../../support/entries.ts';
import { noteFor, openHosts } from '../../support/outboxHosts.ts';

/** An account whose service has refused a note of Acme's for ten minutes: too many requests. */
async function openLimited() {
  const hosts = openHosts();
  const { outbox, outcome } = await hosts.host();
  hosts.service.answer = () =>
    Promise.reject(new Failure('rateLimited', 'Too many.', { retryAfterMs: 600_000 }));
  await outbox.enqueue(noteFor('a', 'Acme'));
  await outcome('a');
  return { hosts, outbox, outcome };
}

test('an entry that waits its turn is reported after three seconds, with what delays it', async () => {
  const { hosts, outbox, outcome } = await openLimited();
  await outbox.enqueue(noteFor('b', 'Bolt'));
  const before = hosts.clock.now();
  expect(await outcome('b')).toMatchObject({ state: 'queued', behind: { message: 'Too many.' } });
  expect(hosts.clock.now() - before).toBe(3_000);
  expect(hosts.service.arrived).toHaveLength(1);
});

test('the undo time of an entry that waits its turn is not a part of the three seconds', async () => {
  const { hosts, outbox, outcome } = await openLimited();
  const before = hosts.clock.now();
  const status = { state: 'waiting' as const, notBefore: before + 5_000 };
  await outbox.enqueue(noteFor('b', 'Bolt', { status }));
  expect(await outcome('b')).toMatchObject({ state: 'queued' });
  expect(hosts.clock.now() - before).toBe(8_000);
});

test('whoever waits for a note learns that others of its account go first', async () => {
  const hosts = openHosts();
  const { outbox, outcome } = await hosts.host();
  hosts.service.answer = () =>
    Promise.reject(new Failure('rateLimited', 'Too many.', { retryAfterMs: 3_600_000 }));
  await outbox.enqueue(entryOf('a'));
  expect(await outcome('a')).toMatchObject({ state: 'waiting' });
  await outbox.enqueue(entryOf('b', { queuedAt: 2000 }));
  expect(await outcome('b')).toMatchObject({ state: 'queued', behind: { reason: 'rateLimited' } });
  expect(hosts.service.arrived).toHaveLength(1);
  expect(outbox.get('b')?.status).toEqual({ state: 'waiting' });
});

test('neither another account’s failure nor a refused note is told as what delays a note', async () => {
  const hosts = openHosts();
  const { outbox, outcome } = await hosts.host();
  hosts.service.answer = ({ id }, signal) =>
    id === 'other' ? Promise.reject(new Failure('offline', 'No network.')) : deferred<never>().until(signal);
  await outbox.enqueue(noteFor('other', 'Bolt', { accountId: 'two' }));
  expect(await outcome('other')).toMatchObject({ state: 'waiting' });
  const failure = { reason: 'refused', message: 'Too short.' } as const;
  await outbox.enqueue(noteFor('refused', 'Bolt', { status: { state: 'refused', failure } }));
  await outbox.enqueue(entryOf('sending'));
  await outbox.enqueue(entryOf('next', { queuedAt: 2000 }));
  expect(await outcome('next')).toEqual({ state: 'queued', behind: undefined });
});

test('a note that another window works on is not told as queued, however long that takes', async () => {
  const hosts = openHosts();
  const here = await hosts.host({ asleep: true });
  await here.outbox.enqueue(entryOf('a'));
  const there = await hosts.host({ asleep: true });
  const claimed = await there.outbox.claim('a');
  await hosts.clock.advance(1_000);
  const outcomes: Outcome[] = [];
  const told = here.delivery
    .outcome('a', new AbortController().signal)
    .then((outcome) => void outcomes.push(outcome));
  await hosts.clock.advance(20_000);
  expect(outcomes).toEqual([]);
  await claimed?.release();
  await hosts.clock.advance(20_000);
  await told;
  expect(outcomes).toEqual([{ state: 'stored', entryId: 'a' }]);
});

test('a note that an ended window was sending is not told as queued while nobody can look for it', async () => {
  const hosts = openHosts();
  const { outbox, delivery, disk } = await hosts.host();
  disk.fault = ({ path }) => (path.includes('/leases/') ? 'EACCES' : undefined);
  const status = { state: 'sending', since: hosts.clock.now(), by: 'ended' } as const;
  await outbox.enqueue(entryOf('a', { status }));
  const outcomes: Outcome[] = [];
  const told = delivery
    .outcome('a', new AbortController().signal)
    .then((outcome) => void outcomes.push(outcome));
  await hosts.clock.advance(20_000);
  expect(outcomes).toEqual([]);
  disk.fault = () => undefined;
  await hosts.clock.advance(60_000);
  await told;
  expect(outcomes).toMatchObject([{ state: 'uncertain' }]);
});
