import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { ownVectors } from '../../../support/hostileVectors.ts';
import { attachmentOf, entryOf, going, noteOf, openNotebook } from './openNotebook.ts';

const names = [
  '../outside.txt',
  '../../../../../../../../tmp/outside.txt',
  '/etc/outside',
  '..\\..\\outside.txt',
  'C:\\Windows\\outside.txt',
  '\\\\server\\share\\outside.txt',
  '..',
  '.',
  '/',
  'a/../../../outside.txt',
  '%2e%2e%2foutside.txt',
  '..\u0000/outside.txt',
  '\u202etxt.exe',
  '.bashrc',
  'CON',
  'outside.txt:stream',
  ...ownVectors('http://127.0.0.1:1').map(({ payload }) => payload),
];

test('whatever an attachment, a customer or a note is called, nothing is written beside the notebook', async () => {
  await using above = await temporaryFolder();
  const folder = join(above.path, 'chosen', 'notebook');
  const notebook = openNotebook(folder);
  const bytes = join(above.path, 'bytes');
  for (const name of names) {
    const attachment = await attachmentOf(bytes, name, new TextEncoder().encode(name));
    const note = noteOf('Text', { target: { type: 'customer', id: name }, attachment, author: name });
    const stored = await notebook.create(entryOf(name, note, 0, bytes), going);
    expect(stored.attachment?.name).toBe(name);
    expect(stored.url).toMatch(/^file:/);
    expect(new URL('.', stored.url).href).toBe(new URL(`file://${folder}/`).href);
  }
  expect((await readdir(above.path)).sort()).toEqual(['bytes', 'chosen']);
  expect(await readdir(join(above.path, 'chosen'))).toEqual(['notebook']);
  const attachments = await readdir(join(folder, 'attachments'), { withFileTypes: true });
  expect(attachments).toHaveLength(names.length);
  const texts = await Promise.all(
    attachments.map((each) => readFile(join(folder, 'attachments', each.name), 'utf8')),
  );
  expect(texts.sort()).toEqual(names.map((name) => Buffer.from(name).toString()).sort());
});
