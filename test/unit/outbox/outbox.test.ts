import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Files } from '../../../src/storage/files.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { Outbox } from '../../../src/outbox/outbox.ts';
import type { Entry } from '../../../src/outbox/entry.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { failAt, faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { newHost } from '../../support/testPlatform.ts';
import { memoryLog } from '../http/loopback.ts';
import { entryOf, removeEntry } from '../../support/entries.ts';

const day = 24 * 3600_000;

/** What one host sees; each call is another host. Those before it have ended. */
function openOutbox(
  folder: string,
  fault: Fault = () => undefined,
  now = Date.now(),
  disk: Files = nodeFiles,
) {
  const log = memoryLog();
  const { files, operations } = faultyFiles(disk, fault);
  const clock = fakeClock(now);
  const outbox = new Outbox({ files, folder, clock, host: newHost(), log, newId: randomUUID });
  return { outbox, log, operations, clock };
}

async function reopened(folder: string, fault?: Fault): Promise<readonly Entry[]> {
  const { outbox } = openOutbox(folder, fault);
  await outbox.load();
  return outbox.entries();
}

// eslint-disable-next-line @typescript-eslint/require-await -- the contract is asynchronous
async function* piece(text: string) {
  yield Buffer.from(text);
}

/** Keeps `text` for an entry, as a submit does. */
async function putWith(outbox: Outbox, id: string, text: string): Promise<string> {
  const { sha256, size } = await outbox.writeAttachment(id, piece(text));
  const attachment = { name: 'a.txt', mime: 'text/plain', sha256, size };
  await outbox.enqueue(entryOf(id, { note: { ...entryOf(id).note, attachment } }));
  await outbox.removeAttachment(id, sha256);
  return sha256;
}

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

test('adding that fails at any step rejects, leaves nothing in memory and nothing to be found later', async () => {
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

test('adding rejects also on a disk that does nothing more from some step on', async () => {
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
    const [found, ...others] = await reopened(folder.path);
    expect(others).toEqual([]);
    expect([entry, changed]).toContainEqual(found);
  }
});

test('a damaged, a foreign and a newer file are set aside and logged, and the others are read', async () => {
  await using folder = await temporaryFolder();
  await openOutbox(folder.path).outbox.enqueue(entryOf('good'));
  const files = {
    'damaged.json': '{"version":1,"id":"damaged","note":{"text":"half of wh',
    'newer.json': JSON.stringify({ ...entryOf('newer'), version: 2 }),
    'copy.json': JSON.stringify(entryOf('good')),
    'outside.json': JSON.stringify(entryOf('../../outside')),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, 'entries', name), text);
  const { outbox, log } = openOutbox(folder.path);
  await outbox.load();
  expect(outbox.entries()).toEqual([entryOf('good')]);
  expect(await readdir(join(folder.path, 'entries'))).toEqual(['good.json']);
  for (const [name, text] of Object.entries(files))
    expect(await readFile(join(folder.path, 'set-aside', name), 'utf8')).toBe(text);
  expect(log.lines).toHaveLength(4);
  expect(log.lines.join('\n')).not.toContain('half of wh');
});

test('a good file that cannot be read just now stays where it is', async () => {
  await using folder = await temporaryFolder();
  await openOutbox(folder.path).outbox.enqueue(entryOf('a'));
  await openOutbox(folder.path).outbox.enqueue(entryOf('b'));
  const busy: Fault = ({ name, path }) => (name === 'read' && path.endsWith('a.json') ? 'EMFILE' : undefined);
  expect((await reopened(folder.path, busy)).map(({ id }) => id)).toEqual(['b']);
  expect((await reopened(folder.path)).map(({ id }) => id).sort()).toEqual(['a', 'b']);
});

test('the others are read also when a damaged file cannot be set aside', async () => {
  await using folder = await temporaryFolder();
  await openOutbox(folder.path).outbox.enqueue(entryOf('good'));
  await writeFile(join(folder.path, 'entries', 'bad.json'), '');
  const readOnly: Fault = ({ name }) => (['read', 'names', 'facts'].includes(name) ? undefined : 'EROFS');
  expect(await reopened(folder.path, readOnly)).toEqual([entryOf('good')]);
});

test('a folder that cannot be read is reported in the user’s words', async () => {
  await using folder = await temporaryFolder();
  await expect(reopened(folder.path, failAt(1, 'EACCES'))).rejects.toMatchObject({ reason: 'storage' });
});

test('an attachment lies under its entry’s id and its hash, and is removed with the entry', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  const sha256 = await putWith(outbox, 'a', 'the bytes');
  expect(sha256).toBe(createHash('sha256').update('the bytes').digest('hex'));
  // The same file for another customer, put in by another window.
  await putWith(openOutbox(folder.path).outbox, 'b', 'the bytes');
  await removeEntry(outbox, 'a');
  expect(await readdir(join(folder.path, 'blobs'))).toEqual([`b.${sha256}`]);
  expect(await readFile(outbox.blobPath('b', sha256), 'utf8')).toBe('the bytes');
});

test('an entry is removed even when its attachment cannot be, which is swept a day later', async () => {
  await using folder = await temporaryFolder();
  const stays: Fault = ({ name, path }) =>
    name === 'remove' && path.includes('blobs') ? 'EACCES' : undefined;
  const { outbox } = openOutbox(folder.path, stays);
  const sha256 = await putWith(outbox, 'a', 'the bytes');
  expect(await removeEntry(outbox, 'a')).toBe(true);
  expect(await reopened(folder.path)).toEqual([]);
  expect(await readdir(join(folder.path, 'blobs'))).toEqual([`a.${sha256}`]);
  await openOutbox(folder.path, undefined, Date.now() + day + 1000).outbox.load();
  expect(await readdir(join(folder.path, 'blobs'))).toEqual([]);
});

test('sweeping keeps what an entry needs, however old, and everything while a file is set aside', async () => {
  await using folder = await temporaryFolder();
  const sha256 = await putWith(openOutbox(folder.path).outbox, 'a', 'needed');
  const blob = (name: string) => join(folder.path, 'blobs', name);
  await writeFile(blob('.half.tmp'), 'half a copy');
  const needed = `a.${sha256}`;
  for (const name of [needed, '.half.tmp']) await utimes(blob(name), 1, 1);
  await writeFile(join(folder.path, 'entries', 'bad.json'), 'damaged');

  await openOutbox(folder.path).outbox.load();
  expect((await readdir(join(folder.path, 'blobs'))).sort()).toEqual(['.half.tmp', needed]);
  await nodeFiles.remove(join(folder.path, 'set-aside', 'bad.json'));
  await openOutbox(folder.path).outbox.load();
  expect(await readdir(join(folder.path, 'blobs'))).toEqual([needed]);
});

test('what another window did to an entry is seen', async () => {
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
  const seen: number[] = [];
  const stop = outbox.onChange(() => seen.push(outbox.entries().length));
  await outbox.enqueue(entryOf('a'));
  await removeEntry(outbox, 'a');
  stop();
  await outbox.enqueue(entryOf('b'));
  expect(seen).toEqual([1, 0]);
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

test('an entry that turns out damaged once it is claimed is set aside', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  await outbox.enqueue(entryOf('a'));
  await writeFile(join(folder.path, 'entries', 'a.json'), '{"version":1');
  expect(await outbox.claim('a')).toBeUndefined();
  expect(await readdir(join(folder.path, 'entries'))).toEqual([]);
  expect(await readdir(join(folder.path, 'set-aside'))).toHaveLength(1);
});

test('a damaged file that an ended host had claimed is set aside; a living host may be able to read its own', async () => {
  await using folder = await temporaryFolder();
  await openOutbox(folder.path).outbox.enqueue(entryOf('good'));
  await writeFile(join(folder.path, 'entries', 'bad@dead-1.json'), '{"version":2');
  const log = memoryLog();
  const host = { id: 'here', hasEnded: (id: string) => id === 'dead-2' };
  const parts = { files: nodeFiles, folder: folder.path, clock: fakeClock(), host, log, newId: randomUUID };
  await new Outbox(parts).load();
  expect(await readdir(join(folder.path, 'entries'))).toEqual(['bad@dead-1.json', 'good.json']);
  await reopened(folder.path);
  expect(await readdir(join(folder.path, 'entries'))).toEqual(['good.json']);
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

test('the bytes of a note that was not added are released, those of one that was stay', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  const kept = await putWith(outbox, 'a', 'the bytes');
  await outbox.enqueue(entryOf('plain'));
  for (const id of ['gone', 'plain']) {
    const { sha256 } = await outbox.writeAttachment(id, piece('other bytes'));
    await outbox.removeAttachment(id, sha256);
  }
  expect(await readdir(join(folder.path, 'blobs'))).toEqual([`a.${kept}`]);
});

test('an attachment stays with a note that is corrected, and goes when the corrected one has none', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  const sha256 = await putWith(outbox, 'a', 'the bytes');
  await putWith(outbox, 'a', 'the bytes');
  expect(await readdir(join(folder.path, 'blobs'))).toEqual([`a.${sha256}`]);
  await outbox.enqueue(entryOf('a'));
  expect(await readdir(join(folder.path, 'blobs'))).toEqual([]);
});

test('a note that is gone is not removed a second time, and nobody works on it', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  await outbox.enqueue(entryOf('a'));
  expect([await removeEntry(outbox, 'a'), await removeEntry(outbox, 'a')]).toEqual([true, false]);
  expect(outbox.ownerOf('a')).toBeUndefined();
});
