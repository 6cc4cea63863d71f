import { expect, test } from 'vitest';
import { Failure, type FailureReason } from '../../../src/base/failure.ts';
import { settle } from '../../support/fakeClock.ts';
import { storedAs } from '../../support/fakeProvider.ts';
import { entryOf, removeEntry } from '../../support/entries.ts';
import { noteFor, openHosts } from '../../support/outboxHosts.ts';

const going = new AbortController().signal;

test('a note is sent under its entry’s id with its stamp, and its entry is removed with a receipt', async () => {
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
  let entries: unknown;
  hosts.service.answer = async (outgoing) => {
    entries = await hosts.onDisk();
    return storedAs('1', outgoing);
  };
  await outbox.enqueue(entryOf('a'));
  await delivery.outcome('a', going);
  const status = { state: 'sending', since: hosts.clock.now(), by: id };
  expect(entries).toMatchObject([{ id: 'a', status, attempts: 1, stamp: '2026-07-29T14:05:58.000Z' }]);
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

test('a second try has the same id and the same stamp', async () => {
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

test('a note counts as stored even when showing it fails', async () => {
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

test('a discarded entry is reported as gone, one that another window has sent as stored', async () => {
  const hosts = openHosts();
  const here = await hosts.host();
  const there = await hosts.host();
  const status = { state: 'waiting' as const, notBefore: hosts.clock.now() + 5_000 };
  for (const id of ['a', 'b']) await here.outbox.enqueue(entryOf(id, { status }));
  const outcomes = ['a', 'b'].map((id) => here.delivery.outcome(id, going));
  await hosts.clock.advance(1_000);
  await removeEntry(there.outbox, 'a');
  await (await there.outbox.claim('b'))?.stored('n-1');
  await hosts.clock.advance(1_000);
  expect(await Promise.all(outcomes)).toMatchObject([
    { state: 'refused', failure: { reason: 'invalid' } },
    { state: 'stored' },
  ]);
});

test('a service’s time is asked for before the first stamp; without an answer the note certainly waits', async () => {
  const hosts = openHosts();
  const { outbox, delivery } = await hosts.host();
  const calls: string[] = [];
  hosts.service.stamp = () => {
    calls.push('stamp');
    return '2026-07-29T14:05:58.000Z';
  };
  hosts.service.learnTime = () => {
    calls.push('time');
    return calls.length === 1
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
  expect([calls, hosts.service.arrived]).toEqual([['time'], []]);
  await hosts.clock.advance(60_000);
  expect(await hosts.onDisk()).toEqual([]);
  expect([calls, hosts.service.arrived.length]).toEqual([['time', 'time', 'stamp'], 2]);
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

test('a failure to hold a note back is logged', async () => {
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
