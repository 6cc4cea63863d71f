import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { writePieces } from '../../../src/history/writeFile.ts';
import { Failure } from '../../../src/base/failure.ts';
import { piecesOf } from '../../support/piecesOf.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

let idCount = 0;
const newId = () => `id-${(idCount += 1)}`;
const noSignal = new AbortController().signal;

test('a file is written completely, byte for byte, in place of an older one', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'a.md');
  await writeFile(path, 'old');
  const bytes = Uint8Array.from({ length: 300_000 }, (_, at) => at % 251);
  const text = 'ä€😀'.repeat(30_000);
  await writePieces(nodeFiles, path, piecesOf<string | Uint8Array>(text, 'b', bytes, 'c'), newId, noSignal);
  expect(
    Buffer.compare(await readFile(path), Buffer.concat([Buffer.from(`${text}b`), bytes, Buffer.from('c')])),
  ).toBe(0);
  expect(await readdir(folder.path)).toEqual(['a.md']);
});

test('after a failure or a cancel the older file stays, and nothing else is left', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'a.md');
  await writeFile(path, 'old');
  const failure = new Failure('offline', 'Offline.');
  await expect(writePieces(nodeFiles, path, piecesOf('new', failure), newId, noSignal)).rejects.toBe(failure);
  const cancelled = writePieces(nodeFiles, path, piecesOf('new'), newId, AbortSignal.abort());
  await expect(cancelled).rejects.toMatchObject({ reason: 'cancelled' });
  const nothing = writePieces(nodeFiles, path, piecesOf(), newId, AbortSignal.abort());
  await expect(nothing).rejects.toMatchObject({ reason: 'cancelled' });
  expect(await readFile(path, 'utf8')).toBe('old');
  expect(await readdir(folder.path)).toEqual(['a.md']);
});
