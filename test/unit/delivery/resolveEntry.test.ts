import { expect, test } from 'vitest';
import { confirmStored, discard, requeue } from '../../../src/delivery/resolveEntry.ts';
import type { Entry, EntryStatus } from '../../../src/outbox/entry.ts';
import { entryOf } from '../../support/entries.ts';
import { openHosts } from '../../support/outboxHosts.ts';

const failure = { reason: 'timeout', message: 'No answer.' } as const;
const candidates = [{ id: 'n1', text: 'x' }];
const uncertain: EntryStatus = { state: 'uncertain', failure, since: 500, candidates };
const refused: EntryStatus = { state: 'refused', failure: { reason: 'refused', message: 'No.' } };

/** An entry `a` with that status, which nobody delivers until something wakes the delivery. */
async function openWith(status: EntryStatus) {
  const hosts = openHosts();
  const host = await hosts.host({ asleep: true });
  const entry = entryOf('a', { status });
  await host.outbox.enqueue(entry);
  return { hosts, ...host, entry };
}

/** Whether the same entry can still be claimed: nothing keeps a claim on it. */
async function isFree({ outbox }: Pick<Awaited<ReturnType<typeof openWith>>, 'outbox'>): Promise<boolean> {
  const claimed = await outbox.claim('a');
  await claimed?.release();
  return claimed !== undefined;
}

test.each<EntryStatus>([{ state: 'waiting', due: 1e15, failure }, refused])(
  'a note that is $state is sent when the user says so',
  async (status) => {
    const opened = await openWith(status);
    expect(await requeue(opened, 'a')).toBe('done');
    await opened.hosts.clock.advance(1000);
    expect(await opened.hosts.onDisk()).toEqual([]);
    expect(opened.hosts.service.arrived).toHaveLength(1);
  },
);

test('a note that may be stored is sent again only for the try that the user was asked about', async () => {
  const opened = await openWith(uncertain);
  expect(await requeue(opened, 'a')).toBe('changed');
  expect(await requeue(opened, 'a', 499)).toBe('changed');
  expect(opened.outbox.get('a')?.status).toEqual(uncertain);
  expect(await isFree(opened)).toBe(true);
  expect(opened.hosts.service.arrived).toEqual([]);
  expect(await requeue(opened, 'a', 500)).toBe('done');
  expect(await opened.outcome('a')).toMatchObject({ state: 'stored' });
  expect(opened.hosts.service.arrived).toHaveLength(1);
});

test('a note that is being sent is not sent a second time', async () => {
  const opened = await openWith({ state: 'sending', since: 500, by: 'another' });
  expect(await requeue(opened, 'a')).toBe('changed');
  expect(await requeue(opened, 'a', 500)).toBe('changed');
  expect(opened.outbox.get('a')?.status.state).toBe('sending');
});

test('a note that the user has seen at the service is removed with a receipt, and never sent', async () => {
  const opened = await openWith(uncertain);
  const { outbox, delivery } = opened;
  expect(await confirmStored(outbox, 'a', 499, 'n1')).toBe('changed');
  expect(outbox.get('a')?.status).toEqual(uncertain);
  expect(await isFree(opened)).toBe(true);
  expect(await confirmStored(outbox, 'a', 500, 'n1')).toBe('done');
  expect(outbox.get('a')).toBeUndefined();
  expect(outbox.receipts.get('a')).toMatchObject({ noteId: 'n1' });
  delivery.wake('account');
  expect(await opened.outcome('a')).toEqual({ state: 'stored', entryId: 'a' });
  expect(opened.hosts.service.arrived).toEqual([]);
});

test('a note that waits cannot be confirmed as stored', async () => {
  const { outbox } = await openWith({ state: 'waiting' });
  expect(await confirmStored(outbox, 'a', 500, 'n1')).toBe('changed');
  expect(outbox.get('a')?.status).toEqual({ state: 'waiting' });
});

test('a discarded note is gone from the disk and is never sent', async () => {
  const opened = await openWith({ state: 'waiting' });
  expect(await discard(opened, opened.entry)).toBe('done');
  expect(await opened.hosts.onDisk()).toEqual([]);
  opened.delivery.wake('account');
  await opened.hosts.clock.advance(60_000);
  expect(opened.hosts.service.arrived).toEqual([]);
});

test('a draft that outlived the note it became goes with the discarded note', async () => {
  const opened = await openWith({ state: 'waiting' });
  opened.drafts.saveSoon(opened.entry.draft);
  await opened.drafts.flush();
  expect(await discard(opened, opened.entry)).toBe('done');
  expect(await opened.drafts.all()).toEqual([]);
});

test('a draft that the disk does not let go keeps no note from being discarded, and is logged', async () => {
  const opened = await openWith({ state: 'waiting' });
  opened.drafts.saveSoon(opened.entry.draft);
  await opened.drafts.flush();
  opened.disk.fault = ({ name, path }) =>
    name === 'remove' && path.includes('drafts') ? 'EROFS' : undefined;
  expect(await discard(opened, opened.entry)).toBe('done');
  expect(await opened.hosts.onDisk()).toEqual([]);
  expect(opened.log.lines.join()).toContain('The draft of discarded note a cannot be removed');
});

test.each<[string, EntryStatus, EntryStatus]>([
  ['it was refused meanwhile', { state: 'waiting' }, refused],
  ['its answer was lost meanwhile', { state: 'waiting' }, uncertain],
  ['it was tried again and lost again meanwhile', uncertain, { ...uncertain, since: 501 }],
  ['it is being sent', { state: 'waiting' }, { state: 'sending', since: 500, by: 'another' }],
  [
    'it was being sent when the user saw it',
    { state: 'sending', since: 500, by: 'another' },
    { state: 'sending', since: 500, by: 'another' },
  ],
])('a note that the user wants to discard stays: %s', async (_, seen, now) => {
  const opened = await openWith(now);
  const before: Entry = { ...opened.entry, status: seen };
  expect(await discard(opened, before)).toBe('changed');
  expect(opened.outbox.get('a')?.status).toEqual(now);
  expect(await isFree(opened)).toBe(true);
});

test.each<EntryStatus>([{ state: 'waiting' }, refused])(
  'what was written anew and is $state stays, although an earlier text was to be discarded',
  async (status) => {
    const opened = await openWith(status);
    expect(await discard(opened, { ...opened.entry, queuedAt: 999 })).toBe('changed');
    expect(opened.outbox.get('a')).toEqual(opened.entry);
    expect(await isFree(opened)).toBe(true);
  },
);

test('a failed search for an uncertain note does not change the decision to discard it', async () => {
  const { entry, ...opened } = await openWith({ state: 'uncertain', failure, since: 500 });
  expect(await discard(opened, { ...entry, status: uncertain })).toBe('done');
  expect(opened.outbox.get('a')).toBeUndefined();
});

test('nothing is done with a note that is gone', async () => {
  const opened = await openWith(uncertain);
  expect(await requeue(opened, 'b')).toBe('changed');
  expect(await confirmStored(opened.outbox, 'b', 500, '')).toBe('changed');
  expect(await discard(opened, entryOf('b'))).toBe('changed');
});

test('nothing is done with a note that another host works on', async () => {
  const { hosts, outbox, entry, ...opened } = await openWith(uncertain);
  const other = await hosts.host({ asleep: true });
  const claimed = await other.outbox.claim('a');
  expect(await requeue({ outbox, ...opened }, 'a', 500)).toBe('changed');
  expect(await confirmStored(outbox, 'a', 500, '')).toBe('changed');
  expect(await discard({ outbox, ...opened }, entry)).toBe('changed');
  expect(claimed?.entry).toEqual(entry);
  expect(await hosts.onDisk()).toEqual([entry]);
});
