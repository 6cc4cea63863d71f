import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { entryOf, going, noteOf, openNotebook } from './openNotebook.ts';

const change = { text: { format: 'typed', value: 'Changed' } } as const;

async function open(content: string, name = 'mine.md') {
  const folder = await temporaryFolder();
  await writeFile(join(folder.path, name), content);
  const notebook = openNotebook(folder.path);
  return {
    path: folder.path,
    notebook,
    list: async () => (await notebook.list({ limit: 9 }, going)).notes,
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

const sentence = (problem: string) =>
  `The front matter of this note’s file cannot be read: ${problem}. Correct it there, and the note is as before.`;

describe('a note whose front matter cannot be read', () => {
  test.each([
    ['---\ncustomer: Acme\nkind: "note\n---\n\nText', 'line 3 is not valid YAML', 'Acme'],
    ['---\r\ncustomer: "Acme"\r\n\tauthor: x\r\n---\r\nText', 'line 3 is not valid YAML', 'Acme'],
    ['---\ncustomer: Acme\n\nText', 'its end, a line of three hyphens, is missing', 'Acme'],
    ['---\ncustomer:\n---\nText', 'it names no customer', 'mine'],
    ['---\ncustomer: [Acme]\n---\nText', 'it names no customer', '[Acme]'],
    [`---\ncustomer: Acme\n${'x: y\n'.repeat(9000)}---\nText`, 'it is too long', 'Acme'],
  ])('%# is shown with what is wrong and with its text', async (content, problem, customer) => {
    await using opened = await open(content);
    const [note, ...others] = await opened.list();
    expect(others).toEqual([]);
    expect(note).toMatchObject({ id: 'mine.md', raw: true, target: { type: 'customer', id: customer } });
    expect(note?.text.slice(0, 20_000)).toBe(`${sentence(problem)}\n\n${content}`.slice(0, 20_000));
    expect((await opened.notebook.read('mine.md', going)).text).toBe(note?.text);
    expect(opened.notebook.lines).toEqual([
      'Notebook: 1 note(s) with a front matter that cannot be read: mine.md',
    ]);
  });

  test.each([
    ['# A heading', 'README.md'],
    ['---\ntitle: A page\nid: 7\n---\nText', 'page.md'],
    ['A heading\n---\ncustomer: Acme\n---\n', 'rules.md'],
    ['---\ntitle: "Not closed', 'draft.md'],
  ])('is not seen in a file that is no note: %j', async (content, name) => {
    await using opened = await open(content, name);
    expect([await opened.list(), opened.notebook.lines.length]).toEqual([[], 1]);
  });

  test('is neither changed nor deleted, under its path or the id that it had', async () => {
    await using folder = await temporaryFolder();
    const notebook = openNotebook(folder.path);
    const { url = '' } = await notebook.create(entryOf('e-1', noteOf('Text')), going);
    const path = fileURLToPath(url);
    const broken = (await readFile(path, 'utf8')).replace('customer: "Acme"', 'customer: "Acme');
    await writeFile(path, broken);
    const [note] = (await notebook.list({ limit: 9 }, going)).notes;
    expect(note).toMatchObject({ id: basename(path), raw: true, target: { id: '"Acme' } });
    for (const id of ['e-1', basename(path)]) {
      const refusal = { reason: 'refused', message: sentence('line 4 is not valid YAML') };
      await expect(Promise.resolve(notebook.edit?.(id, change, going))).rejects.toMatchObject(refusal);
      await expect(Promise.resolve(notebook.remove?.(id, going))).rejects.toMatchObject(refusal);
    }
    expect(await readFile(path, 'utf8')).toBe(broken);
    // It is still the note of its entry, which is not written again.
    await notebook.create(entryOf('e-1', noteOf('Text')), going);
    expect(await readdir(folder.path)).toEqual([basename(path)]);
  });

  test('is not deleted by the id in its front matter either, whatever its file is called', async () => {
    await using opened = await open('---\nid: x-1\ncustomer: "Acme\n---\nText');
    await expect(Promise.resolve(opened.notebook.remove?.('x-1', going))).rejects.toMatchObject({
      reason: 'refused',
    });
    await opened.notebook.remove?.('x-2', going);
    expect(await readdir(opened.path)).toEqual(['mine.md']);
  });

  test('names no customer of the list, and is among the notes of the one that its line names', async () => {
    await using opened = await open('---\ncustomer: Acme\nkind: [\n---\nText');
    expect((await opened.notebook.directory?.({ type: 'customer' }, going))?.entries).toEqual([]);
    const target = { type: 'customer', id: 'Acme' };
    expect((await opened.notebook.list({ limit: 9, target }, going)).notes).toHaveLength(1);
    const other = { type: 'customer', id: 'Umbrella' };
    expect((await opened.notebook.list({ limit: 9, target: other }, going)).notes).toEqual([]);
  });

  test('is read again when it was corrected', async () => {
    await using opened = await open('---\ncustomer: "Acme\n---\nText');
    expect((await opened.list())[0]?.raw).toBe(true);
    await writeFile(join(opened.path, 'mine.md'), '---\ncustomer: "Acme"\n---\nText');
    expect(await opened.list()).toMatchObject([{ target: { id: 'Acme' }, text: 'Text' }]);
  });
});
