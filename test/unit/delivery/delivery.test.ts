import { expect, test } from 'vitest';
import { Failure, failureReasons, type FailureReason } from '../../../src/base/failure.ts';
import { stateAfter } from '../../../src/delivery/retry.ts';
import { settle } from '../../support/fakeClock.ts';
import { deferred, storedAs } from '../../support/fakeProvider.ts';
import { entryOf } from '../../support/entries.ts';
import { noteFor, openHosts } from '../../support/outboxHosts.ts';

const going = new AbortController().signal;

test('a note is sent under its entry’s id with its stamp, and dropped with a receipt', async () => {
  const hosts = openHosts();
  const { outbox, delivery } = await hosts.host();
  await outbox.enqueue(entryOf('a'));
  expect(await delivery.outcome('a', going)).toEqual({ state: 'stored', entryId: 'a' });
  expect(hosts.service.arrived).toMatchObject([
    { id: 'a', stamp: '2026-07-29T14:05:58.000Z', note: entryOf('a').note },
  ]);
  expect(await hosts.onDisk()).toEqual([]);
  expect(outbox.receipts.get('a')).toEqual({ id: 'a', accountId: 'one', noteId: 'stored-1' });
});

test('an entry is `sending` on disk, with its stamp, before the service gets the request', async () => {
  const hosts = openHosts();
  const { id, outbox, delivery } = await hosts.host();
  let found: unknown;
  hosts.service.answer = async (outgoing) => {
    found = await hosts.onDisk();
    return storedAs('1', outgoing);
  };
  await outbox.enqueue(entryOf('a'));
  await delivery.outcome('a', going);
  const status = { state: 'sending', since: hosts.clock.now(), by: id };
  expect(found).toMatchObject([{ id: 'a', status, attempts: 1, stamp: '2026-07-29T14:05:58.000Z' }]);
});

test('nothing is sent before the first wake-up, and everything after it', async () => {
  const hosts = openHosts();
  const { outbox, delivery } = await hosts.host({ asleep: true });
  await outbox.enqueue(entryOf('a'));
  await hosts.clock.advance(60_000);
  expect(hosts.service.arrived).toEqual([]);
  delivery.wake('account');
  await settle();
  expect(hosts.service.arrived).toHaveLength(1);
});

const expected: Readonly<Record<FailureReason, 'waiting' | 'refused' | 'uncertain'>> = {
  offline: 'waiting',
  tls: 'waiting',
  proxy: 'waiting',
  rateLimited: 'waiting',
  keyMissing: 'waiting',
  keyRefused: 'waiting',
  storage: 'waiting',
  invalid: 'refused',
  forbidden: 'refused',
  notFound: 'refused',
  refused: 'refused',
  conflict: 'refused',
  tooLarge: 'refused',
  timeout: 'uncertain',
  dropped: 'uncertain',
  serverFault: 'uncertain',
  unreadable: 'uncertain',
  cancelled: 'uncertain',
};

test.each(failureReasons)('%s: reported as it is, and stored with its reason', async (reason) => {
  const hosts = openHosts();
  const { outbox, delivery } = await hosts.host();
  const failure = new Failure(reason, 'What happened.', { field: 'text', status: 422, retryAfterMs: 70 });
  hosts.service.answer = () => Promise.reject(failure);
  // A lost answer is looked for at once; that it is not found is another test's matter.
  hosts.service.findDuplicate = () => Promise.reject(new Failure('offline', 'No network.'));
  await outbox.enqueue(entryOf('a'));
  expect(await delivery.outcome('a', going)).toEqual({ state: expected[reason], failure });
  expect(stateAfter(failure)).toBe(expected[reason]);
  await settle();
  expect(await hosts.onDisk()).toMatchObject([
    {
      attempts: 1,
      status: {
        state: expected[reason],
        failure: { reason, message: 'What happened.', field: 'text', status: 422, retryAfterMs: 70 },
      },
    },
  ]);
});

test('an error that is no Failure says nothing of the note, so it is uncertain', async () => {
  const hosts = openHosts();
  const { outbox, delivery, log } = await hosts.host();
  hosts.service.answer = () => Promise.reject(new TypeError('what the customer said'));
  await outbox.enqueue(entryOf('a'));
  expect(await delivery.outcome('a', going)).toMatchObject({ state: 'uncertain' });
  expect(log.lines.join('\n')).not.toContain('what the customer said');
});

test('a second try is under the same id and the same stamp', async () => {
  const hosts = openHosts();
  const { outbox, delivery } = await hosts.host();
  const stamps = ['first', 'second'];
  hosts.service.stamp = () => stamps.shift() ?? '';
  hosts.service.answer = (outgoing) =>
    hosts.service.arrived.length === 1
      ? Promise.reject(new Failure('offline', 'No network.'))
      : Promise.resolve(storedAs('1', outgoing));
  await outbox.enqueue(entryOf('a'));
  await delivery.outcome('a', going);
  await hosts.clock.advance(60_000);
  expect(hosts.service.arrived.map(({ id, stamp }) => [id, stamp])).toEqual([
    ['a', 'first'],
    ['a', 'first'],
  ]);
});

test('a note for which no stamp can be made is refused and not left `sending`', async () => {
  const hosts = openHosts();
  const { outbox, delivery } = await hosts.host();
  hosts.service.stamp = () => {
    throw new RangeError('Invalid time value');
  };
  await outbox.enqueue(entryOf('a'));
  expect(await delivery.outcome('a', going)).toMatchObject({
    state: 'refused',
    failure: { reason: 'invalid' },
  });
  expect(await hosts.onDisk()).toMatchObject([{ status: { state: 'refused' } }]);
  expect(hosts.service.arrived).toEqual([]);
});

test('a note whose account is gone needs the user, and the others are sent', async () => {
  const hosts = openHosts();
  const { outbox, outcome } = await hosts.host();
  await outbox.enqueue(entryOf('a', { accountId: 'gone', accountLabel: 'Old account' }));
  await outbox.enqueue(entryOf('b'));
  expect(await outcome('a')).toMatchObject({ state: 'refused', failure: { field: 'account' } });
  expect(await outcome('b')).toMatchObject({ state: 'stored' });
});

test('nothing is sent while its draft is still there; it is tried again by itself', async () => {
  const hosts = openHosts();
  let stays = true;
  const forgetDraft = () =>
    stays ? Promise.reject(new Failure('storage', 'It stays.')) : Promise.resolve(undefined);
  const { outbox, outcome } = await hosts.host({ forgetDraft });
  await outbox.enqueue(entryOf('a'));
  expect(await outcome('a')).toMatchObject({ state: 'waiting', failure: { reason: 'storage' } });
  await hosts.clock.advance(60_000);
  expect(hosts.service.arrived).toEqual([]);
  stays = false;
  await hosts.clock.advance(5 * 60_000);
  expect(hosts.service.arrived).toHaveLength(1);
});

test.each(['create', 'rename', 'sync'])('nothing is sent while the disk refuses to %s', async (operation) => {
  const hosts = openHosts();
  const { outbox, outcome, disk } = await hosts.host();
  await outbox.enqueue(entryOf('a', { status: { state: 'waiting', notBefore: hosts.clock.now() + 500 } }));
  disk.fault = ({ name }) => (name === operation ? 'ENOSPC' : undefined);
  await outcome('a');
  await hosts.clock.advance(60_000);
  expect(hosts.service.arrived).toEqual([]);
  disk.fault = () => undefined;
  await hosts.clock.advance(5 * 60_000);
  expect(hosts.service.arrived).toHaveLength(1);
  expect(await hosts.onDisk()).toEqual([]);
});

test('a stored note whose entry cannot be removed is reported as stored and never sent again, not by the next host either', async () => {
  const hosts = openHosts();
  const host = await hosts.host();
  hosts.service.answer = (outgoing) => {
    host.disk.fault = ({ name }) => (name === 'remove' ? 'EACCES' : undefined);
    return Promise.resolve(storedAs('1', outgoing));
  };
  await host.outbox.enqueue(entryOf('a'));
  expect(await host.outcome('a')).toMatchObject({ state: 'stored' });
  await hosts.clock.advance(60_000);
  expect(await hosts.onDisk()).toHaveLength(1);
  host.kill();
  await hosts.host();
  await hosts.clock.advance(10 * 60_000);
  expect([await hosts.onDisk(), hosts.service.arrived.length, hosts.service.looked.length]).toEqual([
    [],
    1,
    0,
  ]);
});

test.each<[string, () => Promise<never>, string]>([
  ['dropped', () => Promise.reject(new Failure('dropped', 'The connection was lost.')), 'uncertain'],
  ['refused', () => Promise.reject(new Failure('refused', 'Too short.')), 'refused'],
  ['offline', () => Promise.reject(new Failure('offline', 'No network.')), 'waiting'],
])('%s, which cannot be written: told all the same, and not sent again blindly', async (_, answer, state) => {
  const hosts = openHosts();
  const { outbox, outcome, disk } = await hosts.host();
  hosts.service.answer = () => {
    disk.fault = () => 'ENOSPC';
    return answer();
  };
  await outbox.enqueue(entryOf('a'));
  expect(await outcome('a')).toMatchObject({ state });
  disk.fault = () => undefined;
  await hosts.clock.advance(60_000);
  expect(hosts.service.arrived).toHaveLength(1);
  expect(await hosts.onDisk()).toMatchObject([{ status: { state: 'uncertain' } }]);
});

test.each<FailureReason>(['keyMissing', 'keyRefused'])(
  'for a note that waits because of its key (%s) the key is asked for once, and it has no time for a next try',
  async (reason) => {
    const hosts = openHosts();
    const { outbox, keysNeeded, delivery } = await hosts.host();
    hosts.service.answer = () => Promise.reject(new Failure(reason, 'What happened.'));
    await outbox.enqueue(noteFor('a', 'Acme'));
    await settle();
    await outbox.enqueue(noteFor('b', 'Bolt'));
    delivery.wake('focus');
    await settle();
    expect([keysNeeded, hosts.service.arrived.length]).toEqual([['one'], 1]);
    expect(outbox.get('a')?.status).toEqual({
      state: 'waiting',
      failure: { reason, message: 'What happened.' },
    });
  },
);

test('a note is stored also when showing it fails', async () => {
  const hosts = openHosts();
  const onStored = () => {
    throw new Error('no tree');
  };
  const { outbox, delivery, log } = await hosts.host({ onStored });
  await outbox.enqueue(entryOf('a'));
  expect(await delivery.outcome('a', going)).toMatchObject({ state: 'stored' });
  expect(await hosts.onDisk()).toEqual([]);
  expect(log.lines).toContain('Note a is stored, but cannot be shown');
});

test('nothing is sent before the undo time is over', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  await outbox.enqueue(entryOf('a', { status: { state: 'waiting', notBefore: hosts.clock.now() + 5_000 } }));
  await hosts.clock.advance(4_999);
  expect(hosts.service.arrived).toEqual([]);
  await hosts.clock.advance(1);
  expect(hosts.service.arrived).toHaveLength(1);
});

test('a machine’s clock that was set back delays no note', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  const later = hosts.clock.now() + 3600_000;
  const status = { state: 'waiting' as const, notBefore: later + 5_000 };
  await outbox.enqueue(entryOf('a', { queuedAt: later, status }));
  await hosts.clock.advance(1_000);
  expect(hosts.service.arrived).toHaveLength(1);
});

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
  const forgetDraft = () => {
    abort.abort();
    return Promise.resolve();
  };
  const { outbox, delivery } = await hosts.host({ forgetDraft });
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
  const forgetDraft = () => {
    for (const close of closing) close();
    return Promise.resolve();
  };
  const { outbox, delivery } = await hosts.host({ forgetDraft });
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

/** A service for which nothing has left when its request is cancelled: it was still waiting for its turn. */
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

test('an entry that waits its turn is reported after three seconds, with what delays it', async () => {
  const hosts = openHosts();
  const { outbox, outcome } = await hosts.host();
  hosts.service.answer = () =>
    Promise.reject(new Failure('rateLimited', 'Too many.', { retryAfterMs: 600_000 }));
  await outbox.enqueue(noteFor('a', 'Acme'));
  await outcome('a');
  await outbox.enqueue(noteFor('b', 'Bolt'));
  const before = hosts.clock.now();
  expect(await outcome('b')).toMatchObject({ state: 'queued', behind: { message: 'Too many.' } });
  expect(hosts.clock.now() - before).toBeLessThan(4_000);
  expect(hosts.service.arrived).toHaveLength(1);
});

test('a discarded entry is reported as gone, one that another window has sent as stored', async () => {
  const hosts = openHosts();
  const here = await hosts.host();
  const there = await hosts.host();
  const status = { state: 'waiting' as const, notBefore: hosts.clock.now() + 5_000 };
  for (const id of ['a', 'b']) await here.outbox.enqueue(entryOf(id, { status }));
  const outcomes = ['a', 'b'].map((id) => here.delivery.outcome(id, going));
  await hosts.clock.advance(1_000);
  await there.outbox.remove('a');
  await (await there.outbox.claim('b'))?.stored('n-1');
  await hosts.clock.advance(1_000);
  expect(await Promise.all(outcomes)).toMatchObject([
    { state: 'refused', failure: { reason: 'invalid' } },
    { state: 'stored' },
  ]);
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

test('a service’s time is asked for before the first stamp; without an answer the note certainly waits', async () => {
  const hosts = openHosts();
  const { outbox, delivery } = await hosts.host();
  const asked: string[] = [];
  hosts.service.stamp = () => {
    asked.push('stamp');
    return '2026-07-29T14:05:58.000Z';
  };
  hosts.service.learnTime = () => {
    asked.push('time');
    return asked.length === 1
      ? Promise.reject(new Failure('timeout', 'No answer in time.'))
      : Promise.resolve();
  };
  hosts.service.answer = (outgoing) =>
    hosts.service.arrived.length === 1
      ? Promise.reject(new Failure('rateLimited', 'Later.'))
      : Promise.resolve(storedAs('1', outgoing));
  await outbox.enqueue(entryOf('a'));
  expect(await delivery.outcome('a', going)).toMatchObject({
    state: 'waiting',
    failure: { reason: 'timeout' },
  });
  expect([asked, hosts.service.arrived]).toEqual([['time'], []]);
  await hosts.clock.advance(60_000);
  expect(await hosts.onDisk()).toEqual([]);
  expect([asked, hosts.service.arrived.length]).toEqual([['time', 'time', 'stamp'], 2]);
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

test('a note of which another window left a receipt is not sent, and its entry goes', async () => {
  const hosts = openHosts();
  const here = await hosts.host({ asleep: true });
  await here.outbox.enqueue(entryOf('a'));
  const there = await hosts.host({ asleep: true });
  await there.outbox.receipts.add({ id: 'a', accountId: 'one', noteId: 'n-1' });
  here.delivery.wake('account');
  await settle();
  expect([hosts.service.arrived, await hosts.onDisk()]).toEqual([[], []]);
});

test('a wake-up of one account sends nothing of another', async () => {
  const hosts = openHosts();
  const { outbox, delivery } = await hosts.host({ asleep: true });
  await outbox.enqueue(noteFor('a', 'Acme'));
  await outbox.enqueue(noteFor('b', 'Bolt', { accountId: 'two' }));
  delivery.wake('focus', 'two');
  await settle();
  expect(hosts.service.arrived.map(({ id }) => id)).toEqual(['b']);
});

test('a note that cannot be held back, because the disk refuses it, is logged', async () => {
  const hosts = openHosts();
  const { outbox, delivery, disk, log } = await hosts.host();
  await outbox.enqueue(entryOf('a', { status: { state: 'waiting', notBefore: hosts.clock.now() + 5_000 } }));
  const abort = new AbortController();
  void delivery.outcome('a', abort.signal);
  disk.fault = () => 'EIO';
  abort.abort();
  await settle();
  expect(log.lines).toContain('Note a: it cannot be held back');
});
