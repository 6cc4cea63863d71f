import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Fault } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { entryOf, removeEntry } from '../../support/entries.ts';
import { openOutbox } from './outboxHarness.ts';

test('a claimed entry cannot be claimed again, not even in the same host, until the work has ended', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  await outbox.enqueue(entryOf('a'));
  const [one, two] = await Promise.all([outbox.claim('a'), outbox.claim('a')]);
  expect([one === undefined, two === undefined].sort()).toEqual([false, true]);
  await outbox.reload();
  expect([await outbox.claim('a'), await outbox.recover('a')]).toEqual([undefined, undefined]);
  await (one ?? two)?.release();
  expect(await removeEntry(outbox, 'a')).toBe(true);
});

test('a claim that a failed write left standing can be claimed again by this host', async () => {
  await using folder = await temporaryFolder();
  const disk: { fault: Fault } = { fault: () => undefined };
  const { outbox } = openOutbox(folder.path, (operation) => disk.fault(operation));
  await outbox.enqueue(entryOf('a'));
  const claimed = await outbox.claim('a');
  disk.fault = () => 'EIO';
  await expect(claimed?.release(entryOf('a', { attempts: 1 }))).rejects.toMatchObject({ reason: 'storage' });
  disk.fault = () => undefined;
  const again = await outbox.recover('a');
  expect(again?.entry.attempts).toBe(0);
  await again?.release();
  expect(await readdir(join(folder.path, 'entries'))).toEqual(['a.json']);
});

test('an entry that cannot be read once it is claimed is released, and its old state is not used', async () => {
  await using folder = await temporaryFolder();
  await openOutbox(folder.path).outbox.enqueue(entryOf('a'));
  const disk: { fault: Fault } = { fault: () => undefined };
  const { outbox } = openOutbox(folder.path, (operation) => disk.fault(operation));
  await outbox.load();
  disk.fault = ({ name }) => (name === 'read' ? 'EMFILE' : undefined);
  await expect(outbox.claim('a')).rejects.toMatchObject({ reason: 'storage' });
  expect(await readdir(join(folder.path, 'entries'))).toEqual(['a.json']);
});
