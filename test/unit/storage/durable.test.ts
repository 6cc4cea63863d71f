import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { removeIfThere, writeDurably, writeOnce } from '../../../src/storage/durable.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import type { Files } from '../../../src/storage/files.ts';
import { failAt, faultyFiles, fullFrom, type Fault } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { everyOrder, seededOrder, stepwise } from '../../support/stepwise.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const newBytes = Buffer.from('the new text');

const steps = ['create', 'write', 'sync', 'close', 'rename', 'syncFolder'];

test('writes, syncs, closes, renames and syncs the folder, in this order', async () => {
  await using folder = await temporaryFolder();
  const { files, operations } = faultyFiles(nodeFiles, () => undefined);
  await writeDurably(files, join(folder.path, 'note'), newBytes, randomUUID);

  expect(operations.map(({ name }) => name)).toEqual(steps);
  expect(await readFile(join(folder.path, 'note'), 'utf8')).toBe('the new text');
  expect(await readdir(folder.path)).toEqual(['note']);
});

/** What is in the folder afterwards, and the error that the call ended in. */
async function writeOver(fault: Fault) {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'note'), 'the old text');
  const { files } = faultyFiles(nodeFiles, fault);
  const error: unknown = await writeDurably(files, join(folder.path, 'note'), newBytes, randomUUID).catch(
    (error: unknown) => error,
  );
  return {
    error,
    names: await readdir(folder.path),
    text: await readFile(join(folder.path, 'note'), 'utf8'),
  };
}

describe.each(steps.map((name, index) => ({ name, number: index + 1 })))('when $name fails', (step) => {
  const expected = step.name === 'syncFolder' ? 'the new text' : 'the old text';

  test.each([
    ['ENOSPC', 'There is no space left on this disk.'],
    ['EROFS', 'This disk is read-only.'],
  ])('once, with %s: one whole file, no temporary one', async (code, message) => {
    const after = await writeOver(failAt(step.number, code));
    expect(after.error).toMatchObject({ reason: 'storage', message, cause: { code } });
    expect(after).toMatchObject({ names: ['note'], text: expected });
  });

  test('and the disk stays full', async () => {
    const after = await writeOver(fullFrom(step.number));
    expect(after.error).toMatchObject({ reason: 'storage', message: 'There is no space left on this disk.' });
    expect(after.names).toEqual(['note']);
    expect(['the old text', 'the new text']).toContain(after.text);
  });
});

test('of two writers of one file, the last one’s bytes are there, whole', async () => {
  await using folder = await temporaryFolder();
  const texts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(100_000));
  const path = join(folder.path, 'note');
  await Promise.all(texts.map((text) => writeDurably(nodeFiles, path, Buffer.from(text), randomUUID)));
  expect(texts).toContain(await readFile(path, 'utf8'));
  expect(await readdir(folder.path)).toEqual(['note']);
});

test('removing a file, one that is not there, and one that cannot be removed', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'note');
  await writeFile(path, '');
  await removeIfThere(nodeFiles, path);
  expect(await readdir(folder.path)).toEqual([]);
  await expect(removeIfThere(nodeFiles, path)).resolves.toBeUndefined();
  const { files } = faultyFiles(nodeFiles, failAt(1, 'EACCES'));
  await expect(removeIfThere(files, path)).rejects.toMatchObject({ reason: 'storage' });
});

describe('what is written once', () => {
  const onceSteps = ['create', 'write', 'sync', 'close', 'link', 'remove', 'syncFolder'];

  test('is synced before it has its name, and is never replaced', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'note');
    const { files, operations } = faultyFiles(nodeFiles, () => undefined);
    expect(await writeOnce(files, path, newBytes, randomUUID)).toBe(true);
    expect(operations.map(({ name }) => name)).toEqual(onceSteps);
    expect(await writeOnce(nodeFiles, path, Buffer.from('another text'), randomUUID)).toBe(false);
    expect(await readFile(path, 'utf8')).toBe('the new text');
    expect(await readdir(folder.path)).toEqual(['note']);
  });

  test('is written by one of many at the same time', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'note');
    const written = await Promise.all(
      Array.from({ length: 20 }, (_, at) => writeOnce(nodeFiles, path, Buffer.from(`${at}`), randomUUID)),
    );
    expect(written.filter((each) => each).length).toBe(1);
    expect(await readFile(path, 'utf8')).toBe(`${written.indexOf(true)}`);
  });

  test.each(onceSteps.map((name, index) => ({ name, number: index + 1 })))(
    'is there whole or not at all when $name fails',
    async ({ name, number }) => {
      await using folder = await temporaryFolder();
      const { files } = faultyFiles(nodeFiles, failAt(number, 'ENOSPC'));
      const done = writeOnce(files, join(folder.path, 'note'), newBytes, randomUUID);
      if (name !== 'remove') await expect(done).rejects.toMatchObject({ reason: 'storage' });
      else expect(await done).toBe(true);
      const names = (await readdir(folder.path)).filter((each) => !each.startsWith('.'));
      expect(names).toEqual(['remove', 'syncFolder'].includes(name) ? ['note'] : []);
    },
  );

  test.each(['EPERM', 'ENOTSUP'])('is written where the disk gives no second names: %s', async (code) => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'note');
    const { files } = faultyFiles(nodeFiles, ({ name }) => (name === 'link' ? code : undefined));
    expect(await writeOnce(files, path, newBytes, randomUUID)).toBe(true);
    expect(await writeOnce(files, path, Buffer.from('another text'), randomUUID)).toBe(false);
    expect(await readFile(path, 'utf8')).toBe('the new text');
    expect(await readdir(folder.path)).toEqual(['note']);
  });

  describe('on a disk that gives no second names', () => {
    const withoutLinks = (disk: Files): Files =>
      faultyFiles(disk, ({ name }) => (name === 'link' ? 'EPERM' : undefined)).files;

    /** Some writers at once, whose operations on the disk are done in the order that is chosen. */
    const writeAtOnce = async (texts: readonly string[], choose: (waiting: number) => number) => {
      const disk = memoryFiles(() => 0);
      await disk.files.makeFolder('/folder');
      const steps = stepwise(disk.files);
      const files = withoutLinks(steps.files());
      const all = texts.map((text) => writeOnce(files, '/folder/note', Buffer.from(text), randomUUID));
      await steps.run(all, choose);
      const written = await Promise.all(all);
      expect(written.filter((each) => each).length).toBe(1);
      expect(disk.text('/folder/note')).toBe(texts[written.indexOf(true)]);
      expect(disk.list('/folder')).toEqual(['note']);
    };

    test('is written by one of two at the same time, in whatever order they get on', async () => {
      expect(await everyOrder((choose) => writeAtOnce(['one', 'other'], choose))).toBeGreaterThan(300);
    });

    test('is written by one of three at the same time', async () => {
      for (let seed = 0; seed < 300; seed++) await writeAtOnce(['one', 'other', 'third'], seededOrder(seed));
    });

    test('can be written a minute after a writer was killed, and not before', async () => {
      let now = 1_000_000;
      const disk = memoryFiles(() => now);
      await disk.files.makeFolder('/folder');
      let isKilled = false;
      const killed = faultyFiles(withoutLinks(disk.files), ({ name, path }) => {
        isKilled ||= name === 'rename' && path === '/folder/note';
        return isKilled ? 'EKILLED' : undefined;
      }).files;
      const write = (files: Files) => writeOnce(files, '/folder/note', newBytes, randomUUID);
      await expect(write(killed)).rejects.toThrow();
      const files = withoutLinks(disk.files);
      now += 59_000;
      expect([await write(files), await write(files)]).toEqual([false, false]);
      now += 2_000;
      // The first one only ends the turn of the killed writer.
      expect([await write(files), await write(files)]).toEqual([false, true]);
      expect(disk.text('/folder/note')).toBe('the new text');
    });
  });
});
