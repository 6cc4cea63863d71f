import {
  chmod,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  stat,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../../src/base/failure.ts';
import type { Provider } from '../../../../src/providers/provider.ts';
import { nodeFiles } from '../../../../src/storage/nodeFiles.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { attachmentOf, entryOf, going, noteOf, openNotebook } from './openNotebook.ts';

const posix = process.platform !== 'win32';
const secret = 'PRIVATE KEY';

const noteFile = (id: string, text: string, attachment = '') =>
  `---\nid: ${id}\nkind: note\ncustomer: Acme\ncreated_at: 2026-07-01T10:00:00.000Z\n${attachment}---\n\n${text}\n`;

const attached = (file: string) => `attachment:\n  name: key.txt\n  size: 11\n  file: ${file}\n`;

/** A notebook beside a folder that it must leave alone. */
async function open() {
  const above = await temporaryFolder();
  const [folder, outside] = [join(above.path, 'notebook'), join(above.path, 'outside')];
  await mkdir(folder);
  await mkdir(outside);
  await writeFile(join(outside, 'key.txt'), secret);
  await writeFile(join(outside, 'theirs.md'), noteFile('theirs', secret));
  const notebook = openNotebook(folder);
  return {
    above: above.path,
    folder,
    outside,
    notebook,
    /** Everything in the other folder, by name. */
    contents: async () => {
      const names = (await readdir(outside)).sort();
      return Promise.all(names.map(async (name) => [name, await readFile(join(outside, name), 'utf8')]));
    },
    [Symbol.asyncDispose]: () => above[Symbol.asyncDispose](),
  };
}

const untouched = [
  ['key.txt', secret],
  ['theirs.md', noteFile('theirs', secret)],
];

async function textsOf(notebook: Provider): Promise<readonly string[]> {
  const { notes } = await notebook.list({ limit: 10 }, going);
  return notes.map(({ text }) => text).sort();
}

async function textOf(bytes: AsyncIterable<Uint8Array> | undefined): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes ?? expect.fail()) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

async function failureOf(work: Promise<unknown> | undefined): Promise<Failure> {
  const error: unknown = await Promise.resolve(work).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof Failure ? error : expect.fail(`no Failure: ${String(error)}`);
}

describe.runIf(posix)('a note that is a link', () => {
  test('to a file outside is listed as such, and is neither read nor written; Delete removes only the link', async () => {
    await using opened = await open();
    const { notebook, folder, outside, contents } = opened;
    await symlink(join(outside, 'theirs.md'), join(folder, 'a.md'));
    await symlink('../outside/theirs.md', join(folder, 'b.md'));
    const { notes } = await notebook.list({ limit: 10 }, going);
    expect(notes.map(({ id }) => id).sort()).toEqual(['a.md', 'b.md']);
    for (const note of notes) {
      expect(note.text).toContain('links outside the notebook');
      expect([note.url, note.attachment, note.createdAt]).toEqual([undefined, undefined, undefined]);
    }
    expect((await notebook.read('a.md', going)).text).toContain('links outside the notebook');
    const change = { text: { format: 'typed', value: 'mine' } } as const;
    expect(await failureOf(notebook.edit?.('a.md', change, going, () => true))).toMatchObject({
      reason: 'refused',
    });
    expect((await failureOf(notebook.attachment?.('a.md', going))).reason).toBe('notFound');
    expect((await notebook.directory?.({ type: 'customer' }, going))?.entries).toEqual([]);
    await notebook.remove?.('a.md', going);
    await notebook.remove?.('b.md', going);
    expect([await readdir(folder), await contents()]).toEqual([[], untouched]);
  });

  test('through a link to a folder outside, or a chain of links, is one that leads out', async () => {
    await using opened = await open();
    const { notebook, folder, outside, contents } = opened;
    await symlink(outside, join(folder, 'sub'));
    await symlink('sub/theirs.md', join(folder, 'one.md'));
    await symlink('one.md', join(folder, 'two.md'));
    expect(await textsOf(notebook)).toEqual(
      new Array<unknown>(2).fill(expect.stringContaining('links outside the notebook')),
    );
    await notebook.remove?.('two.md', going);
    expect((await readdir(folder)).sort()).toEqual(['one.md', 'sub']);
    expect(await contents()).toEqual(untouched);
  });

  test('to nothing, or to itself, is listed and can be removed', async () => {
    await using opened = await open();
    const { notebook, folder } = opened;
    await symlink('gone.md', join(folder, 'a.md'));
    await symlink('b.md', join(folder, 'b.md'));
    expect(await textsOf(notebook)).toEqual(
      new Array<unknown>(2).fill('This note links to a file that is not there.'),
    );
    await notebook.remove?.('a.md', going);
    await notebook.remove?.('b.md', going);
    expect(await readdir(folder)).toEqual([]);
  });

  test('to a file of the notebook is read and edited in place, and stays a link', async () => {
    await using opened = await open();
    const { notebook, folder } = opened;
    await mkdir(join(folder, 'sub'));
    await writeFile(join(folder, 'sub', 'real.md'), noteFile('mine', 'Before'));
    await symlink('sub/real.md', join(folder, 'a.md'));
    expect(await textsOf(notebook)).toEqual(['Before']);
    await notebook.edit?.('mine', { text: { format: 'typed', value: 'After' } }, going, () => true);
    expect(await readlink(join(folder, 'a.md'))).toBe('sub/real.md');
    expect(await readFile(join(folder, 'sub', 'real.md'), 'utf8')).toContain('After');
    expect(await readdir(join(folder, 'sub'))).toEqual(['real.md']);
    await chmod(join(folder, 'sub', 'real.md'), 0o664);
    await notebook.edit?.('mine', { text: { format: 'typed', value: 'Again' } }, going, () => true);
    expect((await stat(join(folder, 'sub', 'real.md'))).mode & 0o777).toBe(0o664);
    await chmod(join(folder, 'sub', 'real.md'), 0o444);
    const third = notebook.edit?.('mine', { text: { format: 'typed', value: 'Third' } }, going, () => true);
    expect((await failureOf(third)).reason).toBe('refused');
    expect(await readFile(join(folder, 'sub', 'real.md'), 'utf8')).toContain('Again');
  });

  test('and is deleted leaves the note that it led to, with its attachment', async () => {
    await using opened = await open();
    const { notebook, folder } = opened;
    await mkdir(join(folder, 'sub'));
    await mkdir(join(folder, 'attachments'));
    await writeFile(join(folder, 'attachments', 'key.txt'), 'mine');
    await writeFile(
      join(folder, 'sub', 'real.md'),
      noteFile('mine', 'Text', attached('attachments/key.txt')),
    );
    await symlink('sub/real.md', join(folder, 'a.md'));
    await notebook.remove?.('mine', going);
    expect((await readdir(folder, { recursive: true })).sort()).toEqual([
      'attachments',
      'attachments/key.txt',
      'sub',
      'sub/real.md',
    ]);
  });

  test('that takes the place of a file of the same size and time is not taken for it', async () => {
    await using opened = await open();
    const { notebook, folder, outside } = opened;
    await writeFile(join(folder, 'a.md'), noteFile('mine__', secret));
    await nodeFiles.touch(join(folder, 'a.md'), 1_000_000);
    await nodeFiles.touch(join(outside, 'theirs.md'), 1_000_000);
    expect(await textsOf(notebook)).toEqual([secret]);
    await unlink(join(folder, 'a.md'));
    await symlink(join(outside, 'theirs.md'), join(folder, 'a.md'));
    expect(await textsOf(notebook)).toEqual([expect.stringContaining('links outside the notebook')]);
  });

  test('works where the notebook’s own folder is reached through a link', async () => {
    await using opened = await open();
    const { above, folder } = opened;
    await symlink(folder, join(above, 'shortcut'));
    await writeFile(join(folder, 'real.md'), noteFile('mine', 'Text'));
    await mkdir(join(folder, 'sub'));
    await rename(join(folder, 'real.md'), join(folder, 'sub', 'real.md'));
    await symlink(join(folder, 'sub', 'real.md'), join(folder, 'a.md'));
    expect(await textsOf(openNotebook(join(above, 'shortcut')))).toEqual(['Text']);
  });
});

describe.runIf(posix)('attachments', () => {
  test('are not read, written or removed in a folder that links outside', async () => {
    await using opened = await open();
    const { notebook, folder, outside, above, contents } = opened;
    await symlink(outside, join(folder, 'attachments'));
    await writeFile(join(folder, 'a.md'), noteFile('mine', 'Text', attached('attachments/key.txt')));
    const read = await failureOf(notebook.attachment?.('mine', going));
    expect(read.message).toContain('links outside the notebook');

    const attachment = await attachmentOf(join(above, 'bytes'), 'new.txt', Buffer.from('new'));
    const entry = entryOf('e-1', noteOf('New', { attachment }), 0, join(above, 'bytes'));
    const written = await failureOf(notebook.create(entry, going));
    expect([written.reason, written.message]).toEqual([
      'storage',
      'The notebook’s attachments folder links outside the notebook, so nothing is written there.',
    ]);
    expect(await readdir(folder)).toEqual(['a.md', 'attachments']);

    await notebook.remove?.('mine', going);
    expect([await readdir(folder), await contents()]).toEqual([['attachments'], untouched]);
    expect(notebook.lines.join()).toContain('links outside the notebook');
  });

  test('that are links out are not read, and Delete removes only the link', async () => {
    await using opened = await open();
    const { notebook, folder, outside, contents } = opened;
    await mkdir(join(folder, 'attachments'));
    await symlink(join(outside, 'key.txt'), join(folder, 'attachments', 'key.txt'));
    await writeFile(join(folder, 'a.md'), noteFile('mine', 'Text', attached('attachments/key.txt')));
    expect((await failureOf(notebook.attachment?.('mine', going))).message).toContain('links outside');
    await notebook.remove?.('mine', going);
    expect([await readdir(folder, { recursive: true }), await contents()]).toEqual([
      ['attachments'],
      untouched,
    ]);
  });

  test('in a folder that links to another of the notebook are read, written and removed', async () => {
    await using opened = await open();
    const { notebook, folder, above } = opened;
    await mkdir(join(folder, 'files'));
    await symlink('files', join(folder, 'attachments'));
    const attachment = await attachmentOf(join(above, 'bytes'), 'new.txt', Buffer.from('new'));
    const entry = entryOf('e-1', noteOf('New', { attachment }), 0, join(above, 'bytes'));
    const { id } = await notebook.create(entry, going);
    expect(await readdir(join(folder, 'files'))).toEqual([expect.stringMatching(/new\.txt$/)]);
    expect(await textOf((await notebook.attachment?.(id, going))?.bytes)).toBe('new');
    await notebook.remove?.(id, going);
    expect([await readdir(folder), await readdir(join(folder, 'files'))]).toEqual([
      ['attachments', 'files'],
      [],
    ]);
  });

  test('are not read when a link takes their place, or that of their folder, before the bytes are read', async () => {
    for (const place of ['attachments', 'attachments/key.txt']) {
      await using opened = await open();
      const { notebook, folder, outside } = opened;
      await mkdir(join(folder, 'attachments'));
      await writeFile(join(folder, 'attachments', 'key.txt'), 'mine');
      await writeFile(join(folder, 'a.md'), noteFile('mine', 'Text', attached('attachments/key.txt')));
      const bytes = (await notebook.attachment?.('mine', going))?.bytes;
      await rename(join(folder, place), join(folder, 'moved'));
      await symlink(place === 'attachments' ? outside : join(outside, 'key.txt'), join(folder, place));
      expect((await failureOf(textOf(bytes))).message).toContain('leads outside');
    }
  });
});

describe.runIf(process.platform === 'linux')('a folder that is replaced by a link while it is in use', () => {
  test('is written and removed in where it was', async () => {
    await using opened = await open();
    const { folder, outside, contents } = opened;
    await mkdir(join(folder, 'attachments'));
    await writeFile(join(folder, 'attachments', 'key.txt'), 'mine');
    const attachments = await nodeFiles.openFolder(join(folder, 'attachments'), folder);
    await rename(join(folder, 'attachments'), join(folder, 'moved'));
    await symlink(outside, join(folder, 'attachments'));
    await (await nodeFiles.create(join(attachments.path, 'new.txt'))).close();
    await nodeFiles.remove(join(attachments.path, 'key.txt'));
    await attachments.close();
    expect([await readdir(join(folder, 'moved')), await contents()]).toEqual([['new.txt'], untouched]);
  });
});
