import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyHashed } from '../../../src/storage/copyHashed.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { Failure } from '../../../src/base/failure.ts';
import { failAt, faultyFiles } from '../../support/faultyFiles.ts';
import { piecesOf } from '../../support/piecesOf.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('any chunks become one file, named by the hash of all of them', async () => {
  await using folder = await temporaryFolder();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 8 }), async (chunks) => {
      const whole = Buffer.concat(chunks);
      const copied = await copyHashed(nodeFiles, piecesOf(...chunks), folder.path, randomUUID);
      expect(copied).toEqual({ sha256: sha256(whole), size: whole.byteLength });
      expect(await readFile(join(folder.path, copied.sha256))).toEqual(whole);
    }),
    { numRuns: 50 },
  );
});

test('a file on disk is read in chunks, and an equal copy is stored once', async () => {
  await using folder = await temporaryFolder();
  const bytes = randomBytes(700_000);
  const from = join(folder.path, 'from');
  await writeFile(from, bytes);
  const blobs = join(folder.path, 'blobs');
  await nodeFiles.makeFolder(blobs);

  const { files, operations } = faultyFiles(nodeFiles, () => undefined);
  const copied = await copyHashed(files, from, blobs, randomUUID);
  expect(operations.filter(({ name }) => name === 'write').length).toBeGreaterThan(1);
  await copyHashed(nodeFiles, from, blobs, randomUUID);
  expect(copied).toEqual({ sha256: sha256(bytes), size: 700_000 });
  expect(await readdir(blobs)).toEqual([copied.sha256]);
  expect(bytes.equals(await readFile(join(blobs, copied.sha256)))).toBe(true);
});

test('a source that fails leaves nothing, and its Failure comes through as it is', async () => {
  await using folder = await temporaryFolder();
  const cancelled = new Failure('cancelled', 'Cancelled.');
  const copy = copyHashed(nodeFiles, piecesOf(Buffer.from('half'), cancelled), folder.path, randomUUID);
  await expect(copy).rejects.toBe(cancelled);
  expect(await readdir(folder.path)).toEqual([]);
});

test('a copy that its caller rejects leaves nothing', async () => {
  await using folder = await temporaryFolder();
  const refused = new Failure('invalid', 'Too large.');
  const copy = copyHashed(nodeFiles, piecesOf(Buffer.from('bytes')), folder.path, randomUUID, () => {
    throw refused;
  });
  await expect(copy).rejects.toBe(refused);
  expect(await readdir(folder.path)).toEqual([]);
});

test.each(
  ['create', 'write', 'write', 'sync', 'close', 'rename'].map((name, index) => [name, index + 1] as const),
)('no space at %s (operation %i) is reported, and nothing is left', async (_, number) => {
  await using folder = await temporaryFolder();
  const { files } = faultyFiles(nodeFiles, failAt(number, 'ENOSPC'));
  const copy = copyHashed(files, piecesOf(Buffer.from('one'), Buffer.from('two')), folder.path, randomUUID);
  await expect(copy).rejects.toMatchObject({ reason: 'storage', cause: { code: 'ENOSPC' } });
  expect(await readdir(folder.path)).toEqual([]);
});
