import { mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../../src/storage/nodeFiles.ts';
import { faultyFiles } from '../../../support/faultyFiles.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { entryOf, going, noteOf, openNotebook } from './openNotebook.ts';
import type { Provider } from '../../../../src/providers/provider.ts';

/** All pages' ids, in order. */
async function allIds(notebook: Provider, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await notebook.list({ limit, ...(cursor === undefined ? {} : { cursor }) }, going);
    expect(page.notes.length).toBeLessThanOrEqual(limit);
    ids.push(...page.notes.map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return ids;
}

test('an absent folder has no notes', async () => {
  await using folder = await temporaryFolder();
  const page = await openNotebook(join(folder.path, 'absent')).list({ limit: 5 }, going);
  expect(page).toEqual({ notes: [], cursor: undefined });
});

test('newest first by the note’s own time, each once, whatever the page size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: -5, max: 0 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      async (minutes, limit) => {
        await using folder = await temporaryFolder();
        const notebook = openNotebook(folder.path);
        for (const [index, minute] of minutes.entries())
          await notebook.create(entryOf(`e-${index}`, noteOf('x'), minute), going);

        const ids = await allIds(notebook, limit);
        const times = ids.map((id) => minutes[Number(id.slice(2))] ?? NaN);
        expect(times).toEqual([...minutes].sort((one, other) => other - one));
        expect(new Set(ids).size).toBe(minutes.length);
      },
    ),
    { numRuns: 15 },
  );
});

test('a page goes on where the last one ended, though notes came and went', async () => {
  await using folder = await temporaryFolder();
  const notebook = openNotebook(folder.path);
  for (const minute of [1, 2, 3, 4])
    await notebook.create(entryOf(`e-${minute}`, noteOf('x'), minute), going);
  const first = await notebook.list({ limit: 2 }, going);
  expect(first.notes.map(({ id }) => id)).toEqual(['e-4', 'e-3']);

  await notebook.create(entryOf('e-5', noteOf('x'), 5), going);
  await rm(fileURLToPath(first.notes[1]?.url ?? ''));
  const second = await notebook.list({ limit: 2, cursor: first.cursor ?? '' }, going);
  expect(second.notes.map(({ id }) => id)).toEqual(['e-2', 'e-1']);
});

test('a cursor of something else is refused', async () => {
  await using folder = await temporaryFolder();
  const list = openNotebook(folder.path).list({ limit: 2, cursor: 'page-2' }, going);
  await expect(list).rejects.toMatchObject({ reason: 'invalid' });
});

test('one customer’s notes only', async () => {
  await using folder = await temporaryFolder();
  const notebook = openNotebook(folder.path);
  for (const id of ['Acme', 'Acme Ltd', 'acme'])
    await notebook.create(entryOf(id, noteOf('x', { target: { type: 'customer', id } })), going);
  const page = await notebook.list({ target: { type: 'customer', id: 'Acme' }, limit: 9 }, going);
  expect(page.notes.map(({ id }) => id)).toEqual(['Acme']);
});

test('an edit by hand counts: time, customer and text', async () => {
  await using folder = await temporaryFolder();
  const notebook = openNotebook(folder.path);
  const { url } = await notebook.create(entryOf('old', noteOf('x'), -60), going);
  await notebook.create(entryOf('new', noteOf('x')), going);
  expect(await allIds(notebook, 9)).toEqual(['new', 'old']);

  const path = fileURLToPath(url ?? '');
  const edited = (await readFile(path, 'utf8'))
    .replace(/created_at: .*/, 'created_at: 2026-07-30T00:00:00Z')
    .replace('"Acme"', 'Umbrella');
  await writeFile(path, edited);
  const { notes } = await notebook.list({ limit: 1 }, going);
  expect(notes).toMatchObject([{ id: 'old', target: { id: 'Umbrella' }, createdAt: new Date('2026-07-30') }]);
});

test('a note written by hand is listed by its file’s name and time; a copy has an id of its own', async () => {
  await using folder = await temporaryFolder();
  const notebook = openNotebook(folder.path);
  await writeFile(join(folder.path, 'mine.md'), '---\ncustomer: Acme\n---\nHello');
  await utimes(join(folder.path, 'mine.md'), 1, 1);
  const { url } = await notebook.create(entryOf('e-1', noteOf('x')), going);
  await writeFile(join(folder.path, 'Copy.md'), await readFile(fileURLToPath(url ?? '')));

  const { notes } = await notebook.list({ limit: 9 }, going);
  expect(notes.map(({ id }) => id)).toEqual(['e-1', expect.stringMatching(/\.md$/), 'mine.md']);
  expect(new Set(notes.map(({ id }) => id)).size).toBe(3);
  expect(notes.at(-1)).toMatchObject({ text: 'Hello', createdAt: undefined });
});

test('what is no note is left out and logged, and nothing of it is shown as an error', async () => {
  await using folder = await temporaryFolder();
  const notebook = openNotebook(folder.path);
  await notebook.create(entryOf('e-1', noteOf('x')), going);
  await writeFile(join(folder.path, 'README.md'), '# Secret words');
  await writeFile(join(folder.path, 'bytes.md'), Buffer.from([0xff, 0xfe, 0, 1, 2]));
  await writeFile(join(folder.path, 'endless.md'), `---\n${'x: y\n'.repeat(40_000)}`);
  await mkdir(join(folder.path, 'folder.md'));
  await writeFile(join(folder.path, 'note.txt'), 'not even looked at');
  notebook.lines.length = 0;

  expect(await allIds(notebook, 9)).toEqual(['e-1']);
  expect(notebook.lines).toHaveLength(1);
  for (const name of ['README.md', 'bytes.md', 'endless.md', 'folder.md'])
    expect(notebook.lines[0]).toContain(name);
  expect(notebook.lines[0]).not.toMatch(/Secret|note\.txt/);
  await allIds(notebook, 9);
  expect(notebook.lines).toHaveLength(1);
});

test('one file that may not be read hides no other; a folder that may not be read is reported', async () => {
  await using folder = await temporaryFolder();
  await openNotebook(folder.path).create(entryOf('e-1', noteOf('x')), going);
  await openNotebook(folder.path).create(entryOf('e-2', noteOf('x')), going);
  const closedFile = faultyFiles(nodeFiles, ({ number }) => (number === 2 ? 'EACCES' : undefined));
  expect(await allIds(openNotebook(folder.path, closedFile.files), 9)).toHaveLength(1);

  const closedFolder = faultyFiles(nodeFiles, ({ name }) => (name === 'names' ? 'EACCES' : undefined));
  const list = openNotebook(folder.path, closedFolder.files).list({ limit: 9 }, going);
  await expect(list).rejects.toMatchObject({ reason: 'storage', cause: { code: 'EACCES' } });
});

test('one file that the disk cannot read hides no other, and is logged once', async () => {
  await using folder = await temporaryFolder();
  await openNotebook(folder.path).create(entryOf('e-1', noteOf('x')), going);
  await writeFile(join(folder.path, 'broken.md'), '---\nid: broken\n---\n\nText\n');
  const { files } = faultyFiles(nodeFiles, ({ name, path }) =>
    name === 'readChunks' && path.endsWith('broken.md') ? 'EIO' : undefined,
  );
  const notebook = openNotebook(folder.path, files);
  for (let times = 0; times < 3; times++) expect(await allIds(notebook, 9)).toEqual(['e-1']);
  expect(notebook.lines.filter((line) => line.includes('broken.md'))).toHaveLength(1);
});

test('a note that is removed while the folder is read is left out, and nothing is said of it', async () => {
  await using folder = await temporaryFolder();
  await openNotebook(folder.path).create(entryOf('e-1', noteOf('x')), going);
  await writeFile(join(folder.path, 'gone.md'), '---\nid: gone\n---\n\nText\n');
  const { files } = faultyFiles(nodeFiles, ({ name, path }) =>
    name === 'readChunks' && path.endsWith('gone.md') ? 'ENOENT' : undefined,
  );
  const notebook = openNotebook(folder.path, files);
  expect(await allIds(notebook, 9)).toEqual(['e-1']);
  expect(notebook.lines).toEqual([]);
});

test('a disk that fails while reading is reported, rather than shown as an empty notebook', async () => {
  await using folder = await temporaryFolder();
  await openNotebook(folder.path).create(entryOf('e-1', noteOf('x')), going);
  const { files } = faultyFiles(nodeFiles, ({ name }) => (name === 'readChunks' ? 'EMFILE' : undefined));
  await expect(openNotebook(folder.path, files).list({ limit: 9 }, going)).rejects.toMatchObject({
    reason: 'storage',
    message: expect.stringContaining('Too many files') as string,
  });
});

test('a second list opens only the files of its page', async () => {
  await using folder = await temporaryFolder();
  const { files, operations } = faultyFiles(nodeFiles, () => undefined);
  const notebook = openNotebook(folder.path, files);
  for (let minute = 0; minute < 40; minute++)
    await notebook.create(entryOf(`e-${minute}`, noteOf('x'), minute), going);
  await notebook.list({ limit: 5 }, going);
  const before = operations.length;
  await notebook.list({ limit: 5 }, going);
  const reads = operations.slice(before).filter(({ name }) => name === 'readChunks' || name === 'read');
  expect(reads).toHaveLength(5);
});

test('a text far longer than any that is typed is cut when it is read, and stays whole on disk', async () => {
  await using folder = await temporaryFolder();
  const notebook = openNotebook(folder.path);
  await notebook.create(entryOf('e-1', noteOf('x'.repeat(17 * 1024 * 1024))), going);
  const { notes } = await notebook.list({ limit: 1 }, going);
  expect(notes[0]?.text.length).toBeLessThanOrEqual(2 * 1024 * 1024 + 100);
  expect(notes[0]).toMatchObject({
    text: expect.stringMatching(/x\n\n\[The rest is not shown: /) as unknown,
    cut: true,
  });
});

test('a file in the place of the folder is reported', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'notes');
  await writeFile(path, '');
  const notebook = openNotebook(path);
  const failure = { reason: 'storage', message: expect.stringContaining('in the place of') as string };
  await expect(notebook.verify(going)).rejects.toMatchObject(failure);
  await expect(notebook.create(entryOf('e-1', noteOf('x')), going)).rejects.toMatchObject(failure);
  await expect(notebook.list({ limit: 1 }, going)).rejects.toMatchObject(failure);
});
