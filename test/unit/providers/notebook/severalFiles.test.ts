import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attachmentsOf } from '../../../../src/model/note.ts';
import { nodeFiles } from '../../../../src/storage/nodeFiles.ts';
import { Failure } from '../../../../src/base/failure.ts';
import { bytesOf } from '../../../support/bytesOf.ts';
import { failAt, faultyFiles, fullFrom, type Fault } from '../../../support/faultyFiles.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { entryWithFiles, going, openNotebook } from './openNotebook.ts';

const names = ['offer.pdf', 'logo.png', 'offer.pdf'];

async function openFolder() {
  const folder = await temporaryFolder();
  const path = join(folder.path, 'notes');
  const attachments = async () => (await readdir(join(path, 'attachments')).catch(() => [])).toSorted();
  const notes = async () => (await readdir(path).catch(() => [])).filter((name) => name.endsWith('.md'));
  return {
    path,
    notebook: openNotebook(path),
    entry: (id = 'e-1', files = names) => entryWithFiles(id, folder.path, files),
    attachments,
    notes,
    /** What the attachments of a note hold, in their order. */
    contents: async (id: string) => {
      const note = await openNotebook(path).read(id, going);
      return await Promise.all(
        attachmentsOf(note).map(async (_, index) => {
          return (await bytesOf(await openNotebook(path).attachment?.(id, going, index))).toString();
        }),
      );
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

test('all files of a note are copied under names of their own, and read back in their order', async () => {
  await using shop = await openFolder();
  const stored = await shop.notebook.create(await shop.entry(), going);
  expect(attachmentsOf(stored)).toEqual(names.map((name) => ({ name, size: name.length })));
  expect(await shop.attachments()).toHaveLength(3);
  expect(await shop.contents('e-1')).toEqual(names);
  expect((await shop.notebook.list({ limit: 5 }, going)).notes).toEqual([stored]);
});

test('a change of the text keeps them, and a deletion removes its own and no others', async () => {
  await using shop = await openFolder();
  await shop.notebook.create(await shop.entry(), going);
  await shop.notebook.create(await shop.entry('e-2', ['other.pdf', 'more.pdf']), going);
  await shop.notebook.edit?.('e-1', { text: { format: 'typed', value: 'changed' } }, going);
  expect(await shop.contents('e-1')).toEqual(names);
  await shop.notebook.remove?.('e-1', going);
  expect((await shop.attachments()).map((name) => name.replace(/^[0-9a-f]+-/, ''))).toEqual([
    '2-more.pdf',
    'other.pdf',
  ]);
  expect(await shop.contents('e-2')).toEqual(['other.pdf', 'more.pdf']);
});

test('a deletion leaves what another note has, too, and removes the rest', async () => {
  await using shop = await openFolder();
  await shop.notebook.create(await shop.entry(), going);
  const shared = (await shop.attachments()).find((name) => name.endsWith('logo.png')) ?? 'no logo';
  await writeFile(
    join(shop.path, 'copy.md'),
    `---\ncustomer: Acme\nattachments:\n  - name: logo\n    file: attachments/${shared.toUpperCase()}\n---\n\nCopy\n`,
  );
  await shop.notebook.remove?.('e-1', going);
  expect(await shop.attachments()).toEqual([shared]);
});

test('one that leads elsewhere is neither read nor removed, and the others are', async () => {
  await using shop = await openFolder();
  await shop.notebook.create(await shop.entry(), going);
  const [note = ''] = await shop.notes();
  const content = await readFile(join(shop.path, note), 'utf8');
  await writeFile(join(shop.path, 'mine.txt'), 'mine');
  await writeFile(join(shop.path, note), content.replace(/"attachments\/[^"]*logo.png"/, '"mine.txt"'));
  const reading = Promise.resolve(openNotebook(shop.path).attachment?.('e-1', going, 1));
  await expect(reading).rejects.toMatchObject({ reason: 'notFound', field: 'attachment' });
  const last = await openNotebook(shop.path).attachment?.('e-1', going, 2);
  expect(last?.name).toBe('offer.pdf');
  await openNotebook(shop.path).remove?.('e-1', going);
  expect(await readFile(join(shop.path, 'mine.txt'), 'utf8')).toBe('mine');
});

/** One try with the fault, a look at the disk, and another try without it. */
async function createWith(fault: Fault) {
  await using shop = await openFolder();
  const entry = await shop.entry();
  await nodeFiles.makeFolder(shop.path);
  const { files, operations } = faultyFiles(nodeFiles, fault);
  const outcome: unknown = await openNotebook(shop.path, files)
    .create(entry, going)
    .catch((error: unknown) => error);
  const left = { notes: await shop.notes(), attachments: await shop.attachments() };
  await openNotebook(shop.path).create(entry, going);
  return {
    outcome,
    operations,
    left,
    contents: await shop.contents('e-1'),
    inTheEnd: [...(await shop.notes()), ...(await shop.attachments())],
  };
}

test('all attachments have their names before the note has its own', async () => {
  const { operations } = await createWith(() => undefined);
  const renames = operations.filter(({ name }) => name === 'rename').map(({ path }) => path);
  expect(renames).toEqual(
    [/-offer\.pdf$/, /-2-logo\.png$/, /-3-offer\.pdf$/, /\.md$/].map(
      (end) => expect.stringMatching(end) as unknown,
    ),
  );
});

/** The process ends: nothing is done any more, and nothing is tidied up. */
function endsAt(number: number): Fault {
  return (operation) => (operation.number >= number ? 'EIO' : undefined);
}

test.each([
  ['fails at', failAt],
  ['is full from', (number: number) => fullFrom(number)],
  ['ends at', endsAt],
] as const)(
  'a disk that %s any step: told, never a note without its files; the next try makes one note with all',
  async (_, faultAt) => {
    const { length } = (await createWith(() => undefined)).operations;
    expect(length).toBeGreaterThan(30);
    for (let number = 1; number <= length; number++) {
      const { outcome, left, contents, inTheEnd } = await createWith(faultAt(number, 'EIO'));
      expect(Failure.is(outcome, 'storage'), `step ${number}`).toBe(true);
      // Only the last step, the sync of the folder, comes after the note has its name.
      expect(left.notes, `step ${number}`).toHaveLength(number === length ? 1 : 0);
      expect(contents, `step ${number}`).toEqual(names);
      expect(
        inTheEnd.filter((name) => !name.endsWith('.tmp')),
        `step ${number}`,
      ).toHaveLength(4);
    }
  },
);

test('when the note cannot be written, none of its attachments is left behind', async () => {
  const { operations } = await createWith(() => undefined);
  const noteRename = operations.findIndex(({ name, path }) => name === 'rename' && path.endsWith('.md')) + 1;
  const { left } = await createWith(failAt(noteRename, 'ENOSPC'));
  expect(left).toEqual({ notes: [], attachments: [] });
});

test('when the last attachment cannot be copied, the first ones are not left behind', async () => {
  const { operations } = await createWith(() => undefined);
  const last = operations.findIndex(({ name, path }) => name === 'rename' && path.includes('-3-')) + 1;
  const { left } = await createWith(failAt(last, 'ENOSPC'));
  expect(left).toEqual({ notes: [], attachments: [] });
});
