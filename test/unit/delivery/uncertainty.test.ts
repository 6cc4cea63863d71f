import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { settle } from '../../support/fakeClock.ts';
import { storedAs } from '../../support/fakeProvider.ts';
import { entryOf } from '../../support/entries.ts';
import { lateStore, noteFor, openHosts, timeout, type Hosts } from '../../support/outboxHosts.ts';

const minute = 60_000;
const lost = new Failure('dropped', 'The connection was lost.');

/** The first answer is lost; `stores`: whether the service has the note all the same. */
function losingFirst({ service }: Hosts, stores: boolean): void {
  const { answer } = service;
  const storedNotes = new Map<string, ReturnType<typeof storedAs>>();
  service.answer = async (outgoing, signal) => {
    if (service.arrived.length > 1) return await answer(outgoing, signal);
    if (stores) storedNotes.set(outgoing.id, storedAs('lost-1', outgoing));
    throw lost;
  };
  service.findDuplicate = ({ id }) => {
    const note = storedNotes.get(id);
    return Promise.resolve(note ? { result: 'found', note } : { result: 'absent', final: false });
  };
}

test('a note that is found counts as stored, has a receipt with the service’s id, and is never sent again', async () => {
  const hosts = openHosts();
  const shown: string[] = [];
  const { outbox } = await hosts.host({ onStored: () => void shown.push('shown') });
  losingFirst(hosts, true);
  await outbox.enqueue(entryOf('a'));
  await hosts.clock.advance(10 * minute);
  expect(await hosts.onDisk()).toEqual([]);
  expect([hosts.service.arrived.length, outbox.receipts.get('a')?.noteId]).toEqual([1, 'lost-1']);
  expect(shown).toEqual(['shown']);
});

test('a note is looked for with all that was fixed before sending, and without other entries’ notes', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  await outbox.enqueue(noteFor('other', 'Acme'));
  await settle();
  const { answer } = hosts.service;
  hosts.service.answer = (outgoing, signal) =>
    hosts.service.arrived.length === 2 ? Promise.reject(lost) : answer(outgoing, signal);
  await outbox.enqueue(noteFor('a', 'Acme'));
  await settle();
  expect(hosts.service.looked).toMatchObject([
    { id: 'a', stamp: hosts.service.arrived[1]?.stamp, since: hosts.clock.now() },
  ]);
  expect([...(hosts.service.looked[0]?.takenNoteIds ?? [])]).toEqual(['stored-1']);
});

test('an absent note is sent again only once it can no longer arrive, and when two searches agree', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  losingFirst(hosts, false);
  await outbox.enqueue(entryOf('a'));
  await settle();
  await hosts.clock.advance(timeout + lateStore - 1);
  expect([hosts.service.looked.length, hosts.service.arrived.length]).toEqual([1, 1]);
  // As soon as the pace of requests allows.
  await hosts.clock.advance(100);
  expect([hosts.service.looked.length, hosts.service.arrived.length]).toEqual([2, 1]);
  await hosts.clock.advance(minute);
  expect([hosts.service.looked.length, hosts.service.arrived.length]).toEqual([3, 2]);
  expect(hosts.service.arrived[1]).toMatchObject({ id: 'a', stamp: hosts.service.arrived[0]?.stamp });
  expect(await hosts.onDisk()).toEqual([]);
});

test('a note that is stored late, just in time, is found and not sent again', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  losingFirst(hosts, false);
  const late = hosts.clock.now() + timeout + lateStore - 1;
  hosts.service.findDuplicate = (sent) =>
    Promise.resolve(
      hosts.clock.now() < late
        ? { result: 'absent', final: false }
        : { result: 'found', note: storedAs('late', sent) },
    );
  await outbox.enqueue(entryOf('a'));
  await hosts.clock.advance(10 * minute);
  expect([hosts.service.arrived.length, await hosts.onDisk()]).toEqual([1, []]);
});

test('a note that the list shows only at the second search counts as found', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  losingFirst(hosts, false);
  hosts.service.findDuplicate = (sent) =>
    Promise.resolve(
      hosts.service.looked.length < 3
        ? { result: 'absent', final: false }
        : { result: 'found', note: storedAs('late', sent) },
    );
  await outbox.enqueue(entryOf('a'));
  await hosts.clock.advance(10 * minute);
  expect([hosts.service.arrived.length, await hosts.onDisk()]).toEqual([1, []]);
});

test('a note that is certainly absent (in the notebook) is sent again at once', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  losingFirst(hosts, false);
  hosts.service.findDuplicate = () => Promise.resolve({ result: 'absent', final: true });
  await outbox.enqueue(entryOf('a'));
  await hosts.clock.advance(10_000);
  expect([hosts.service.arrived.length, await hosts.onDisk()]).toEqual([2, []]);
});

test('where the search cannot decide, both texts are shown to the user, and the note is never sent by itself', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  losingFirst(hosts, false);
  const candidates = ['1', '2'].map((id) => storedAs(id, { note: entryOf('a').note }));
  hosts.service.findDuplicate = () => Promise.resolve({ result: 'cannotTell', candidates });
  await outbox.enqueue(entryOf('a'));
  await outbox.enqueue(entryOf('b'));
  await hosts.clock.advance(60 * minute);
  expect(await hosts.onDisk()).toMatchObject([
    { id: 'a', status: { state: 'uncertain', candidates: [{ id: '1', text: 'text of a' }, { id: '2' }] } },
  ]);
  expect(hosts.service.arrived.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('while the service cannot be asked the note is looked for less and less often, and after focus', async () => {
  const hosts = openHosts();
  const { outbox, delivery } = await hosts.host();
  losingFirst(hosts, false);
  hosts.service.findDuplicate = () => Promise.reject(new Failure('offline', 'No network.'));
  await outbox.enqueue(entryOf('a'));
  await hosts.clock.advance(60 * minute);
  const looks = hosts.service.looked.length;
  expect(looks).toBeGreaterThan(10);
  expect(looks).toBeLessThan(40);
  expect(hosts.service.arrived).toHaveLength(1);
  delivery.wake('focus');
  await settle();
  expect(hosts.service.looked).toHaveLength(looks + 1);
});

test('no note is looked for while the service asks to be left alone', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  hosts.service.findDuplicate = () =>
    Promise.reject(new Failure('rateLimited', 'Too many.', { retryAfterMs: 30 * minute }));
  hosts.service.answer = () => Promise.reject(lost);
  await outbox.enqueue(noteFor('a', 'Acme'));
  await settle();
  await hosts.clock.advance(29 * minute);
  expect([hosts.service.looked.length, hosts.service.arrived.length]).toEqual([1, 1]);
});

test('when a note is lost a second time, waiting begins then, not at the first time', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  const sent: number[] = [];
  hosts.service.answer = () => {
    sent.push(hosts.clock.now());
    return Promise.reject(lost);
  };
  await outbox.enqueue(entryOf('a'));
  await hosts.clock.advance(20 * minute);
  const gaps = sent.slice(1).map((at, index) => at - (sent[index] ?? 0));
  expect(gaps.length).toBeGreaterThan(3);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(timeout + lateStore);
});

test('what a killed host left `sending` is absent only after the next host has waited its own time', async () => {
  const hosts = openHosts();
  const here = await hosts.host();
  hosts.service.answer = () => {
    here.kill();
    return Promise.reject(lost);
  };
  await here.outbox.enqueue(entryOf('a'));
  await settle();
  expect(await hosts.onDisk()).toMatchObject([{ status: { state: 'sending' } }]);
  await hosts.clock.advance(24 * 60 * minute);
  hosts.service.answer = (outgoing) => Promise.resolve(storedAs('1', outgoing));
  const there = await hosts.host();
  await settle();
  expect(there.outbox.get('a')).toMatchObject({ status: { state: 'uncertain' } });
  await hosts.clock.advance(timeout + lateStore - 1);
  expect(hosts.service.arrived).toHaveLength(1);
  await hosts.clock.advance(minute);
  expect([hosts.service.arrived.length, await hosts.onDisk()]).toEqual([2, []]);
});

test('of two equal notes to one customer, the one that was found is not taken for the other', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host();
  const there: ReturnType<typeof storedAs>[] = [];
  const { answer } = hosts.service;
  hosts.service.answer = async (outgoing, signal) => {
    // The first is stored and its answer lost, the second is lost altogether.
    if (hosts.service.arrived.length === 1) there.push(storedAs('only', outgoing));
    if (hosts.service.arrived.length <= 2) throw lost;
    return await answer(outgoing, signal);
  };
  hosts.service.findDuplicate = ({ takenNoteIds }) => {
    const note = there.find(({ id }) => !takenNoteIds.has(id));
    return Promise.resolve(note ? { result: 'found', note } : { result: 'absent', final: false });
  };
  for (const id of ['a', 'b']) await outbox.enqueue(entryOf(id));
  await hosts.clock.advance(10 * minute);
  expect(hosts.service.arrived.map(({ id }) => id)).toEqual(['a', 'b', 'b']);
  expect(await hosts.onDisk()).toEqual([]);
});
