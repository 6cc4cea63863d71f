import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Files } from '../../../src/storage/files.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { failAt, type Fault } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { entryOf, removeEntry } from '../../support/entries.ts';
import { openOutbox, putWith, reopened } from './outboxHarness.ts';

test('entries are there after a restart, oldest first, in their last state', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  await outbox.load();
  await outbox.enqueue(entryOf('b', { queuedAt: 2 }));
  await outbox.enqueue(entryOf('a', { queuedAt: 3 }));
  await outbox.enqueue(entryOf('c', { queuedAt: 1 }));
  const sending = entryOf('b', {
    queuedAt: 2,
    status: { state: 'sending', since: 5, by: 'here' },
    stamp: 's',
    attempts: 1,
  });
  await (await outbox.claim('b'))?.release(sending);
  await removeEntry(outbox, 'c');
  expect(await reopened(folder.path)).toEqual([sending, entryOf('a', { queuedAt: 3 })]);
});

test('an `enqueue` that fails at any step rejects, and leaves nothing in memory or on disk', async () => {
  await using probe = await temporaryFolder();
  const { outbox: probed, operations } = openOutbox(probe.path);
  await probed.enqueue(entryOf('a'));
  expect(operations.length).toBeGreaterThan(5);
  for (let step = 1; step <= operations.length; step++) {
    await using folder = await temporaryFolder();
    const { outbox } = openOutbox(folder.path, failAt(step, 'ENOSPC'));
    await expect(outbox.enqueue(entryOf('a'))).rejects.toMatchObject({
      reason: 'storage',
      message: 'There is no space left on this disk.',
    });
    expect(outbox.get('a')).toBeUndefined();
    expect(await reopened(folder.path)).toEqual([]);
  }
});

test('an `enqueue` also rejects on a disk that fails from some step on', async () => {
  for (let step = 1; step <= 6; step++) {
    await using folder = await temporaryFolder();
    const { outbox } = openOutbox(folder.path, ({ number }) => (number >= step ? 'EIO' : undefined));
    await expect(outbox.enqueue(entryOf('a'))).rejects.toMatchObject({ reason: 'storage' });
    expect(outbox.get('a')).toBeUndefined();
  }
});

test('a change of state that fails at any step leaves one entry, in the old state or the new one', async () => {
  for (let step = 1; step <= 12; step++) {
    await using folder = await temporaryFolder();
    const entry = entryOf('a');
    await openOutbox(folder.path).outbox.enqueue(entry);
    const disk: { fault: Fault } = { fault: () => undefined };
    const { outbox, operations } = openOutbox(folder.path, (operation) => disk.fault(operation));
    await outbox.load();
    disk.fault = failAt(operations.length + step, 'EACCES');
    const changed = entryOf('a', { status: { state: 'sending', since: 9, by: 'here' } });
    const claimed = await outbox.claim('a').catch(() => undefined);
    await claimed?.release(changed).catch(() => undefined);
    const [entryOnDisk, ...others] = await reopened(folder.path);
    expect(others).toEqual([]);
    expect([entry, changed]).toContainEqual(entryOnDisk);
  }
});

test('what another window did with an entry is seen', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  await outbox.enqueue(entryOf('a'));
  const other = openOutbox(folder.path).outbox;
  await other.load();
  const claimed = await other.claim('a');
  await outbox.reload();
  expect(outbox.ownerOf('a')).toBeDefined();
  await claimed?.release(entryOf('a', { attempts: 1 }));
  await outbox.reload();
  expect([outbox.get('a'), outbox.ownerOf('a')]).toEqual([entryOf('a', { attempts: 1 }), undefined]);
  await (await other.claim('a'))?.stored('n-1');
  await outbox.reload();
  expect([outbox.entries(), outbox.receipts.get('a')?.noteId]).toEqual([[], 'n-1']);
});

test('a listener is called for every change until it is removed', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  const sizes: number[] = [];
  const stop = outbox.onChange(() => sizes.push(outbox.entries().length));
  await outbox.enqueue(entryOf('a'));
  await removeEntry(outbox, 'a');
  stop();
  await outbox.enqueue(entryOf('b'));
  expect(sizes).toEqual([1, 0]);
});

test('a refused note is replaced by the corrected one, and so is its attachment', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  await putWith(outbox, 'a', 'the old bytes');
  const failure = { reason: 'refused' as const, message: 'Too short.' };
  const claimed = await outbox.claim('a');
  await claimed?.release({ ...claimed.entry, status: { state: 'refused', failure } });
  const sha256 = await putWith(outbox, 'a', 'the new bytes');
  expect(outbox.get('a')).toMatchObject({ status: { state: 'waiting' }, note: { attachment: { sha256 } } });
  expect(await readdir(join(folder.path, 'entries'))).toEqual(['a.json']);
  expect(await readdir(join(folder.path, 'blobs'))).toEqual([`a.${sha256}`]);
});

test('when a corrected note cannot be written, neither it nor the refused one is in the outbox', async () => {
  await using folder = await temporaryFolder();
  const disk: { fault: Fault } = { fault: () => undefined };
  const { outbox } = openOutbox(folder.path, (operation) => disk.fault(operation));
  await outbox.enqueue(entryOf('a'));
  disk.fault = ({ name }) => (name === 'sync' ? 'ENOSPC' : undefined);
  await expect(outbox.enqueue(entryOf('a', { queuedAt: 9 }))).rejects.toMatchObject({ reason: 'storage' });
  expect([outbox.entries(), await reopened(folder.path)]).toEqual([[], []]);
});

test.each(['sending', 'uncertain', 'stored', 'worked on'] as const)(
  'a note that is %s is not put in a second time',
  async (state) => {
    await using folder = await temporaryFolder();
    const { outbox } = openOutbox(folder.path);
    await outbox.enqueue(entryOf('a'));
    const claimed = await outbox.claim('a');
    const failure = { reason: 'dropped' as const, message: 'Lost.' };
    if (state === 'sending')
      await claimed?.release(entryOf('a', { status: { state, since: 1, by: 'here' } }));
    if (state === 'uncertain') await claimed?.release(entryOf('a', { status: { state, since: 1, failure } }));
    if (state === 'stored') await claimed?.stored('n-1');
    const before = outbox.entries();
    await expect(outbox.enqueue(entryOf('a', { queuedAt: 9 }))).rejects.toMatchObject({ reason: 'invalid' });
    expect(await reopened(folder.path)).toEqual(before);
  },
);

test('a note that another host claims before adding has ended is in the outbox', async () => {
  await using folder = await temporaryFolder();
  const there = openOutbox(folder.path).outbox;
  const files: Files = {
    ...nodeFiles,
    syncFolder: async (path) => {
      if (!path.endsWith('entries')) {
        await nodeFiles.syncFolder(path);
        return;
      }
      await there.claim('a');
      throw Object.assign(new Error('EIO'), { code: 'EIO' });
    },
  };
  const { outbox } = openOutbox(folder.path, undefined, undefined, files);
  await outbox.enqueue(entryOf('a'));
  expect(outbox.get('a')).toEqual(entryOf('a'));
  expect(outbox.ownerOf('a')).toBeDefined();
});

test('what was discarded does not come back after a power cut', async () => {
  await using folder = await temporaryFolder();
  const { outbox, operations } = openOutbox(folder.path);
  await outbox.enqueue(entryOf('a'));
  await removeEntry(outbox, 'a');
  const after = operations.slice(operations.findIndex(({ name }) => name === 'remove'));
  expect(after.map(({ name }) => name)).toContain('syncFolder');
});

test('a change within one tick of the file system’s clock is seen; files that stay as they are, are not read again', async () => {
  await using folder = await temporaryFolder();
  await openOutbox(folder.path).outbox.enqueue(entryOf('a'));
  const path = join(folder.path, 'entries', 'a.json');
  const { outbox, clock, operations } = openOutbox(folder.path);
  await outbox.load();
  const { modifiedAt } = await nodeFiles.facts(path);
  await writeFile(path, JSON.stringify(entryOf('a', { attempts: 1 })));
  await nodeFiles.touch(path, modifiedAt);
  await outbox.reload();
  expect(outbox.get('a')?.attempts).toBe(1);
  await clock.advance(10_000);
  await outbox.reload();
  const before = operations.length;
  await outbox.reload();
  expect(operations.slice(before).filter(({ name }) => name === 'read')).toEqual([]);
});

test('a note that is gone is not removed a second time, and nobody works on it', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  await outbox.enqueue(entryOf('a'));
  expect([await removeEntry(outbox, 'a'), await removeEntry(outbox, 'a')]).toEqual([true, false]);
  expect(outbox.ownerOf('a')).toBeUndefined();
});

test('a note whose receipt cannot be read is not added: its note is possibly saved', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path, ({ name, path }) =>
    name === 'read' && path.endsWith(join('stored', 'a.json')) ? 'EACCES' : undefined,
  );
  await openOutbox(folder.path).outbox.receipts.add({ id: 'a', accountId: 'one', noteId: '1' });
  await outbox.load();
  await expect(outbox.enqueue(entryOf('a'))).rejects.toMatchObject({
    reason: 'invalid',
    message: 'This note has a receipt that cannot be read, so it is possibly saved: see Recent Notes.',
  });
  await outbox.enqueue(entryOf('b'));
  expect(outbox.entries().map(({ id }) => id)).toEqual(['b']);
});
