import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../../src/storage/nodeFiles.ts';
import { Failure } from '../../../../src/base/failure.ts';
import { parseNoteFile } from '../../../../src/providers/notebook/noteFile.ts';
import {
  failAt,
  faultyFiles,
  fullFrom,
  type DiskOperation,
  type Fault,
} from '../../../support/faultyFiles.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { attachmentOf, entryOf, going, noteOf, openNotebook } from './openNotebook.ts';

const bytes = Buffer.from('bytes of the attachment');

/** Every file below the notebook's folder. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** One try with the fault, a look at the disk, and another try without it. */
async function createWith(fault: Fault) {
  await using folder = await temporaryFolder();
  const blob = join(folder.path, 'blob');
  const attachment = await attachmentOf(blob, 'a.bin', bytes);
  const entry = entryOf('e-1', noteOf('the text', { attachment }), 0, blob);
  const path = join(folder.path, 'notes');
  await nodeFiles.makeFolder(path);
  const { files, operations } = faultyFiles(nodeFiles, fault);

  const outcome: unknown = await openNotebook(path, files)
    .create(entry, going)
    .catch((error: unknown) => error);
  const filesLeft = await filesBelow(path);
  const notes = filesLeft.filter((name) => name.endsWith('.md'));
  const texts = await Promise.all(
    notes.map(async (name) => parseNoteFile(await readFile(name, 'utf8'))?.text),
  );
  const again = await openNotebook(path).create(entry, going);
  return { outcome, operations, left: filesLeft, texts, again, inTheEnd: await filesBelow(path) };
}

/** The disk operations for one note with an attachment, in order. */
async function operationsOfOneNote(): Promise<readonly DiskOperation[]> {
  return (await createWith(() => undefined)).operations;
}

test('a note and its attachment: both synced before they have their names, the note last', async () => {
  const operations = await operationsOfOneNote();
  const steps = ['create', 'write', 'sync', 'close', 'rename', 'syncFolder'];
  const writing = operations.map(({ name }) => name).filter((name) => steps.includes(name));
  expect(writing).toEqual([...steps, ...steps]);
  const renames = operations.filter(({ name }) => name === 'rename').map(({ path }) => path);
  expect(renames).toEqual([expect.stringMatching(/a\.bin$/), expect.stringMatching(/\.md$/)]);
});

test.each(['ENOSPC', 'EACCES', 'EROFS', 'EIO', 'EMFILE'])(
  '%s at any single step: told, no half note, no temporary file; the next try makes it one note',
  async (code) => {
    const { length } = await operationsOfOneNote();
    expect(length).toBeGreaterThan(15);
    for (let number = 1; number <= length; number++) {
      const {
        outcome,
        operations,
        left: filesLeft,
        texts,
        again,
        inTheEnd,
      } = await createWith(failAt(number, code));
      const step = `${code} at ${number}, ${String(operations[number - 1]?.name)}`;
      expect(Failure.is(outcome, 'storage'), step).toBe(true);
      expect(
        filesLeft.filter((name) => name.endsWith('.tmp')),
        step,
      ).toEqual([]);
      // Only the very last step, fsync of the folder, comes after the note has its name.
      expect(texts, step).toEqual(number === length ? ['the text'] : []);
      expect(filesLeft, step).toHaveLength(
        number === length ? 2 : filesLeft.filter((name) => name.endsWith('a.bin')).length,
      );
      expect(again, step).toMatchObject({
        id: 'e-1',
        text: 'the text',
        attachment: { size: bytes.byteLength },
      });
      expect(inTheEnd, step).toHaveLength(2);
    }
  },
);

test('a disk that stays full from any step on leaves no half note and no temporary file', async () => {
  const { length } = await operationsOfOneNote();
  for (let number = 1; number <= length; number++) {
    const { outcome, left: filesLeft, texts, inTheEnd } = await createWith(fullFrom(number));
    expect(outcome).toMatchObject({ reason: 'storage', message: 'There is no space left on this disk.' });
    expect(filesLeft.filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(texts).toEqual(number === length ? ['the text'] : []);
    expect(inTheEnd).toHaveLength(2);
  }
});

test('when the note cannot be written, its attachment is not left behind', async () => {
  const operations = await operationsOfOneNote();
  const noteRename = operations.findIndex(({ name, path }) => name === 'rename' && path.endsWith('.md')) + 1;
  const { left: filesLeft } = await createWith(failAt(noteRename, 'ENOSPC'));
  expect(filesLeft).toEqual([]);
});

test('a note that is there already counts only when its folder could be synced', async () => {
  await using folder = await temporaryFolder();
  const entry = entryOf('e-1', noteOf('the text'));
  await openNotebook(folder.path).create(entry, going);
  const { files } = faultyFiles(nodeFiles, ({ name }) => (name === 'syncFolder' ? 'EIO' : undefined));
  await expect(openNotebook(folder.path, files).create(entry, going)).rejects.toMatchObject({
    reason: 'storage',
  });
});

test('rights that are missing are told in the user’s words', async () => {
  const { outcome } = await createWith(({ name }) => (name === 'create' ? 'EACCES' : undefined));
  expect(outcome).toMatchObject({ reason: 'storage', detail: 'EACCES in create' });
  expect(String(outcome)).toContain('Check its permissions');
});
