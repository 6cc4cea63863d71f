import { expect, test } from 'vitest';
import { endUncertainty, recoverEntry } from '../../../src/delivery/recoverEntry.ts';
import { afterOwnerStopped, afterSenderEnded, forUserToDecide } from '../../../src/delivery/uncertainty.ts';
import type { EntryStatus } from '../../../src/outbox/entry.ts';
import { entryOf } from '../../support/entries.ts';
import { openHosts } from '../../support/outboxHosts.ts';

// Whether a note may still be sent by the window that was sending it when that one stopped or fell silent.

const failure = { reason: 'dropped', message: 'Lost.' } as const;
const lost: EntryStatus = { state: 'uncertain', failure, since: 7 };
const host = { id: 'here', hasEnded: (id: string) => id === 'ended' };
const sendingBy = (by: string): EntryStatus => ({ state: 'sending', since: 7, by });

test.each<[string, string | undefined]>([
  ['here', undefined],
  ['ended', undefined],
  ['silent', 'silent'],
])('a note that window “%s” was sending may still be sent by: %s', (by, sender) => {
  const entry = entryOf('a', { attempts: 2, status: sendingBy(by) });
  const after = afterOwnerStopped(entry, host);
  const status = { state: 'uncertain', since: 7, failure: { reason: 'dropped' } };
  expect(after).toMatchObject({ ...entry, status });
  expect(after?.status).toEqual(expect.objectContaining(sender === undefined ? {} : { sender }));
  expect('sender' in (after?.status ?? {})).toBe(sender !== undefined);
});

test.each<EntryStatus>([{ state: 'waiting' }, { state: 'refused', failure }, lost])(
  'a note that is $state when its window stops stays as it is',
  (status) => {
    expect(afterOwnerStopped(entryOf('a', { status }), host)).toBeUndefined();
  },
);

test('a note is certainly not sent any more once its silent sender has ended, or turns out to be this window', () => {
  const of = (sender: string) => entryOf('a', { status: { ...lost, sender, candidates: [] } });
  expect(afterSenderEnded(of('silent'), host)).toBeUndefined();
  const [ended, own] = ['ended', 'here'].map((sender) => afterSenderEnded(of(sender), host));
  for (const after of [ended, own]) {
    expect(after).toMatchObject({ ...entryOf('a'), status: { state: 'uncertain', since: 7 } });
    expect(Object.keys(after?.status ?? {}).sort()).toEqual(['failure', 'since', 'state']);
  }
  expect(ended?.status).not.toEqual(own?.status);
});

test.each<EntryStatus>([{ state: 'waiting' }, sendingBy('ended'), lost])(
  'a note that is $state and has no silent sender stays as it is',
  (status) => {
    expect(afterSenderEnded(entryOf('a', { status }), host)).toBeUndefined();
  },
);

test('the user may decide about a note that may be stored, once', () => {
  const entry = forUserToDecide(entryOf('a', { status: { ...lost, sender: 'silent' } }));
  expect(entry).toEqual(entryOf('a', { status: { ...lost, sender: 'silent', candidates: [] } }));
  expect(entry && forUserToDecide(entry)).toBeUndefined();
  expect(forUserToDecide(entryOf('a'))).toBeUndefined();
});

async function openWith(status: EntryStatus) {
  const hosts = openHosts();
  const there = await hosts.host({ asleep: true });
  const entry = entryOf('a', { status });
  await there.outbox.enqueue(entry);
  const here = await hosts.host({ asleep: true });
  return { ...hosts, here, there, entry };
}

test('a note that an ended window was sending is free, and may be stored', async () => {
  const { here, there, entry } = await openWith({ state: 'waiting' });
  const claimed = await there.outbox.claim('a');
  await claimed?.save({ ...entry, status: sendingBy(there.id) });
  await here.outbox.reload();
  await recoverEntry(here.outbox, entry);
  expect(here.outbox.get('a')?.status.state).toBe('sending');
  there.kill();
  await recoverEntry(here.outbox, entry);
  expect(here.outbox.get('a')?.status).toMatchObject({ state: 'uncertain', since: 7 });
  expect(here.outbox.ownerOf('a')).toBeUndefined();
});

test('a note that is marked as being sent but not claimed may be stored, or sent later', async () => {
  const { here, entry } = await openWith(sendingBy('silent'));
  await recoverEntry(here.outbox, entry);
  expect(here.outbox.get('a')?.status).toMatchObject({ state: 'uncertain', sender: 'silent' });
  await endUncertainty(here.outbox, entry);
  expect(here.outbox.get('a')?.status).toMatchObject({ sender: 'silent' });
  expect(here.outbox.ownerOf('a')).toBeUndefined();
});

test('a window says that it does not send a note any more, unless another one works on it', async () => {
  const { here, there } = await openWith({ state: 'waiting' });
  const own = entryOf('a', { status: { ...lost, sender: here.id } });
  const claimed = await there.outbox.claim('a');
  await claimed?.save(own);
  await here.outbox.reload();
  await endUncertainty(here.outbox, own);
  expect(here.outbox.get('a')).toEqual(own);
  await claimed?.release();
  await endUncertainty(here.outbox, own);
  expect(here.outbox.get('a')?.status).toMatchObject({ state: 'uncertain', since: 7 });
  expect(here.outbox.get('a')?.status).not.toHaveProperty('sender');
});
