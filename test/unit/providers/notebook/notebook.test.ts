import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../../src/storage/nodeFiles.ts';
import { createNotebook } from '../../../../src/providers/notebook/notebook.ts';
import { faultyFiles } from '../../../support/faultyFiles.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { attachmentOf, entryOf, going, noteOf, now, openNotebook } from './openNotebook.ts';

const customer = (id: string) => ({ type: 'customer', id, name: id });

async function onlyNote(folder: string): Promise<string> {
  const notes = (await readdir(folder)).filter((name) => name.endsWith('.md'));
  expect(notes).toHaveLength(1);
  return join(folder, notes.join(''));
}

test('needs no account, no key and no network', () => {
  const kind = createNotebook(() => '/never-asked');
  expect(kind).toMatchObject({ id: 'notebook', accountFields: [], keyLabel: undefined });
  expect(kind.origin({ id: 'a', provider: 'notebook', label: 'a', fields: {} })).toBeUndefined();
});

test('verify makes the folder, writes to it as a trial, and leaves nothing in it', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'my', 'notes');
  const { files, operations } = faultyFiles(nodeFiles, () => undefined);
  await expect(openNotebook(path, files).verify(going)).resolves.toEqual({ name: 'Notebook', detail: path });
  expect(operations.map(({ name }) => name)).toEqual(expect.arrayContaining(['write', 'rename', 'remove']));
  expect(await readdir(path)).toEqual([]);
});

test('a folder that is not absolute is refused', async () => {
  await expect(openNotebook('notes').verify(going)).rejects.toMatchObject({ reason: 'storage' });
});

test.each(['  Acme Ltd ', 'Müller', '東京', '🦊', '--- # "x"', 'a'.repeat(200)])(
  'any name is a customer: %j',
  async (typed) => {
    const notebook = openNotebook('/never-asked');
    const found = customer(typed.trim());
    await expect(notebook.findTargets('customer', typed, going)).resolves.toEqual([found]);
    expect(notebook.targetOffline('customer', typed)).toEqual(found);
  },
);

test.each(['\u200bAcme\u00a0', '\ufeffAcme\u202c', '\u2067Acme\u2069'])(
  'the name %j is Acme without its invisible edges',
  async (typed) => {
    const notebook = openNotebook('/never-asked');
    await expect(notebook.findTargets('customer', typed, going)).resolves.toEqual([customer('Acme')]);
    expect(notebook.targetOffline('customer', typed)).toEqual(customer('Acme'));
  },
);

test.each([
  ['customer', ''],
  ['customer', '\u200b\u202c'],
  ['customer', ' \t '],
  ['customer', 'two\nlines'],
  ['customer', 'a\0b'],
  ['customer', 'a\u2028b'],
  ['customer', 'a'.repeat(201)],
  ['order', 'Acme'],
])('no target: %s %j', async (type, typed) => {
  const notebook = openNotebook('/never-asked');
  await expect(notebook.findTargets(type, typed, going)).rejects.toMatchObject({
    reason: 'invalid',
    field: 'target',
  });
  expect(notebook.targetOffline(type, typed)).toBeUndefined();
});

test('the stamp is what was chosen, or now, and never later than now', () => {
  const notebook = openNotebook('/never-asked');
  expect(notebook.stamp(noteOf('x'))).toBe('2026-07-29T14:05:59.123Z');
  expect(notebook.stamp(noteOf('x', { occurredAt: '2026-07-01T10:00:00+02:00' }))).toBe(
    '2026-07-01T08:00:00.000Z',
  );
  expect(notebook.stamp(noteOf('x', { occurredAt: '2026-08-01T10:00:00Z' }))).toBe(
    '2026-07-29T14:05:59.123Z',
  );
});

test('a call becomes a Markdown file, and is listed as it was', async () => {
  await using folder = await temporaryFolder();
  const notebook = openNotebook(folder.path);
  const call = noteOf('Asked about\r\n---\ninvoices ', { kind: 'call', author: 'Eve', durationSeconds: 90 });
  const created = await notebook.create(entryOf('e-1', call, -5), going);

  const path = await onlyNote(folder.path);
  expect(created).toEqual({
    id: 'e-1',
    kind: 'call',
    target: customer('Acme'),
    text: 'Asked about\r\n---\ninvoices ',
    isMarkdown: true,
    author: 'Eve',
    createdAt: new Date(now - 5 * 60_000),
    durationSeconds: 90,
    attachment: undefined,
    url: expect.stringMatching(/^file:/) as string,
  });
  expect(fileURLToPath(created.url ?? '')).toBe(path);
  expect(path).toMatch(/2026-07-29 1400 Acme [0-9a-f]{10}\.md$/);
  expect(await readFile(path, 'utf8')).toContain('\n\nAsked about\r\n---\ninvoices \n');
  await expect(notebook.list({ limit: 9 }, going)).resolves.toEqual({ notes: [created], cursor: undefined });
  expect(notebook.lines.join('\n')).not.toMatch(/invoices|Acme|Eve/);
});

test('an attachment is copied piece by piece, beside the notes', async () => {
  await using folder = await temporaryFolder();
  const bytes = randomBytes(600_000);
  const blob = join(folder.path, 'blob');
  const attachment = await attachmentOf(blob, '../../out of here.pdf', bytes);
  const { files, operations } = faultyFiles(nodeFiles, () => undefined);
  const path = join(folder.path, 'notes');
  const notebook = openNotebook(path, files);
  const created = await notebook.create(entryOf('e-1', noteOf('x', { attachment }), 0, blob), going);

  expect(created.attachment).toEqual({ name: '../../out of here.pdf', size: 600_000 });
  const [copy = ''] = await readdir(join(path, 'attachments'));
  expect(copy).toMatch(/^[0-9a-f]{10}-out of here\.pdf$/);
  expect(bytes.equals(await readFile(join(path, 'attachments', copy)))).toBe(true);
  expect(await readFile(await onlyNote(path), 'utf8')).toContain(`file: "attachments/${copy}"`);
  // Three pieces, and the note.
  expect(operations.filter(({ name }) => name === 'write')).toHaveLength(4);
  expect(operations.some(({ name }) => name === 'read')).toBe(false);
});

test('an attachment whose bytes are not those that were attached is refused', async () => {
  await using folder = await temporaryFolder();
  const blob = join(folder.path, 'blob');
  const attachment = await attachmentOf(blob, 'a.bin', Buffer.from('as attached'));
  await writeFile(blob, 'as changed!');
  const path = join(folder.path, 'notes');
  const creation = openNotebook(path).create(entryOf('e-1', noteOf('x', { attachment }), 0, blob), going);
  await expect(creation).rejects.toMatchObject({ reason: 'storage', field: 'attachment' });
  expect(await readdir(path)).toEqual(['attachments']);
  expect(await readdir(join(path, 'attachments'))).toEqual([]);
});

test('the text of a file comes back as text', async () => {
  await using folder = await temporaryFolder();
  const notebook = openNotebook(folder.path);
  const note = noteOf('', { text: { format: 'file', value: 'a\n```\nb\n', name: 'x.md' } });
  expect(await notebook.create(entryOf('e-1', note), going)).toMatchObject({ text: 'a\n```\nb\n' });
  expect(await readFile(await onlyNote(folder.path), 'utf8')).toContain('\n````md\na\n```\nb\n\n````\n');
});

test.each(['', '  '])('a note about nobody (%j) is refused before anything is written', async (id) => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'notes');
  const note = noteOf('x', { target: { type: 'customer', id } });
  await expect(openNotebook(path).create(entryOf('e-1', note), going)).rejects.toMatchObject({
    reason: 'invalid',
    field: 'target',
  });
  expect(await readdir(folder.path)).toEqual([]);
});

test('a cancel before writing leaves nothing', async () => {
  await using folder = await temporaryFolder();
  const notebook = openNotebook(folder.path);
  const cancelled = AbortSignal.abort();
  const reason = { reason: 'cancelled' };
  await expect(notebook.create(entryOf('e-1', noteOf('x')), cancelled)).rejects.toMatchObject(reason);
  await expect(notebook.list({ limit: 1 }, cancelled)).rejects.toMatchObject(reason);
  expect(await readdir(folder.path)).toEqual([]);
});

test('a cancel while an attachment is copied leaves nothing', async () => {
  await using folder = await temporaryFolder();
  const blob = join(folder.path, 'blob');
  const attachment = await attachmentOf(blob, 'a.bin', randomBytes(600_000));
  const stop = new AbortController();
  const path = join(folder.path, 'notes');
  const { files, operations } = faultyFiles(nodeFiles, ({ name }) => {
    if (name === 'write') stop.abort();
    return undefined;
  });
  const entry = entryOf('e-1', noteOf('x', { attachment }), 0, blob);
  await expect(openNotebook(path, files).create(entry, stop.signal)).rejects.toMatchObject({
    reason: 'cancelled',
  });
  expect(await readdir(join(path, 'attachments'))).toEqual([]);
  expect(await readdir(path)).toEqual(['attachments']);
  expect(operations.filter(({ name }) => name === 'write')).toHaveLength(1);
});

test('the same entry twice, even at the same time, is one note; another entry is another', async () => {
  await using folder = await temporaryFolder();
  const notebook = openNotebook(folder.path);
  const both = [entryOf('e-1', noteOf('x')), entryOf('e-1', noteOf('x'))];
  const [first, second] = await Promise.all(both.map((entry) => notebook.create(entry, going)));
  const third = await openNotebook(folder.path).create(entryOf('e-1', noteOf('x')), going);
  await onlyNote(folder.path);
  expect([second, third]).toEqual([first, first]);

  await notebook.create(entryOf('e-2', noteOf('x')), going);
  expect((await notebook.list({ limit: 9 }, going)).notes.map(({ id }) => id).sort()).toEqual(['e-1', 'e-2']);
});

test.each([
  ['edited', (content: string) => content.replace('first', 'better')],
  ['without its id', (content: string) => content.replace(/^id: .*\n/m, '').replace('first', 'better')],
])('a note that was %s in between is found, and kept as it is', async (_, edit) => {
  await using folder = await temporaryFolder();
  const notebook = openNotebook(folder.path);
  await notebook.create(entryOf('e-1', noteOf('first')), going);
  const path = await onlyNote(folder.path);
  await writeFile(path, edit(await readFile(path, 'utf8')));

  expect(await notebook.create(entryOf('e-1', noteOf('first')), going)).toMatchObject({
    id: 'e-1',
    text: 'better',
  });
  expect(await readFile(await onlyNote(folder.path), 'utf8')).toContain('better');
});

test('a note that was renamed, or whose front matter was broken, is not written again', async () => {
  await using folder = await temporaryFolder();
  const notebook = openNotebook(folder.path);
  await notebook.create(entryOf('e-1', noteOf('first')), going);
  await rename(await onlyNote(folder.path), join(folder.path, 'Meeting.md'));
  await notebook.create(entryOf('e-1', noteOf('first')), going);
  expect(await readdir(folder.path)).toEqual(['Meeting.md']);

  const broken = entryOf('e-2', noteOf('second'));
  const { url = '' } = await notebook.create(broken, going);
  await writeFile(fileURLToPath(url), 'broken');
  expect(await notebook.create(broken, going)).toMatchObject({ id: 'e-2', text: 'second', url });
  expect(await readFile(fileURLToPath(url), 'utf8')).toBe('broken');
});

test('another note’s file with the same short id is not written over', async () => {
  await using folder = await temporaryFolder();
  const notebook = openNotebook(folder.path);
  await notebook.create(entryOf('e-1', noteOf('first')), going);
  const path = await onlyNote(folder.path);
  await writeFile(path, (await readFile(path, 'utf8')).replace('"e-1"', '"other"'));

  const created = await notebook.create(entryOf('e-1', noteOf('second')), going);
  expect(created.url).toMatch(/[0-9a-f]{64}\.md$/);
  expect(await notebook.create(entryOf('e-1', noteOf('second')), going)).toEqual(created);
  expect(await readFile(path, 'utf8')).toContain('first');
  expect(await readdir(folder.path)).toHaveLength(2);
});
