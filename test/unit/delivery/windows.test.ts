import { expect, test } from 'vitest';
import { staleAfter } from '../../../src/storage/claims.ts';
import { Failure } from '../../../src/base/failure.ts';
import type { StoredNote } from '../../../src/model/note.ts';
import type { ClaimedEntry } from '../../../src/outbox/claimedEntry.ts';
import { noLimits } from '../../../src/model/serviceLimits.ts';
import { settle } from '../../support/fakeClock.ts';
import { deferred, fakeService, storedAs } from '../../support/fakeProvider.ts';
import { entryOf } from '../../support/entries.ts';
import { noteFor, openHosts, outboxFolder, type Hosts, type OutboxHost } from '../../support/outboxHosts.ts';

const minute = 60_000;

test('two windows deliver fifty notes, queued by both, exactly once each and in order', async () => {
  const hosts = openHosts();
  const windows = [await hosts.host(), await hosts.host()];
  for (let index = 0; index < 50; index++)
    await windows[index % 2]?.outbox.enqueue(noteFor(`n${index}`, `c${index % 7}`, { queuedAt: index }));
  await hosts.clock.advance(2 * minute);
  expect(await hosts.onDisk()).toEqual([]);
  expect(hosts.service.arrived).toHaveLength(50);
  expect(new Set(hosts.service.arrived.map(({ id }) => id)).size).toBe(50);
  for (const { outbox } of windows) expect(outbox.entries()).toEqual([]);
});

test('a note that another window sends is reported as stored in the first', async () => {
  const hosts = openHosts();
  const there = await hosts.host();
  const answer = deferred<StoredNote>();
  hosts.service.answer = (outgoing, signal) =>
    outgoing.id === 'b' ? Promise.resolve(storedAs('2', outgoing)) : answer.until(signal);
  await there.outbox.enqueue(noteFor('a', 'Acme'));
  await settle();
  const here = await hosts.host();
  await here.outbox.enqueue(noteFor('b', 'Bolt'));
  expect(await here.outcome('b')).toEqual({ state: 'stored', entryId: 'b' });
  expect(here.outbox.receipts.get('b')?.noteId).toBe('2');
});

test('when the delivering window dies, another one goes on', async () => {
  const hosts = openHosts();
  const there = await hosts.host();
  const here = await hosts.host();
  const { answer } = hosts.service;
  hosts.service.answer = (outgoing, signal) => {
    if (hosts.service.arrived.length === 5) there.kill();
    return answer(outgoing, signal);
  };
  const status = { state: 'waiting' as const, notBefore: hosts.clock.now() + 1_000 };
  for (let index = 0; index < 20; index++)
    await there.outbox.enqueue(noteFor(`n${index}`, `c${index}`, { status }));
  await hosts.clock.advance(10 * minute);
  expect(await hosts.onDisk()).toEqual([]);
  expect(new Set(hosts.service.arrived.map(({ id }) => id)).size).toBe(20);
  expect(here.outbox.receipts.noteIds('one').size).toBe(20);
});

test('a window sends nothing while another one does', async () => {
  const hosts = openHosts();
  const answer = deferred<StoredNote>();
  hosts.service.answer = (_, signal) => answer.until(signal);
  const there = await hosts.host({ limitsOf: () => ({ ...noLimits, connections: 1 }) });
  await there.outbox.enqueue(noteFor('a', 'Acme'));
  await there.outbox.enqueue(noteFor('b', 'Bolt'));
  await settle();
  const begun: string[] = [];
  await hosts.host({ removeDraft: ({ id }) => Promise.resolve(void begun.push(id)) });
  await hosts.clock.advance(1_000);
  expect([begun, hosts.service.arrived.map(({ id }) => id)]).toEqual([[], ['a']]);
});

test('a window that waits long for its next try leaves the sending to another', async () => {
  const hosts = openHosts();
  const cutOff = fakeService();
  cutOff.answer = () => Promise.reject(new Failure('offline', 'No network.'));
  const there = await hosts.host({ service: cutOff });
  await there.outbox.enqueue(entryOf('a'));
  await hosts.clock.advance(minute);
  const here = await hosts.host();
  here.delivery.wake('focus');
  await settle();
  expect(hosts.service.arrived.map(({ id }) => id)).toEqual(['a']);
});

test('a window whose request takes minutes keeps its note', async () => {
  const hosts = openHosts();
  const there = await hosts.host();
  const answer = deferred<StoredNote>();
  hosts.service.answer = (_, signal) => answer.until(signal);
  await there.outbox.enqueue(entryOf('a'));
  await settle();
  await hosts.host();
  await hosts.clock.advance(10 * minute);
  expect(await hosts.onDisk()).toMatchObject([{ status: { state: 'sending' } }]);
  answer.resolve(storedAs('1', { note: entryOf('a').note }));
  await settle();
  expect([await hosts.onDisk(), hosts.service.arrived.length]).toEqual([[], 1]);
});

test('a window whose disk refuses one heartbeat keeps its note by the next', async () => {
  const hosts = openHosts();
  const there = await hosts.host();
  const answer = deferred<StoredNote>();
  hosts.service.answer = (_, signal) => answer.until(signal);
  await there.outbox.enqueue(entryOf('a'));
  await settle();
  let refusals = 0;
  there.disk.fault = ({ name, path }) =>
    name === 'touch' && path.includes('/entries/') && refusals++ === 0 ? 'EIO' : undefined;
  await hosts.host();
  await hosts.clock.advance(10 * minute);
  expect(await hosts.onDisk()).toMatchObject([{ status: { state: 'sending' } }]);
  expect(refusals).toBeGreaterThan(1);
  answer.resolve(storedAs('1', { note: entryOf('a').note }));
  await settle();
  expect([await hosts.onDisk(), hosts.service.arrived.length]).toEqual([[], 1]);
});

test('a window that has lost its lease keeps the note whose request is under way', async () => {
  const hosts = openHosts();
  const here = await hosts.host();
  const answer = deferred<StoredNote>();
  hosts.service.answer = (_, signal) => {
    here.disk.fault = ({ path }) => (path.includes('/leases/') ? 'EIO' : undefined);
    return answer.until(signal);
  };
  await here.outbox.enqueue(entryOf('a'));
  await settle();
  await hosts.host();
  await hosts.clock.advance(10 * minute);
  expect(hosts.disk.list(`${outboxFolder}/leases`).join()).not.toContain(here.id);
  expect(hosts.disk.list(`${outboxFolder}/entries`)).toEqual([`a@${here.id}.json`]);
  answer.resolve(storedAs('1', { note: entryOf('a').note }));
  await settle();
  expect([await hosts.onDisk(), hosts.service.arrived.length]).toEqual([[], 1]);
});

test('a note whose lease is lost between writing and sending is not sent here, and stays as it was', async () => {
  const hosts = openHosts();
  const here = await hosts.host();
  let isLost = false;
  here.disk.fault = ({ name, path }) => {
    if (name === 'touch' && path.includes('/leases/') && !isLost) {
      isLost = true;
      return 'ENOENT';
    }
    return undefined;
  };
  await here.outbox.enqueue(entryOf('a'));
  await settle();
  expect(isLost).toBe(true);
  await hosts.clock.advance(minute);
  expect([hosts.service.arrived.length, await hosts.onDisk()]).toEqual([1, []]);
});

test('a lease that cannot be confirmed counts as lost', async () => {
  const hosts = openHosts();
  const here = await hosts.host();
  here.disk.fault = ({ name, path }) => (name === 'touch' && path.includes('/leases/') ? 'EIO' : undefined);
  await here.outbox.enqueue(entryOf('a'));
  await hosts.clock.advance(200);
  expect(hosts.service.arrived).toEqual([]);
  expect(await hosts.onDisk()).toMatchObject([{ status: { state: 'waiting' }, attempts: 0 }]);
});

/** Two windows that deliver nothing by themselves: `there` put in the note `a`, and `here` claimed it and is suspended. */
async function openWithClaim() {
  const hosts = openHosts();
  const there = await hosts.host({ asleep: true });
  await there.outbox.enqueue(entryOf('a'));
  const here = await hosts.host({ asleep: true });
  const claimed = await here.outbox.claim('a');
  return { hosts, there, here, claimed };
}

/** Lets a window claim the note `a`, whose owner has sent no heartbeat for long enough. */
async function takeOver({ clock }: Hosts, { outbox }: OutboxHost): Promise<ClaimedEntry | undefined> {
  await outbox.reload();
  expect(await outbox.recover('a')).toBeUndefined();
  await clock.advance(staleAfter);
  return outbox.recover('a');
}

test('a suspended window whose note was taken over and settled writes nothing that would send it again', async () => {
  const { hosts, there, claimed } = await openWithClaim();
  await claimed?.save(entryOf('a', { status: { state: 'sending', since: 1, by: 'here' } }));
  const claim = await takeOver(hosts, there);
  expect(claim?.entry.status.state).toBe('sending');
  // It was found at the service.
  await claim?.stored('n-1');
  const late = entryOf('a', { status: { state: 'waiting' } });
  await expect(claimed?.release(late)).rejects.toMatchObject({ reason: 'storage' });
  expect(await hosts.onDisk()).toEqual([]);
  expect(hosts.disk.list(`${outboxFolder}/entries`)).toEqual([]);
});

test('a suspended window does not bring back a note that the user has discarded in another one', async () => {
  const { hosts, there, claimed } = await openWithClaim();
  const claim = await takeOver(hosts, there);
  await claim?.remove();
  await expect(claimed?.save(entryOf('a', { attempts: 1 }))).rejects.toMatchObject({ reason: 'storage' });
  expect(hosts.disk.list(`${outboxFolder}/entries`)).toEqual([]);
});

test.each<[string, 'claimed' | 'free' | 'stored']>([
  ['still claimed by the other', 'claimed'],
  ['given back by the other', 'free'],
  ['stored by the other', 'stored'],
])('a window that was suspended while writing a note, now %s, removes what it wrote', async (_, state) => {
  const { hosts, there, here, claimed } = await openWithClaim();
  let suspended = false;
  const gate = Promise.withResolvers<undefined>();
  const { files } = hosts.disk;
  const rename = files.rename.bind(files);
  files.rename = async (from, to) => {
    if (to.endsWith(`a@${here.id}.json`) && from.endsWith('.tmp') && !suspended) {
      suspended = true;
      await gate.promise;
    }
    await rename(from, to);
  };
  const saving = claimed?.save(entryOf('a', { status: { state: 'sending', since: 1, by: 'here' } }));
  const claim = await takeOver(hosts, there);
  if (state === 'free') await claim?.release();
  if (state === 'stored') await claim?.stored('n-1');
  gate.resolve(undefined);
  await expect(saving).rejects.toMatchObject({ reason: 'storage' });
  const names = { claimed: [`a@${there.id}.json`], free: ['a.json'], stored: [] };
  expect(hosts.disk.list(`${outboxFolder}/entries`)).toEqual(names[state]);
});

test('every window asks for a key once, however many notes wait for it', async () => {
  const hosts = openHosts();
  const windows = [await hosts.host(), await hosts.host()];
  hosts.service.answer = () => Promise.reject(new Failure('keyRefused', 'The key is not accepted.'));
  for (let index = 0; index < 10; index++)
    await windows[0]?.outbox.enqueue(noteFor(`n${index}`, `c${index}`));
  await hosts.clock.advance(60 * minute);
  for (const { keysNeeded } of windows) expect(keysNeeded.length).toBeLessThanOrEqual(1);
  expect(hosts.service.arrived.length).toBeLessThan(20);
});
