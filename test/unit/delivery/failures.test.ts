import { expect, test } from 'vitest';
import { Failure, failureReasons, type FailureReason } from '../../../src/base/failure.ts';
import { stateAfter } from '../../../src/delivery/retry.ts';
import { settle } from '../../support/fakeClock.ts';
import { storedAs } from '../../support/fakeProvider.ts';
import { entryOf } from '../../support/entries.ts';
import { openHosts } from '../../support/outboxHosts.ts';

const going = new AbortController().signal;

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
  notServed: 'refused',
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

test('an error that is no Failure says nothing about the note, which is then uncertain', async () => {
  const hosts = openHosts();
  const { outbox, delivery, log } = await hosts.host();
  hosts.service.answer = () => Promise.reject(new TypeError('what the customer said'));
  await outbox.enqueue(entryOf('a'));
  expect(await delivery.outcome('a', going)).toMatchObject({ state: 'uncertain' });
  expect(log.lines.join('\n')).not.toContain('what the customer said');
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
  const removeDraft = () =>
    stays ? Promise.reject(new Failure('storage', 'It stays.')) : Promise.resolve(undefined);
  const { outbox, outcome } = await hosts.host({ removeDraft });
  await outbox.enqueue(entryOf('a'));
  expect(await outcome('a')).toMatchObject({ state: 'waiting', failure: { reason: 'storage' } });
  await hosts.clock.advance(60_000);
  expect(hosts.service.arrived).toEqual([]);
  stays = false;
  await hosts.clock.advance(5 * 60_000);
  expect(hosts.service.arrived).toHaveLength(1);
});

test('what another window has typed into its draft since is not removed with it', async () => {
  const hosts = openHosts();
  const entry = entryOf('a');
  const values = { ...entry.draft.values, text: 'text of a, and more' };
  hosts.disk.put('/storage/drafts/a.json', JSON.stringify({ ...entry.draft, values, window: 'there' }));
  const { outbox, outcome } = await hosts.host();
  await outbox.enqueue(entry);
  expect(await outcome('a')).toMatchObject({ state: 'stored' });
  const left = hosts.disk.list('/storage/drafts');
  expect(left).toHaveLength(1);
  expect(hosts.disk.text(`/storage/drafts/${left[0] ?? ''}`)).toContain('and more');
  expect(left).not.toContain('a.json');
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

test('a stored note whose entry cannot be removed is reported as stored and never sent again, even by the next host', async () => {
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
])('%s: reported although it cannot be written, and not sent again blindly', async (_, answer, state) => {
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
  expect(await hosts.onDisk()).toMatchObject([{ status: { state: 'uncertain' } }]); // What is on disk by now counts, not what could not be written.
  expect(await outcome('a')).toMatchObject({ state: 'uncertain' });
});

test('while the lease cannot be confirmed, notes are tried less and less often, and say why', async () => {
  const hosts = openHosts();
  const here = await hosts.host();
  let refused = 0;
  here.disk.fault = ({ name, path }) => {
    if (name !== 'touch' || !path.includes('/leases/')) return undefined;
    refused++;
    return 'EACCES';
  };
  await here.outbox.enqueue(entryOf('a'));
  await hosts.clock.advance(4_000);
  expect(refused).toBeLessThan(10);
  const failure = { reason: 'storage' };
  expect(await hosts.onDisk()).toMatchObject([{ status: { state: 'waiting', failure }, attempts: 0 }]);
  here.disk.fault = () => undefined;
  await hosts.clock.advance(60_000);
  expect([hosts.service.arrived.length, await hosts.onDisk()]).toEqual([1, []]);
});
