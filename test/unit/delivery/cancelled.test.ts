import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { settle } from '../../support/fakeClock.ts';
import { deferred, storedAs } from '../../support/fakeProvider.ts';
import { entryOf } from '../../support/entries.ts';
import { noteFor, openHosts } from '../../support/outboxHosts.ts';

/** A service whose request was still waiting for its turn when it is cancelled, so that nothing was sent. */
async function waitingForTurn() {
  const hosts = openHosts();
  const { outbox, delivery } = await hosts.host();
  const waiting = Promise.withResolvers<undefined>();
  hosts.service.answer = (_, signal) =>
    new Promise((_resolve, reject) => {
      waiting.resolve(undefined);
      const cancelled = new Failure('cancelled', 'Cancelled.', { nothingSent: true });
      signal.addEventListener('abort', () => reject(cancelled));
    });
  await outbox.enqueue(entryOf('a'));
  return { hosts, delivery, waiting: waiting.promise };
}

test('a note that is taken back before it is sent is refused as cancelled, and nothing is sent', async () => {
  const hosts = openHosts();
  const { outbox, delivery } = await hosts.host();
  await outbox.enqueue(entryOf('a', { status: { state: 'waiting', notBefore: hosts.clock.now() + 5_000 } }));
  const abort = new AbortController();
  const outcome = delivery.outcome('a', abort.signal);
  await hosts.clock.advance(2_000);
  abort.abort();
  expect(await outcome).toMatchObject({ state: 'refused', failure: { reason: 'cancelled' } });
  await hosts.clock.advance(60_000);
  expect(hosts.service.arrived).toEqual([]);
});

test('a note that is taken back between claim and request is refused as cancelled, and nothing is sent', async () => {
  const hosts = openHosts();
  const abort = new AbortController();
  const removeDraft = () => {
    abort.abort();
    return Promise.resolve();
  };
  const { outbox, delivery } = await hosts.host({ removeDraft });
  await outbox.enqueue(entryOf('a'));
  expect(await delivery.outcome('a', abort.signal)).toMatchObject({
    state: 'refused',
    failure: { reason: 'cancelled' },
  });
  await hosts.clock.advance(60_000);
  expect(hosts.service.arrived).toEqual([]);
});

test('a window that closes between claim and request leaves the note waiting', async () => {
  const hosts = openHosts();
  const closing: (() => void)[] = [];
  const removeDraft = () => {
    for (const close of closing) close();
    return Promise.resolve();
  };
  const { outbox, delivery } = await hosts.host({ removeDraft });
  closing.push(() => delivery.dispose());
  await outbox.enqueue(entryOf('a'));
  await settle();
  expect(hosts.service.arrived).toEqual([]);
  expect(await hosts.onDisk()).toMatchObject([{ status: { state: 'waiting' }, attempts: 0 }]);
});

test('a note that is cancelled during its request is uncertain, and the others are sent', async () => {
  const hosts = openHosts();
  const { outbox, delivery, outcome } = await hosts.host();
  const answer = deferred<never>();
  const arrived = Promise.withResolvers<undefined>();
  hosts.service.answer = (outgoing, signal) => {
    if (outgoing.id === 'b') return Promise.resolve(storedAs('1', outgoing));
    arrived.resolve(undefined);
    return answer.until(signal);
  };
  await outbox.enqueue(noteFor('a', 'Acme'));
  const abort = new AbortController();
  const cancelled = delivery.outcome('a', abort.signal);
  await arrived.promise;
  abort.abort();
  expect(await cancelled).toMatchObject({ state: 'uncertain', failure: { reason: 'cancelled' } });
  await outbox.enqueue(noteFor('b', 'Bolt'));
  expect(await outcome('b')).toMatchObject({ state: 'stored' });
});

test('a note that is taken back while its request waits for its turn is refused, and not looked for', async () => {
  const { hosts, delivery, waiting } = await waitingForTurn();
  const abort = new AbortController();
  const outcome = delivery.outcome('a', abort.signal);
  await waiting;
  abort.abort();
  expect(await outcome).toMatchObject({ state: 'refused', failure: { reason: 'cancelled' } });
  await hosts.clock.advance(60_000);
  expect(hosts.service.looked).toEqual([]);
});

test('a window that closes while a request waits for its turn leaves the note waiting', async () => {
  const { hosts, delivery, waiting } = await waitingForTurn();
  await waiting;
  delivery.dispose();
  await settle();
  expect(await hosts.onDisk()).toMatchObject([{ status: { state: 'waiting' }, attempts: 0 }]);
});

test('a window that closes cuts off its request, releases its lease, and refuses nothing', async () => {
  const hosts = openHosts();
  const here = await hosts.host();
  hosts.service.answer = (_, signal) => deferred<never>().until(signal);
  hosts.service.findDuplicate = () => Promise.reject(new Failure('offline', 'No network.'));
  for (const id of ['a', 'b']) await here.outbox.enqueue(entryOf(id));
  await settle();
  expect(hosts.disk.list('/storage/outbox/leases')).toHaveLength(1);
  here.delivery.dispose();
  await settle();
  expect(hosts.disk.list('/storage/outbox/leases')).toEqual([]);
  expect((await hosts.onDisk()).map(({ status }) => status.state)).toEqual(['uncertain', 'waiting']);
});
