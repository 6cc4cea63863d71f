import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { lateStore } from '../../../src/delivery/absence.ts';
import { settle } from '../../support/fakeClock.ts';
import { storedAs } from '../../support/fakeProvider.ts';
import { entryOf } from '../../support/entries.ts';
import { noteFor, openTown, timeout, type Town } from '../../support/outboxHosts.ts';

const minute = 60_000;
const lost = new Failure('dropped', 'The connection was lost.');

/** The first answer is lost; `stores`: whether the service has the note all the same. */
function losingFirst({ service }: Town, stores: boolean): void {
  const { answer } = service;
  const found = new Map<string, ReturnType<typeof storedAs>>();
  service.answer = async (outgoing, signal) => {
    if (service.arrived.length > 1) return await answer(outgoing, signal);
    if (stores) found.set(outgoing.id, storedAs('lost-1', outgoing));
    throw lost;
  };
  service.findDuplicate = ({ id }) => {
    const note = found.get(id);
    return Promise.resolve(note ? { result: 'found', note } : { result: 'absent', final: false });
  };
}

test('found: stored, with a receipt under the service’s id, and never sent a second time', async () => {
  const town = openTown();
  const shown: string[] = [];
  const { outbox } = await town.host({ onStored: () => void shown.push('shown') });
  losingFirst(town, true);
  await outbox.enqueue(entryOf('a'));
  await town.clock.advance(10 * minute);
  expect(await town.onDisk()).toEqual([]);
  expect([town.service.arrived.length, outbox.receipts.get('a')?.noteId]).toEqual([1, 'lost-1']);
  expect(shown).toEqual(['shown']);
});

test('it is looked for with all that was fixed before sending, and without what is another’s', async () => {
  const town = openTown();
  const { outbox } = await town.host();
  await outbox.enqueue(noteFor('other', 'Acme'));
  await settle();
  const { answer } = town.service;
  town.service.answer = (outgoing, signal) =>
    town.service.arrived.length === 2 ? Promise.reject(lost) : answer(outgoing, signal);
  await outbox.enqueue(noteFor('a', 'Acme'));
  await settle();
  expect(town.service.looked).toMatchObject([
    { id: 'a', stamp: town.service.arrived[1]?.stamp, since: town.clock.now() },
  ]);
  expect([...(town.service.looked[0]?.others ?? [])]).toEqual(['stored-1']);
});

test('absent: sent again only after time-out and late store, when two looks agree', async () => {
  const town = openTown();
  const { outbox } = await town.host();
  losingFirst(town, false);
  await outbox.enqueue(entryOf('a'));
  await settle();
  await town.clock.advance(timeout + lateStore - 1);
  expect([town.service.looked.length, town.service.arrived.length]).toEqual([1, 1]);
  // As soon as the pace of requests allows.
  await town.clock.advance(100);
  expect([town.service.looked.length, town.service.arrived.length]).toEqual([2, 1]);
  await town.clock.advance(minute);
  expect([town.service.looked.length, town.service.arrived.length]).toEqual([3, 2]);
  expect(town.service.arrived[1]).toMatchObject({ id: 'a', stamp: town.service.arrived[0]?.stamp });
  expect(await town.onDisk()).toEqual([]);
});

test('a note that is stored late, just in time, is found and not sent again', async () => {
  const town = openTown();
  const { outbox } = await town.host();
  losingFirst(town, false);
  const late = town.clock.now() + timeout + lateStore - 1;
  town.service.findDuplicate = (sent) =>
    Promise.resolve(
      town.clock.now() < late
        ? { result: 'absent', final: false }
        : { result: 'found', note: storedAs('late', sent) },
    );
  await outbox.enqueue(entryOf('a'));
  await town.clock.advance(10 * minute);
  expect([town.service.arrived.length, await town.onDisk()]).toEqual([1, []]);
});

test('a list that shows the note only at the second look is enough', async () => {
  const town = openTown();
  const { outbox } = await town.host();
  losingFirst(town, false);
  town.service.findDuplicate = (sent) =>
    Promise.resolve(
      town.service.looked.length < 3
        ? { result: 'absent', final: false }
        : { result: 'found', note: storedAs('late', sent) },
    );
  await outbox.enqueue(entryOf('a'));
  await town.clock.advance(10 * minute);
  expect([town.service.arrived.length, await town.onDisk()]).toEqual([1, []]);
});

test('absent for good (the notebook): sent again at once', async () => {
  const town = openTown();
  const { outbox } = await town.host();
  losingFirst(town, false);
  town.service.findDuplicate = () => Promise.resolve({ result: 'absent', final: true });
  await outbox.enqueue(entryOf('a'));
  await town.clock.advance(10_000);
  expect([town.service.arrived.length, await town.onDisk()]).toEqual([2, []]);
});

test('looking cannot tell: both texts are kept for the user, and it is never sent by itself', async () => {
  const town = openTown();
  const { outbox } = await town.host();
  losingFirst(town, false);
  const candidates = ['1', '2'].map((id) => storedAs(id, { note: entryOf('a').note }));
  town.service.findDuplicate = () => Promise.resolve({ result: 'cannotTell', candidates });
  await outbox.enqueue(entryOf('a'));
  await outbox.enqueue(entryOf('b'));
  await town.clock.advance(60 * minute);
  expect(await town.onDisk()).toMatchObject([
    { id: 'a', status: { state: 'uncertain', candidates: [{ id: '1', text: 'text of a' }, { id: '2' }] } },
  ]);
  expect(town.service.arrived.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('a service that cannot be asked says nothing: looked for again, less and less often, and after focus', async () => {
  const town = openTown();
  const { outbox, delivery } = await town.host();
  losingFirst(town, false);
  town.service.findDuplicate = () => Promise.reject(new Failure('offline', 'No network.'));
  await outbox.enqueue(entryOf('a'));
  await town.clock.advance(60 * minute);
  const looks = town.service.looked.length;
  expect(looks).toBeGreaterThan(10);
  expect(looks).toBeLessThan(40);
  expect(town.service.arrived).toHaveLength(1);
  delivery.wake('focus');
  await settle();
  expect(town.service.looked).toHaveLength(looks + 1);
});

test('no note is looked for while the service asks to be left alone', async () => {
  const town = openTown();
  const { outbox } = await town.host();
  town.service.findDuplicate = () =>
    Promise.reject(new Failure('rateLimited', 'Too many.', { retryAfterMs: 30 * minute }));
  town.service.answer = () => Promise.reject(lost);
  await outbox.enqueue(noteFor('a', 'Acme'));
  await settle();
  await town.clock.advance(29 * minute);
  expect([town.service.looked.length, town.service.arrived.length]).toEqual([1, 1]);
});

test('a note that is lost a second time is waited for from then on, not from the first time', async () => {
  const town = openTown();
  const { outbox } = await town.host();
  const sent: number[] = [];
  town.service.answer = () => {
    sent.push(town.clock.now());
    return Promise.reject(lost);
  };
  await outbox.enqueue(entryOf('a'));
  await town.clock.advance(20 * minute);
  const gaps = sent.slice(1).map((at, index) => at - (sent[index] ?? 0));
  expect(gaps.length).toBeGreaterThan(3);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(timeout + lateStore);
});

test('left `sending` by a host that was killed: the next one waits its own time before absence counts', async () => {
  const town = openTown();
  const here = await town.host();
  town.service.answer = () => {
    here.kill();
    return Promise.reject(lost);
  };
  await here.outbox.enqueue(entryOf('a'));
  await settle();
  expect(await town.onDisk()).toMatchObject([{ status: { state: 'sending' } }]);
  await town.clock.advance(24 * 60 * minute);
  town.service.answer = (outgoing) => Promise.resolve(storedAs('1', outgoing));
  const there = await town.host();
  await settle();
  expect(there.outbox.get('a')).toMatchObject({ status: { state: 'uncertain' } });
  await town.clock.advance(timeout + lateStore - 1);
  expect(town.service.arrived).toHaveLength(1);
  await town.clock.advance(minute);
  expect([town.service.arrived.length, await town.onDisk()]).toEqual([2, []]);
});

test('two notes with the same text to the same customer: what was found for one is not taken for the other', async () => {
  const town = openTown();
  const { outbox } = await town.host();
  const there: ReturnType<typeof storedAs>[] = [];
  const { answer } = town.service;
  town.service.answer = async (outgoing, signal) => {
    // The first is stored and its answer lost, the second is lost altogether.
    if (town.service.arrived.length === 1) there.push(storedAs('only', outgoing));
    if (town.service.arrived.length <= 2) throw lost;
    return await answer(outgoing, signal);
  };
  town.service.findDuplicate = ({ others }) => {
    const note = there.find(({ id }) => !others.has(id));
    return Promise.resolve(note ? { result: 'found', note } : { result: 'absent', final: false });
  };
  for (const id of ['a', 'b']) await outbox.enqueue(entryOf(id));
  await town.clock.advance(10 * minute);
  expect(town.service.arrived.map(({ id }) => id)).toEqual(['a', 'b', 'b']);
  expect(await town.onDisk()).toEqual([]);
});
