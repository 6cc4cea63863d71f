import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Files } from '../../../../src/files/files.ts';
import { nodeFiles } from '../../../../src/files/nodeFiles.ts';
import { Outbox } from '../../../../src/notes/outbox/outbox.ts';
import type { Entry } from '../../../../src/notes/outbox/entry.ts';
import { fakeClock, settle } from '../../../fakeClock.ts';
import { failAt, faultyFiles, type Fault } from '../../../faultyFiles.ts';
import { temporaryFolder } from '../../../temporaryFolder.ts';
import { memoryLog } from '../../http/loopback.ts';
import { entryOf } from './entries.ts';

const day = 24 * 3600_000;

function openOutbox(
  folder: string,
  fault: Fault = () => undefined,
  now = Date.now(),
  disk: Files = nodeFiles,
) {
  const log = memoryLog();
  const { files, operations } = faultyFiles(disk, fault);
  const outbox = new Outbox({ files, folder, clock: fakeClock(now), log, newId: randomUUID });
  return { outbox, log, operations };
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
  const { sha256, size } = await outbox.keepBytes(piece(text));
  const attachment = { name: 'a.txt', mime: 'text/plain', sha256, size };
  await outbox.put(entryOf(id, { note: { ...entryOf(id).note, attachment } }));
  await outbox.releaseBytes(sha256);
  return sha256;
}

test('what was put is there after a restart, oldest first, in its last state', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  await outbox.load();
  await outbox.put(entryOf('b', { queuedAt: 2 }));
  await outbox.put(entryOf('a', { queuedAt: 3 }));
  await outbox.put(entryOf('c', { queuedAt: 1 }));
  const sending = entryOf('b', {
    queuedAt: 2,
    status: { state: 'sending', since: 5 },
    stamp: 's',
    attempts: 1,
  });
  await outbox.put(sending);
  await outbox.remove('c');
  expect(await reopened(folder.path)).toEqual([sending, entryOf('a', { queuedAt: 3 })]);
});

test('a put that fails at any step is told, is not in memory, and is not found later', async () => {
  await using probe = await temporaryFolder();
  const { outbox: probed, operations } = openOutbox(probe.path);
  await probed.put(entryOf('a'));
  expect(operations.length).toBeGreaterThan(5);
  for (let step = 1; step <= operations.length; step++) {
    await using folder = await temporaryFolder();
    const { outbox } = openOutbox(folder.path, failAt(step, 'ENOSPC'));
    await expect(outbox.put(entryOf('a'))).rejects.toMatchObject({
      reason: 'storage',
      message: 'There is no space left on this disk.',
    });
    expect(outbox.get('a')).toBeUndefined();
    expect(await reopened(folder.path)).toEqual([]);
  }
});

test('a change of state that fails at any step leaves the entry, in the old state or the new one', async () => {
  for (let step = 1; step <= 7; step++) {
    await using folder = await temporaryFolder();
    const entry = entryOf('a');
    await openOutbox(folder.path).outbox.put(entry);
    const { outbox } = openOutbox(folder.path, failAt(step + 2, 'EACCES'));
    await outbox.load();
    const changed = entryOf('a', { status: { state: 'sending', since: 9 } });
    await outbox.put(changed).catch(() => undefined);
    const [found, ...others] = await reopened(folder.path);
    expect(others).toEqual([]);
    expect([entry, changed]).toContainEqual(found);
  }
});

test('a damaged, a foreign and a newer file are set aside, told, and stop no other', async () => {
  await using folder = await temporaryFolder();
  await openOutbox(folder.path).outbox.put(entryOf('good'));
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

test('a good file that the disk does not give just now stays where it is', async () => {
  await using folder = await temporaryFolder();
  await openOutbox(folder.path).outbox.put(entryOf('a'));
  await openOutbox(folder.path).outbox.put(entryOf('b'));
  const busy: Fault = ({ name, path }) => (name === 'read' && path.endsWith('a.json') ? 'EMFILE' : undefined);
  expect((await reopened(folder.path, busy)).map(({ id }) => id)).toEqual(['b']);
  expect((await reopened(folder.path)).map(({ id }) => id).sort()).toEqual(['a', 'b']);
});

test('a damaged file that cannot be set aside stops no other either', async () => {
  await using folder = await temporaryFolder();
  await openOutbox(folder.path).outbox.put(entryOf('good'));
  await writeFile(join(folder.path, 'entries', 'bad.json'), '');
  const readOnly: Fault = ({ name }) => (name === 'read' || name === 'names' ? undefined : 'EROFS');
  expect(await reopened(folder.path, readOnly)).toEqual([entryOf('good')]);
});

test('a folder that cannot be read is told in the user’s words', async () => {
  await using folder = await temporaryFolder();
  await expect(reopened(folder.path, failAt(1, 'EACCES'))).rejects.toMatchObject({ reason: 'storage' });
});

test('bytes are kept under their hash, and go with the last entry that needs them', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  const sha256 = await putWith(outbox, 'a', 'the bytes');
  expect(sha256).toBe(createHash('sha256').update('the bytes').digest('hex'));
  await putWith(outbox, 'b', 'the bytes');
  await outbox.remove('a');
  expect(await readFile(outbox.blobPath(sha256), 'utf8')).toBe('the bytes');
  await outbox.remove('b');
  expect(await readdir(join(folder.path, 'blobs'))).toEqual([]);
});

test('bytes of a note that is just being put outlive another note with the same ones', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  await putWith(outbox, 'a', 'the bytes');
  const { sha256 } = await outbox.keepBytes(piece('the bytes'));
  await outbox.remove('a');
  expect(await readFile(outbox.blobPath(sha256), 'utf8')).toBe('the bytes');
  await outbox.releaseBytes(sha256);
  expect(await readdir(join(folder.path, 'blobs'))).toEqual([]);
});

test('a copy that is just finished is not taken for the one that another note was sent with', async () => {
  await using folder = await temporaryFolder();
  const { outbox: before } = openOutbox(folder.path);
  await putWith(before, 'a', 'the bytes');
  const files: Files = {
    ...nodeFiles,
    // The copy has its name, and nobody has been told of it yet.
    syncFolder: async (path) => {
      if (path.endsWith('blobs')) await outbox.remove('a');
      await nodeFiles.syncFolder(path);
    },
  };
  const { outbox } = openOutbox(folder.path, undefined, undefined, files);
  await outbox.load();
  const { sha256 } = await outbox.keepBytes(piece('the bytes'));
  expect(outbox.entries()).toEqual([]);
  expect(await readFile(outbox.blobPath(sha256), 'utf8')).toBe('the bytes');
});

test('bytes that are just being removed are not counted on by the next copy', async () => {
  await using folder = await temporaryFolder();
  const events: string[] = [];
  let keeping: Promise<{ sha256: string }> | undefined;
  const files: Files = {
    ...nodeFiles,
    makeFolder: async (path) => {
      if (keeping && path.endsWith('blobs')) events.push('copying');
      await nodeFiles.makeFolder(path);
    },
    remove: async (path) => {
      if (path.includes('blobs')) keeping ??= outbox.keepBytes(piece('the bytes'));
      await settle();
      await nodeFiles.remove(path);
      if (path.includes('blobs')) events.push('removed');
    },
  };
  const { outbox } = openOutbox(folder.path, undefined, undefined, files);
  await putWith(outbox, 'a', 'the bytes');
  await outbox.remove('a');
  const kept = await keeping;
  expect(events).toEqual(['removed', 'copying']);
  expect(await readFile(outbox.blobPath(kept?.sha256 ?? ''), 'utf8')).toBe('the bytes');
});

test('an entry is gone even when its bytes stay, and what stays is swept a day later', async () => {
  await using folder = await temporaryFolder();
  const stays: Fault = ({ name, path }) =>
    name === 'remove' && path.includes('blobs') ? 'EACCES' : undefined;
  const { outbox } = openOutbox(folder.path, stays);
  const sha256 = await putWith(outbox, 'a', 'the bytes');
  await expect(outbox.remove('a')).resolves.toBeUndefined();
  expect(await reopened(folder.path)).toEqual([]);
  expect(await readdir(join(folder.path, 'blobs'))).toEqual([sha256]);
  await openOutbox(folder.path, undefined, Date.now() + day + 1000).outbox.load();
  expect(await readdir(join(folder.path, 'blobs'))).toEqual([]);
});

test('sweeping spares what an entry needs, however old, and everything while a file is set aside', async () => {
  await using folder = await temporaryFolder();
  const sha256 = await putWith(openOutbox(folder.path).outbox, 'a', 'needed');
  const blob = (name: string) => join(folder.path, 'blobs', name);
  await writeFile(blob('.half.tmp'), 'half a copy');
  for (const name of [sha256, '.half.tmp']) await utimes(blob(name), 1, 1);
  await writeFile(join(folder.path, 'entries', 'bad.json'), 'damaged');

  await openOutbox(folder.path).outbox.load();
  expect((await readdir(join(folder.path, 'blobs'))).sort()).toEqual(['.half.tmp', sha256].sort());
  await nodeFiles.remove(join(folder.path, 'set-aside', 'bad.json'));
  await openOutbox(folder.path).outbox.load();
  expect(await readdir(join(folder.path, 'blobs'))).toEqual([sha256]);
});

test('what another window did to an entry is seen', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  await outbox.put(entryOf('a'));
  const other = openOutbox(folder.path).outbox;
  await other.load();
  await other.put(entryOf('a', { attempts: 1 }));
  expect(await outbox.refresh('a')).toMatchObject({ attempts: 1 });
  await other.remove('a');
  expect(await outbox.refresh('a')).toBeUndefined();
  expect(outbox.entries()).toEqual([]);
});

test('whoever listens hears of every change until they stop', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  const seen: number[] = [];
  const stop = outbox.onChange(() => seen.push(outbox.entries().length));
  await outbox.put(entryOf('a'));
  await outbox.remove('a');
  stop();
  await outbox.put(entryOf('b'));
  expect(seen).toEqual([1, 0]);
});
