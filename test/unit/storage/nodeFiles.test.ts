import { execFileSync } from 'node:child_process';
import { stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const posix = process.platform !== 'win32';

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const collected: Uint8Array[] = [];
  for await (const chunk of chunks) collected.push(chunk);
  return collected;
}

test.runIf(posix)('files and folders are for the user only', async () => {
  await using folder = await temporaryFolder();
  const inner = join(folder.path, 'a', 'b');
  await nodeFiles.makeFolder(inner);
  const file = await nodeFiles.create(join(inner, 'note'));
  await file.close();

  expect((await stat(join(folder.path, 'a'))).mode & 0o777).toBe(0o700);
  expect((await stat(inner)).mode & 0o777).toBe(0o700);
  expect((await stat(join(inner, 'note'))).mode & 0o777).toBe(0o600);
});

test('making a folder that exists is no error', async () => {
  await using folder = await temporaryFolder();
  await expect(nodeFiles.makeFolder(folder.path)).resolves.toBeUndefined();
});

test('several writes make one file, which is read back whole or in chunks', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'file');
  const file = await nodeFiles.create(path);
  await file.write(Buffer.from('abcd'));
  await file.write(Buffer.from('efg'));
  await file.sync();
  await file.close();

  expect(Buffer.from(await nodeFiles.read(path)).toString()).toBe('abcdefg');
  const pieces = await collect(nodeFiles.readChunks(path, 3));
  expect(pieces.map((piece) => Buffer.from(piece).toString())).toEqual(['abc', 'def', 'g']);
});

test('creating never replaces a file', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'file');
  await writeFile(path, 'first');
  await expect(nodeFiles.create(path)).rejects.toMatchObject({ code: 'EEXIST' });
  expect(Buffer.from(await nodeFiles.read(path)).toString()).toBe('first');
});

test('`names` lists a folder; it is empty for one that is not there, and fails for a file', async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'one'), '');
  await writeFile(join(folder.path, 'two'), '');
  expect([...(await nodeFiles.names(folder.path))].sort()).toEqual(['one', 'two']);
  expect(await nodeFiles.names(join(folder.path, 'absent'))).toEqual([]);
  await expect(nodeFiles.names(join(folder.path, 'one'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

test('`facts` distinguishes a file, with its size and whole milliseconds, from a folder', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'file');
  await writeFile(path, '12345');
  const facts = await nodeFiles.facts(path);
  expect(facts).toMatchObject({ kind: 'file', size: 5 });
  expect(facts.modifiedAt).toBe(Math.trunc((await stat(path)).mtimeMs));
  expect(await nodeFiles.facts(folder.path)).toMatchObject({ kind: 'folder' });
  await expect(nodeFiles.facts(join(folder.path, 'absent'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test.runIf(posix)('removing a link leaves what it points to', async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'kept'), 'kept');
  await symlink(join(folder.path, 'kept'), join(folder.path, 'link'));
  await nodeFiles.remove(join(folder.path, 'link'));
  expect(await nodeFiles.names(folder.path)).toEqual(['kept']);
});

test('syncing a folder that is not there is an error, on systems that can sync folders', async () => {
  await using folder = await temporaryFolder();
  await expect(nodeFiles.syncFolder(folder.path)).resolves.toBeUndefined();
  const absent = nodeFiles.syncFolder(join(folder.path, 'absent'));
  if (posix) await expect(absent).rejects.toMatchObject({ code: 'ENOENT' });
  else await expect(absent).resolves.toBeUndefined();
});

test.runIf(posix)(
  'a folder or a pipe in the place of a file is an error, and nothing waits for it',
  async () => {
    await using folder = await temporaryFolder();
    const pipe = join(folder.path, 'pipe.json');
    execFileSync('mkfifo', [pipe]);
    await expect(nodeFiles.read(pipe)).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(nodeFiles.read(folder.path)).rejects.toMatchObject({ code: 'EISDIR' });
  },
);
