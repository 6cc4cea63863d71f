import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../../src/storage/nodeFiles.ts';
import type { LostNote } from '../../../../src/providers/outgoingNote.ts';
import { faultyFiles } from '../../../support/faultyFiles.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { entryOf, going, noteOf, now, openNotebook } from './openNotebook.ts';

const lost = (id: string): LostNote => ({ ...entryOf(id, noteOf('x')), since: now, takenNoteIds: new Set() });

test('a note is found by its entry, whatever its file is called now', async () => {
  await using folder = await temporaryFolder();
  const notebook = openNotebook(folder.path);
  const stored = await notebook.create(entryOf('e-1', noteOf('x')), going);
  await notebook.create(entryOf('e-2', noteOf('x')), going);
  expect(await notebook.findDuplicate(lost('e-1'), going)).toEqual({ result: 'found', note: stored });
  await rename(fileURLToPath(stored.url ?? ''), join(folder.path, 'Meeting.md'));
  expect(await notebook.findDuplicate(lost('e-1'), going)).toMatchObject({
    result: 'found',
    note: { id: 'e-1' },
  });
});

test('a note that is not there will not come, in a folder that is not there either', async () => {
  await using folder = await temporaryFolder();
  const notebook = openNotebook(folder.path);
  const absent = { result: 'absent', final: true };
  await notebook.create(entryOf('e-2', noteOf('x')), going);
  expect(await notebook.findDuplicate(lost('e-1'), going)).toEqual(absent);
  await rm(folder.path, { recursive: true });
  expect(await notebook.findDuplicate(lost('e-1'), going)).toEqual(absent);
  // Looking creates nothing.
  await expect(readdir(folder.path)).rejects.toMatchObject({ code: 'ENOENT' });
});

test.each(['names', 'syncFolder'])('a disk that refuses %s tells nothing', async (name) => {
  await using folder = await temporaryFolder();
  await openNotebook(folder.path).create(entryOf('e-1', noteOf('x')), going);
  const { files } = faultyFiles(nodeFiles, (operation) => (operation.name === name ? 'EIO' : undefined));
  const looking = openNotebook(folder.path, files).findDuplicate(lost('e-1'), going);
  await expect(looking).rejects.toMatchObject({ reason: 'storage' });
});
