import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../../src/files/nodeFiles.ts';
import { Failure, failureReasons, type FailureReason } from '../../../../src/notes/failure.ts';
import { Delivery, stateAfter, type DeliveryParts } from '../../../../src/notes/outbox/delivery.ts';
import type { Entry } from '../../../../src/notes/outbox/entry.ts';
import { Outbox } from '../../../../src/notes/outbox/outbox.ts';
import { fakeClock, settle } from '../../../fakeClock.ts';
import { fakeService, held, storedAs, type FakeService } from '../../../fakeProvider.ts';
import { faultyFiles, type Fault } from '../../../faultyFiles.ts';
import { temporaryFolder } from '../../../temporaryFolder.ts';
import { memoryLog } from '../../http/loopback.ts';
import { stubContext } from '../../providers/stub.ts';
import { entryOf } from './entries.ts';

const going = new AbortController().signal;
const minute = 60_000;

/** A delivery over an outbox that has been loaded. `fault` may be changed while it runs. */
async function openDelivery(folder: string, service: FakeService, more: Partial<DeliveryParts> = {}) {
  const disk: { fault: Fault } = { fault: () => undefined };
  const { files } = faultyFiles(nodeFiles, (operation) => disk.fault(operation));
  const clock = fakeClock();
  const log = memoryLog();
  const outbox = new Outbox({ files, folder, clock, log, newId: randomUUID });
  const provider = service.kind.open(stubContext({}, () => Promise.reject(new Error('no network'))).context);
  const parts = {
    outbox,
    providerOf: (id: string) => (id === 'one' ? provider : undefined),
    forgetDraft: () => Promise.resolve(),
    clock,
    log,
    onStored: () => undefined,
    ...more,
  };
  await outbox.load();
  return { outbox, clock, log, disk, delivery: new Delivery(parts) };
}

/** As a fresh start would find it. */
async function onDisk(folder: string): Promise<readonly Entry[]> {
  return (await openDelivery(folder, fakeService())).outbox.entries();
}

test('a note is sent under its entry’s id with its stamp, told, and dropped', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const told: string[] = [];
  const { outbox, delivery } = await openDelivery(folder.path, service, {
    onStored: (entry, note) => told.push(`${entry.id} ${note.id}`),
  });
  await outbox.put(entryOf('a'));
  expect(await delivery.deliver('a', going)).toMatchObject({ state: 'stored', note: { id: 'stored-1' } });
  expect(service.arrived).toMatchObject([
    { id: 'a', stamp: '2026-07-29T14:05:58.000Z', note: entryOf('a').note },
  ]);
  expect(told).toEqual(['a stored-1']);
  expect(await onDisk(folder.path)).toEqual([]);
});

test('it stands as `sending` on disk, with its stamp, before the service hears of it', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { outbox, delivery, clock } = await openDelivery(folder.path, service);
  await outbox.put(entryOf('a'));
  let found: readonly Entry[] = [];
  service.answer = async (outgoing) => {
    found = await onDisk(folder.path);
    return storedAs('1', outgoing);
  };
  await delivery.deliver('a', going);
  const status = { state: 'sending', since: clock.now() };
  expect(found).toMatchObject([{ id: 'a', status, attempts: 1, stamp: '2026-07-29T14:05:58.000Z' }]);
});

test('two calls at once, and a third after the end, send once', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { outbox, delivery } = await openDelivery(folder.path, service);
  await outbox.put(entryOf('a'));
  const both = await Promise.all([delivery.deliver('a', going), delivery.deliver('a', going)]);
  const third = await delivery.deliver('a', going);
  expect([...both, third].map(({ state }) => state)).toEqual(['stored', 'stored', 'stored']);
  expect(service.arrived).toHaveLength(1);
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
  tooLarge: 'refused',
  timeout: 'uncertain',
  dropped: 'uncertain',
  serverFault: 'uncertain',
  unreadable: 'uncertain',
  cancelled: 'uncertain',
};

test.each(failureReasons)('%s: told as it is, and kept with its reason', async (reason) => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { outbox, delivery } = await openDelivery(folder.path, service);
  await outbox.put(entryOf('a'));
  const failure = new Failure(reason, 'What happened.', { field: 'text', status: 422, retryAfterMs: 7 });
  service.answer = () => Promise.reject(failure);
  expect(await delivery.deliver('a', going)).toEqual({ state: expected[reason], failure });
  expect(stateAfter(failure)).toBe(expected[reason]);
  const [entry] = await onDisk(folder.path);
  expect(entry).toMatchObject({
    attempts: 1,
    status: {
      state: expected[reason],
      failure: { reason, message: 'What happened.', field: 'text', status: 422, retryAfterMs: 7 },
    },
  });
});

test('an error that is no Failure says nothing of the note, so it is uncertain', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { outbox, delivery, log } = await openDelivery(folder.path, service);
  await outbox.put(entryOf('a'));
  service.answer = () => Promise.reject(new TypeError('what the customer said'));
  expect(await delivery.deliver('a', going)).toMatchObject({ state: 'uncertain' });
  expect(log.lines.join('\n')).not.toContain('what the customer said');
});

test('a second try is under the same id and the same stamp', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const stamps = ['first', 'second'];
  service.stamp = () => stamps.shift() ?? '';
  const { outbox, delivery } = await openDelivery(folder.path, service);
  await outbox.put(entryOf('a'));
  service.answer = () => Promise.reject(new Failure('offline', 'No network.'));
  await delivery.deliver('a', going);
  service.answer = (outgoing) => Promise.resolve(storedAs('1', outgoing));
  await delivery.deliver('a', going);
  expect(service.arrived.map(({ id, stamp }) => [id, stamp])).toEqual([
    ['a', 'first'],
    ['a', 'first'],
  ]);
});

test.each<[string, (delivery: Awaited<ReturnType<typeof openDelivery>>) => void, string, string]>([
  [
    'the disk is full',
    ({ disk }) => (disk.fault = ({ name }) => (name === 'create' ? 'ENOSPC' : undefined)),
    'waiting',
    'storage',
  ],
  [
    'the entry cannot be read',
    ({ disk }) => (disk.fault = ({ name }) => (name === 'read' ? 'EIO' : undefined)),
    'waiting',
    'storage',
  ],
])('nothing is sent when %s', async (_, breaking, state, reason) => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const house = await openDelivery(folder.path, service);
  await house.outbox.put(entryOf('a'));
  breaking(house);
  expect(await house.delivery.deliver('a', going)).toMatchObject({ state, failure: { reason } });
  expect(service.arrived).toEqual([]);
  expect(await onDisk(folder.path)).toMatchObject([{ id: 'a', status: { state: 'waiting' }, attempts: 0 }]);
});

test('nothing is sent while its draft is still there', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  let stays = true;
  const { outbox, delivery } = await openDelivery(folder.path, service, {
    forgetDraft: () => (stays ? Promise.reject(new Failure('storage', 'It stays.')) : Promise.resolve()),
  });
  await outbox.put(entryOf('a'));
  expect(await delivery.deliver('a', going)).toMatchObject({
    state: 'waiting',
    failure: { reason: 'storage' },
  });
  expect(service.arrived).toEqual([]);
  stays = false;
  expect(await delivery.deliver('a', going)).toMatchObject({ state: 'stored' });
});

test('nothing is sent without its account, when it was cancelled before, or when it is gone', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { outbox, delivery } = await openDelivery(folder.path, service);
  await outbox.put(entryOf('a', { accountId: 'gone', accountLabel: 'Old account' }));
  await outbox.put(entryOf('b'));
  const outcomes = [
    await delivery.deliver('a', going),
    await delivery.deliver('b', AbortSignal.abort()),
    await delivery.deliver('c', going),
  ];
  expect(outcomes).toMatchObject([
    {
      state: 'waiting',
      failure: { reason: 'keyMissing', message: 'The account “Old account” is not set up here.' },
    },
    { state: 'refused', failure: { reason: 'cancelled' } },
    { state: 'refused', failure: { reason: 'invalid' } },
  ]);
  expect(service.arrived).toEqual([]);
});

test('a note for which no stamp can be made is refused and not left `sending`', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  service.stamp = () => {
    throw new RangeError('Invalid time value');
  };
  const { outbox, delivery } = await openDelivery(folder.path, service);
  await outbox.put(entryOf('a'));
  expect(await delivery.deliver('a', going)).toMatchObject({
    state: 'refused',
    failure: { reason: 'invalid' },
  });
  expect(await onDisk(folder.path)).toMatchObject([{ status: { state: 'refused' } }]);
});

test('an outcome that cannot be written is told all the same, and the note is not sent again', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { outbox, delivery, disk } = await openDelivery(folder.path, service);
  await outbox.put(entryOf('a'));
  service.answer = () => {
    disk.fault = () => 'ENOSPC';
    return Promise.reject(new Failure('dropped', 'The connection was lost.'));
  };
  expect(await delivery.deliver('a', going)).toMatchObject({
    state: 'uncertain',
    failure: { reason: 'dropped' },
  });
  disk.fault = () => undefined;
  expect(await delivery.deliver('a', going)).toMatchObject({ state: 'uncertain' });
  expect(service.arrived).toHaveLength(1);
});

test('stored, but its entry stays: told as stored, never sent again here, and asked about after a restart', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { outbox, delivery, disk, clock } = await openDelivery(folder.path, service);
  await outbox.put(entryOf('a'));
  disk.fault = ({ name }) => (name === 'remove' ? 'EACCES' : undefined);
  expect(await delivery.deliver('a', going)).toMatchObject({ state: 'stored' });
  expect(await delivery.deliver('a', going)).toMatchObject({ state: 'stored' });

  const next = await openDelivery(folder.path, service);
  await next.clock.advance(clock.now() - next.clock.now() + 15 * minute);
  await next.delivery.settleInterrupted();
  expect(next.outbox.get('a')).toMatchObject({ status: { state: 'uncertain' } });
  expect(service.arrived).toHaveLength(1);

  disk.fault = () => undefined;
  await delivery.deliver('a', going);
  expect(await onDisk(folder.path)).toEqual([]);
});

test('whoever shows a stored note may fail; the note is stored', async () => {
  await using folder = await temporaryFolder();
  const { outbox, delivery } = await openDelivery(folder.path, fakeService(), {
    onStored: () => {
      throw new Error('no tree');
    },
  });
  await outbox.put(entryOf('a'));
  expect(await delivery.deliver('a', going)).toMatchObject({ state: 'stored' });
  expect(await onDisk(folder.path)).toEqual([]);
});

test('another text under the id of a stored note is another note', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { outbox, delivery } = await openDelivery(folder.path, service);
  await outbox.put(entryOf('a'));
  await delivery.deliver('a', going);
  await outbox.put(entryOf('a'));
  expect(await delivery.deliver('a', going)).toMatchObject({ state: 'stored' });
  expect(await onDisk(folder.path)).toEqual([]);
  const text = { format: 'typed' as const, value: 'something else' };
  await outbox.put(entryOf('a', { note: { ...entryOf('a').note, text } }));
  await delivery.deliver('a', going);
  expect(service.arrived.map(({ note }) => note.text.value)).toEqual(['text of a', 'something else']);
});

test('cancelled while it is under way: uncertain', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { outbox, delivery } = await openDelivery(folder.path, service);
  await outbox.put(entryOf('a'));
  const answer = held<never>();
  const arrived = new Promise<void>((resolve) => {
    service.answer = (_, signal) => {
      resolve();
      return answer.until(signal);
    };
  });
  const abort = new AbortController();
  const outcome = delivery.deliver('a', abort.signal);
  await arrived;
  abort.abort();
  expect(await outcome).toMatchObject({ state: 'uncertain', failure: { reason: 'cancelled' } });
});

test('left `sending`: after its time it is uncertain, before it is left alone, and it is never sent by itself', async () => {
  await using folder = await temporaryFolder();
  const service = fakeService();
  const { outbox, delivery, clock } = await openDelivery(folder.path, service);
  const since = (minutes: number) => ({ state: 'sending' as const, since: clock.now() - minutes * minute });
  await outbox.put(entryOf('old', { status: since(15) }));
  await outbox.put(entryOf('young', { status: since(14) }));
  await delivery.settleInterrupted();
  expect(outbox.get('old')).toMatchObject({ status: { ...since(15), state: 'uncertain' } });
  expect(outbox.get('young')).toMatchObject({ status: since(14) });
  expect(await delivery.deliver('young', going)).toMatchObject({ state: 'uncertain' });
  expect(service.arrived).toEqual([]);
});

test('one that may still be under way is looked at again when its time is up', async () => {
  await using folder = await temporaryFolder();
  const { outbox, delivery, clock } = await openDelivery(folder.path, fakeService());
  await outbox.put(entryOf('a', { status: { state: 'sending', since: clock.now() - 14 * minute } }));
  await delivery.settleInterrupted();
  const settled = new Promise<void>((resolve) =>
    outbox.onChange(() => (outbox.get('a')?.status.state === 'uncertain' ? resolve() : undefined)),
  );
  await clock.advance(minute);
  await settled;
});

test('one that another window has sent meanwhile does not come back as uncertain', async () => {
  await using folder = await temporaryFolder();
  const { outbox, delivery, clock } = await openDelivery(folder.path, fakeService());
  await outbox.put(entryOf('a', { status: { state: 'sending', since: clock.now() - 15 * minute } }));
  await (await openDelivery(folder.path, fakeService())).outbox.remove('a');
  await delivery.settleInterrupted();
  await settle();
  expect(await onDisk(folder.path)).toEqual([]);
});

test('one that another window sends, or has sent, is not sent here', async () => {
  await using folder = await temporaryFolder();
  const here = fakeService();
  const { outbox, delivery } = await openDelivery(folder.path, here);
  await outbox.put(entryOf('a'));
  await outbox.put(entryOf('b'));
  const there = fakeService();
  const answer = held<never>();
  const arrived = new Promise<void>((resolve) => {
    there.answer = (outgoing, signal) => {
      if (outgoing.id === 'b') return Promise.resolve(storedAs('1', outgoing));
      resolve();
      return answer.until(signal);
    };
  });
  const other = await openDelivery(folder.path, there);
  await other.delivery.deliver('b', going);
  void other.delivery.deliver('a', going);
  await arrived;
  expect(await delivery.deliver('a', going)).toMatchObject({ state: 'uncertain' });
  expect(await delivery.deliver('b', going)).toMatchObject({ state: 'refused' });
  expect(here.arrived).toEqual([]);
});
