import { expect, test } from 'vitest';
import { removeUnlessSending } from '../../../src/delivery/removeUnlessSending.ts';
import type { EntryStatus } from '../../../src/outbox/entry.ts';
import { entryOf } from '../../support/entries.ts';
import { openHosts } from '../../support/outboxHosts.ts';

const failure = { reason: 'timeout', message: 'No answer.' } as const;

test.each<EntryStatus>([
  { state: 'waiting' },
  { state: 'refused', failure: { reason: 'refused', message: 'No.' } },
  { state: 'uncertain', failure, since: 500 },
])('an entry that is $state is removed from the disk', async (status) => {
  const hosts = openHosts();
  const { outbox } = await hosts.host({ asleep: true });
  await outbox.enqueue(entryOf('a', { status }));
  expect(await removeUnlessSending(outbox, entryOf('a'))).toBe(true);
  expect(outbox.get('a')).toBeUndefined();
  expect(await hosts.onDisk()).toEqual([]);
});

test('an entry whose host died while sending it stays as it was, and unclaimed', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host({ asleep: true });
  const entry = entryOf('a', { status: { state: 'sending', since: 500, by: 'another' } });
  await outbox.enqueue(entry);
  expect(await removeUnlessSending(outbox, entryOf('a'))).toBe(false);
  expect(await hosts.onDisk()).toEqual([entry]);
  expect(await outbox.claim('a')).toBeDefined();
});

test('an entry that another host works on stays', async () => {
  const hosts = openHosts();
  const here = await hosts.host({ asleep: true });
  await here.outbox.enqueue(entryOf('a'));
  const there = await hosts.host({ asleep: true });
  const claimed = await there.outbox.claim('a');
  expect(await removeUnlessSending(here.outbox, entryOf('a'))).toBe(false);
  await claimed?.release();
  expect(await hosts.onDisk()).toHaveLength(1);
});

test('what was written anew under the same id since the user was asked stays', async () => {
  const hosts = openHosts();
  const { outbox } = await hosts.host({ asleep: true });
  const newer = entryOf('a', { queuedAt: 2000 });
  await outbox.enqueue(newer);
  expect(await removeUnlessSending(outbox, entryOf('a'))).toBe(false);
  expect(await hosts.onDisk()).toEqual([newer]);
  expect(await outbox.claim('a')).toBeDefined();
});

test('an entry that is gone already counts as removed', async () => {
  const { outbox } = await openHosts().host({ asleep: true });
  expect(await removeUnlessSending(outbox, entryOf('a'))).toBe(true);
});
