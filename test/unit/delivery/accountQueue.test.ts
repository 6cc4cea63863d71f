import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { settle } from '../../support/fakeClock.ts';
import { deferred, storedAs, type FakeService } from '../../support/fakeProvider.ts';
import type { Draft } from '../../../src/model/draft.ts';
import type { StoredNote } from '../../../src/model/note.ts';
import { entryOf } from '../../support/entries.ts';
import { noteFor, openHosts, type Hosts } from '../../support/outboxHosts.ts';

const minute = 60_000;

/** When each note arrived, in milliseconds since now. */
function arrivals({ service, clock }: Hosts): { id: string; at: number }[] {
  const start = clock.now();
  const arrived: { id: string; at: number }[] = [];
  const { answer } = service;
  service.answer = (outgoing, signal) => {
    arrived.push({ id: outgoing.id, at: clock.now() - start });
    return answer(outgoing, signal);
  };
  return arrived;
}

/** The service fails as told, until it is mended. */
function failing(service: FakeService, failure: Failure): { mend: () => void } {
  const { answer } = service;
  service.answer = () => Promise.reject(failure);
  return { mend: () => (service.answer = answer) };
}

test('offline, a note waits with the time of its next try, and is tried less and less often', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  failing(hosts.service, new Failure('offline', 'No network.'));
  const at = arrivals(hosts);
  await outbox.enqueue(entryOf('a'));
  await settle();
  const due = hosts.clock.now() + 1_500;
  expect(outbox.get('a')).toMatchObject({ status: { state: 'waiting', due } });
  await hosts.clock.advance(60 * minute);
  const gaps = at.map(({ at: each }, index) => each - (at[index - 1]?.at ?? 0));
  expect(gaps.slice(0, 5)).toEqual([0, 1_500, 3_000, 6_000, 12_000]);
  expect(gaps.slice(9).every((gap) => gap === 0.75 * 5 * minute)).toBe(true);
  expect(gaps.length).toBeGreaterThan(20);
});

test('offline, one note is tried for all, and all follow when the network is back', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  const network = failing(hosts.service, new Failure('offline', 'No network.'));
  for (let index = 0; index < 10; index++) await outbox.enqueue(noteFor(`n${index}`, `c${index}`));
  await hosts.clock.advance(10 * minute);
  // The first ones were sent before the failure was known; after that, one at a time.
  expect(hosts.service.arrived.length).toBeLessThan(20);
  network.mend();
  await hosts.clock.advance(5 * minute);
  expect(await hosts.onDisk()).toEqual([]);
});

test('offline, focus leads to a try at once', async () => {
  const hosts = openHosts();
  const { outbox, delivery } = await hosts.host();
  const network = failing(hosts.service, new Failure('offline', 'No network.'));
  await outbox.enqueue(entryOf('a'));
  await hosts.clock.advance(20 * minute);
  network.mend();
  delivery.wake('focus');
  await settle();
  expect(await hosts.onDisk()).toEqual([]);
});

test.each([1_000, 3600_000])('Retry-After of %i ms is obeyed, whatever wakes it', async (retryAfterMs) => {
  const hosts = openHosts();
  const { outbox, delivery } = await hosts.host();
  failing(hosts.service, new Failure('rateLimited', 'Too many.', { retryAfterMs })).mend();
  const at = arrivals(hosts);
  const { answer } = hosts.service;
  hosts.service.answer = async (outgoing, signal) => {
    await answer(outgoing, signal);
    if (at.length === 1) throw new Failure('rateLimited', 'Too many.', { retryAfterMs });
    return storedAs('1', outgoing);
  };
  await outbox.enqueue(noteFor('a', 'Acme'));
  await settle();
  await outbox.enqueue(noteFor('b', 'Bolt'));
  delivery.wake('focus');
  delivery.wake('account');
  await hosts.clock.advance(retryAfterMs - 1);
  expect(at).toEqual([{ id: 'a', at: 0 }]);
  await hosts.clock.advance(minute);
  expect(at[1]?.at).toBe(retryAfterMs);
  expect(await hosts.onDisk()).toEqual([]);
});

test('a Retry-After holds also after the host that received it has ended', async () => {
  const hosts = openHosts();
  const here = await hosts.host();
  const service = failing(
    hosts.service,
    new Failure('rateLimited', 'Too many.', { retryAfterMs: 10 * minute }),
  );
  await here.outbox.enqueue(entryOf('a'));
  await settle();
  here.kill();
  service.mend();
  await hosts.host();
  await hosts.clock.advance(10 * minute - 1);
  expect(hosts.service.arrived).toHaveLength(1);
  await hosts.clock.advance(1);
  expect(await hosts.onDisk()).toEqual([]);
});

test('a failing service is tried with one note at a time, and less often', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  failing(hosts.service, new Failure('serverFault', 'The service has a fault.'));
  const at = arrivals(hosts);
  for (let index = 0; index < 50; index++) await outbox.enqueue(noteFor(`n${index}`, `c${index}`));
  await hosts.clock.advance(2 * minute);
  // 1.5 + 3 + 6 + 12 + 24 + 48 s, after those that were under way when the first failed.
  expect(at.length).toBeLessThan(8 + 8);
});

test('with a refused key the whole queue waits, the user is asked once, and the new key continues it', async () => {
  const hosts = openHosts();
  const { outbox, delivery, keysNeeded } = await hosts.host();
  const key = failing(hosts.service, new Failure('keyRefused', 'The key is not accepted.'));
  for (let index = 0; index < 20; index++) await outbox.enqueue(noteFor(`n${index}`, `c${index}`));
  await hosts.clock.advance(60 * minute);
  delivery.wake('focus');
  await hosts.clock.advance(minute);
  expect(keysNeeded).toEqual(['one']);
  // No more than had begun before the first answer.
  expect(hosts.service.arrived.length).toBeLessThanOrEqual(8);
  expect(hosts.disk.list('/storage/outbox/leases')).toEqual([]);
  delivery.wake('account');
  await hosts.clock.advance(minute);
  expect(keysNeeded).toEqual(['one', 'one']);
  key.mend();
  delivery.wake('account');
  await hosts.clock.advance(minute);
  expect(await hosts.onDisk()).toEqual([]);
});

test('a refused note does not delay the next one to the same target', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  const { answer } = hosts.service;
  hosts.service.answer = (outgoing, signal) =>
    outgoing.id === 'a' ? Promise.reject(new Failure('refused', 'Too short.')) : answer(outgoing, signal);
  for (const id of ['a', 'b']) await outbox.enqueue(entryOf(id));
  await hosts.clock.advance(minute);
  expect((await hosts.onDisk()).map(({ id, status }) => [id, status.state])).toEqual([['a', 'refused']]);
});

test('an entry that the disk refuses delays no other, and is tried less and less often', async () => {
  const hosts = openHosts();
  let tries = 0;
  const removeDraft = ({ id }: Draft) => {
    if (id !== 'a') return Promise.resolve();
    tries += 1;
    return Promise.reject(new Failure('storage', 'It stays.'));
  };
  const { outbox } = await hosts.host({ removeDraft });
  await outbox.enqueue(noteFor('a', 'Acme'));
  await settle();
  for (let index = 0; index < 10; index++) await outbox.enqueue(noteFor(`n${index}`, `c${index}`));
  await hosts.clock.advance(minute);
  expect((await hosts.onDisk()).map(({ id }) => id)).toEqual(['a']);
  await hosts.clock.advance(59 * minute);
  expect(tries).toBeLessThan(30);
});

test('an entry whose file cannot be renamed delays no other', async () => {
  const hosts = openHosts();
  const { outbox, disk } = await hosts.host();
  let tries = 0;
  disk.fault = ({ name, path }) => {
    if (!path.includes('/a@') && !path.endsWith('/a.json')) return undefined;
    if (name !== 'rename' || !path.includes('@')) return undefined;
    tries += 1;
    return 'EBUSY';
  };
  await outbox.enqueue(noteFor('a', 'Acme'));
  await outbox.enqueue(noteFor('b', 'Bolt'));
  await hosts.clock.advance(60 * minute);
  expect(hosts.service.arrived.map(({ id }) => id)).toEqual(['b']);
  expect(tries).toBeLessThan(40);
});

test('notes to one target are sent in order; those to others need not wait', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  const answers = new Map<string, ReturnType<typeof deferred<StoredNote>>>();
  hosts.service.answer = (outgoing, signal) => {
    const answer = deferred<StoredNote>();
    answers.set(outgoing.id, answer);
    return answer.until(signal);
  };
  for (const id of ['a1', 'a2', 'a3']) await outbox.enqueue(noteFor(id, 'Acme'));
  for (const id of ['b1', 'b2']) await outbox.enqueue(noteFor(id, 'Bolt'));
  await hosts.clock.advance(1_000);
  expect([...answers.keys()]).toEqual(['a1', 'b1']);
  answers.get('b1')?.resolve(storedAs('1', { note: entryOf('b1').note }));
  await hosts.clock.advance(1_000);
  expect([...answers.keys()]).toEqual(['a1', 'b1', 'b2']);
  answers.get('a1')?.reject(new Failure('refused', 'No.'));
  await hosts.clock.advance(1_000);
  expect([...answers.keys()]).toEqual(['a1', 'b1', 'b2', 'a2']);
});

test('a note behind an uncertain one for the same target waits until that is settled', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  const { answer } = hosts.service;
  hosts.service.answer = (outgoing, signal) =>
    outgoing.id === 'a' && hosts.service.arrived.length === 1
      ? Promise.reject(new Failure('dropped', 'Lost.'))
      : answer(outgoing, signal);
  for (const id of ['a', 'b']) await outbox.enqueue(entryOf(id));
  await hosts.clock.advance(30_000);
  expect(hosts.service.arrived.map(({ id }) => id)).toEqual(['a']);
  await hosts.clock.advance(10 * minute);
  expect(hosts.service.arrived.map(({ id }) => id)).toEqual(['a', 'a', 'b']);
});

test('no more than eight requests are in flight at once', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  hosts.service.answer = (_, signal) => deferred<never>().until(signal);
  for (let index = 0; index < 30; index++) await outbox.enqueue(noteFor(`n${index}`, `c${index}`));
  await hosts.clock.advance(20_000);
  expect(hosts.service.arrived).toHaveLength(8);
});

test('a note that is added while the queue is about to stop is sent', async () => {
  const hosts = openHosts();
  const { files } = hosts.disk;
  const remove = files.remove.bind(files);
  const { outbox } = await hosts.host();
  let came = false;
  files.remove = async (path) => {
    if (!came && path.includes('/leases/')) {
      came = true;
      await outbox.enqueue(entryOf('b'));
    }
    await remove(path);
  };
  await outbox.enqueue(entryOf('a'));
  await settle();
  expect(came).toBe(true);
  expect(hosts.service.arrived.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('while the folder for leases cannot be made, nothing is sent; the reason is reported, and it is tried again', async () => {
  const hosts = openHosts();
  const { outbox, outcome, disk, log } = await hosts.host();
  disk.fault = ({ path }) => (path.includes('leases') ? 'EACCES' : undefined);
  await outbox.enqueue(entryOf('a'));
  expect(await outcome('a')).toMatchObject({ state: 'queued', behind: { reason: 'storage' } });
  await hosts.clock.advance(minute);
  expect(hosts.service.arrived).toEqual([]);
  expect(log.lines.filter((line) => line.includes('cannot be worked on'))).toHaveLength(1);
  disk.fault = () => undefined;
  await hosts.clock.advance(minute);
  expect(await hosts.onDisk()).toEqual([]);
});
