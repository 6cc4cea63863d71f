import { expect, test } from 'vitest';
import { requeue } from '../../../src/delivery/resolveEntry.ts';
import { Failure } from '../../../src/base/failure.ts';
import type { StoredNote } from '../../../src/model/note.ts';
import { needsUser } from '../../../src/outbox/entry.ts';
import { settle } from '../../support/fakeClock.ts';
import { deferred, storedAs } from '../../support/fakeProvider.ts';
import { entryOf } from '../../support/entries.ts';
import { lateStore, noteFor, openHosts, timeout } from '../../support/outboxHosts.ts';

// A host that is stopped between its last look at the lease and its request, so that the request may leave much later.

const minute = 60_000;
const hour = 60 * minute;

/** Note `a` is being sent by a host that does nothing more until it wakes; the other one has taken it over. */
async function openSuspended() {
  const hosts = openHosts();
  const sender = await hosts.host();
  const request = deferred<StoredNote>();
  const { answer } = hosts.service;
  hosts.service.answer = (outgoing, signal) => {
    if (hosts.service.arrived.length > 1) return answer(outgoing, signal);
    sender.disk.fault = () => 'EIO';
    return request.until(signal);
  };
  await sender.outbox.enqueue(entryOf('a'));
  await settle();
  const other = await hosts.host();
  while (other.outbox.get('a')?.status.state !== 'uncertain') await hosts.clock.advance(1_000);
  const wake = async () => {
    sender.disk.fault = () => undefined;
    await sender.outbox.reload();
    await settle();
  };
  const onDisk = async () => (await hosts.onDisk()).find(({ id }) => id === 'a');
  return { ...hosts, sender, other, request, wake, onDisk };
}

test('while the sender may wake, absence never counts, the search goes on slowly, and the user may decide', async () => {
  const { clock, service, sender, onDisk } = await openSuspended();
  expect(await onDisk()).toMatchObject({
    status: { state: 'uncertain', sender: sender.id, failure: { reason: 'dropped' } },
  });
  await clock.advance(3 * hour);
  expect(service.arrived).toHaveLength(1);
  const entry = await onDisk();
  expect(entry?.status).toMatchObject({ sender: sender.id, candidates: [] });
  expect(entry && needsUser(entry)).toBe(true);
  expect(service.looked.length).toBeGreaterThan(3 * 60 - 10);
  expect(service.looked.length).toBeLessThan(3 * 60 + 10);
});

test('the user is not asked before absence would count without a sender', async () => {
  const { clock, onDisk } = await openSuspended();
  await clock.advance(timeout + lateStore - 1_000);
  const entry = await onDisk();
  expect(entry?.status.state).toBe('uncertain');
  expect(entry && needsUser(entry)).toBe(false);
});

test('even a service that is certain of what it has cannot know what is still to be sent', async () => {
  const { clock, service } = await openSuspended();
  service.findDuplicate = () => Promise.resolve({ result: 'absent', final: true });
  await clock.advance(hour);
  expect(service.arrived).toHaveLength(1);
});

test('when the sender wakes and its request arrives, its receipt settles the entry', async () => {
  const { clock, service, request, wake, onDisk, other } = await openSuspended();
  await clock.advance(hour);
  await wake();
  request.resolve(storedAs('1', { note: entryOf('a').note }));
  await clock.advance(5 * minute);
  expect([await onDisk(), service.arrived.length]).toEqual([undefined, 1]);
  expect(await other.outcome('a')).toEqual({ state: 'stored', entryId: 'a' });
});

test('a request that has arrived is found, whether the sender wakes or not', async () => {
  const { clock, service, onDisk, other } = await openSuspended();
  await clock.advance(hour);
  service.findDuplicate = (sent) => Promise.resolve({ result: 'found', note: storedAs('1', sent) });
  await clock.advance(2 * minute);
  expect([await onDisk(), service.arrived.length]).toEqual([undefined, 1]);
  expect(other.outbox.receipts.get('a')?.noteId).toBe('1');
});

test('while the woken sender’s request goes on, it does not end the uncertainty', async () => {
  const { clock, service, sender, wake, onDisk } = await openSuspended();
  await wake();
  await clock.advance(hour);
  expect((await onDisk())?.status).toMatchObject({ sender: sender.id });
  expect(service.arrived).toHaveLength(1);
});

test('when the woken sender’s request fails it says so, and from then on absence counts', async () => {
  const { clock, service, sender, request, wake, onDisk } = await openSuspended();
  await clock.advance(hour);
  await wake();
  request.reject(new Failure('dropped', 'The connection was lost.'));
  await clock.advance(5_000);
  const entry = await onDisk();
  expect(entry?.status).toMatchObject({ state: 'uncertain', failure: { reason: 'dropped' } });
  expect(entry?.status).not.toHaveProperty('sender');
  expect(entry && needsUser(entry)).toBe(false);
  await clock.advance(timeout + lateStore - 5_000);
  expect(service.arrived).toHaveLength(1);
  await clock.advance(minute);
  expect([await onDisk(), service.arrived.length]).toEqual([undefined, 2]);
  expect(sender.outbox.get('a')).toBeUndefined();
});

test('when the sender has ended, absence counts from when that is seen', async () => {
  const { clock, service, sender, onDisk } = await openSuspended();
  await clock.advance(hour);
  sender.kill();
  await clock.advance(timeout + lateStore);
  expect(service.arrived).toHaveLength(1);
  await clock.advance(2 * minute);
  expect([await onDisk(), service.arrived.length]).toEqual([undefined, 2]);
});

test('an uncertain entry is taken over from a second host that ends', async () => {
  const { clock, service, host, other, sender, onDisk } = await openSuspended();
  other.kill();
  await host();
  await clock.advance(hour);
  expect((await onDisk())?.status).toMatchObject({ sender: sender.id });
  expect(service.arrived).toHaveLength(1);
});

test('the note is sent again when the user says so', async () => {
  const { clock, service, other, onDisk } = await openSuspended();
  await clock.advance(hour);
  const { status } = (await onDisk()) ?? {};
  expect(await requeue(other, 'a', status?.state === 'uncertain' ? status.since : 0)).toBe('done');
  await clock.advance(minute);
  expect([await onDisk(), service.arrived.length]).toEqual([undefined, 2]);
});

test('a note for the same target waits only until the user may decide, others never', async () => {
  const { clock, service, other } = await openSuspended();
  await other.outbox.enqueue(noteFor('b', 'Bolt', { queuedAt: 2000 }));
  await other.outbox.enqueue(noteFor('c', 'Acme', { queuedAt: 3000 }));
  await clock.advance(minute);
  expect(service.arrived.map(({ id }) => id)).toEqual(['a', 'b']);
  await clock.advance(timeout + lateStore + minute);
  expect(service.arrived.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test('the woken sender says so even without the lease, which a busy host may hold for long', async () => {
  const { clock, service, other, request, wake, onDisk } = await openSuspended();
  service.answer = (_, signal) => deferred<StoredNote>().until(signal);
  await other.outbox.enqueue(noteFor('b', 'Bolt', { queuedAt: 2000 }));
  await clock.advance(minute);
  await wake();
  request.reject(new Failure('dropped', 'The connection was lost.'));
  await clock.advance(5_000);
  expect(other.outbox.get('b')?.status).toMatchObject({ state: 'sending', by: other.id });
  expect((await onDisk())?.status).not.toHaveProperty('sender');
});
