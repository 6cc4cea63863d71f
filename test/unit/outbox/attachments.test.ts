import { createHash } from 'node:crypto';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import type { Fault } from '../../support/faultyFiles.ts';
import { piecesOf } from '../../support/piecesOf.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { entryOf, removeEntry } from '../../support/entries.ts';
import { openOutbox, putWith, reopened } from './outboxHarness.ts';

const day = 24 * 3600_000;

test('an attachment lies under its entry’s id and its hash, and is removed with the entry', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  const sha256 = await putWith(outbox, 'a', 'the bytes');
  expect(sha256).toBe(createHash('sha256').update('the bytes').digest('hex'));
  // The same file for another customer, queued by another window.
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

test('the bytes of a note that was not added are released, those of one that was stay', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  const sha256OfA = await putWith(outbox, 'a', 'the bytes');
  await outbox.enqueue(entryOf('plain'));
  for (const id of ['gone', 'plain']) {
    const { sha256 } = await outbox.writeAttachment(id, piecesOf(Buffer.from('other bytes')));
    await outbox.removeAttachment(id, sha256);
  }
  expect(await readdir(join(folder.path, 'blobs'))).toEqual([`a.${sha256OfA}`]);
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
