import { chmod, copyFile, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { attachmentOf, entryOf, going, noteOf, openNotebook } from './openNotebook.ts';

const change = { text: { format: 'typed', value: 'Changed' } } as const;

async function withAttachment(folder: string) {
  const notebook = openNotebook(join(folder, 'notebook'));
  const attachment = await attachmentOf(join(folder, 'blob'), 'plan.pdf', Buffer.from('plan'));
  const note = await notebook.create(
    entryOf('one', noteOf('With a file', { attachment }), 0, join(folder, 'blob')),
    going,
  );
  const file = (await readdir(join(folder, 'notebook'))).find((name) => name.endsWith('.md')) ?? '';
  return { notebook, made: note, path: join(folder, 'notebook', file) };
}

describe('a note of the notebook', () => {
  it('is removed with its attachment', async () => {
    await using folder = await temporaryFolder();
    const { notebook, made: note } = await withAttachment(folder.path);
    await notebook.remove?.(note.id, going);
    expect(await readdir(join(folder.path, 'notebook'), { recursive: true })).toEqual(['attachments']);
  });

  it.runIf(process.platform !== 'win32')('keeps its file’s mode when it is changed', async () => {
    await using folder = await temporaryFolder();
    const { notebook, made: note, path } = await withAttachment(folder.path);
    for (const mode of [0o664, 0o640, 0o600]) {
      await chmod(path, mode);
      await notebook.edit?.(note.id, { text: { format: 'typed', value: `Mode ${mode}` } }, going);
      expect((await stat(path)).mode & 0o777).toBe(mode);
      expect(await readFile(path, 'utf8')).toContain(`Mode ${mode}`);
    }
  });

  it('is not changed in a file that is read-only, and the user is told', async () => {
    await using folder = await temporaryFolder();
    const { notebook, made: note, path } = await withAttachment(folder.path);
    const before = await readFile(path, 'utf8');
    await chmod(path, 0o444);
    await expect(Promise.resolve(notebook.edit?.(note.id, change, going))).rejects.toMatchObject({
      reason: 'refused',
      message: 'This note’s file is read-only. Allow writing it, or change a copy.',
    });
    await chmod(path, 0o644);
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  it('is not changed in a file of another encoding, whose characters would be lost', async () => {
    await using folder = await temporaryFolder();
    const { notebook, made: note, path } = await withAttachment(folder.path);
    const bytes = Buffer.concat([await readFile(path), Buffer.from([0x63, 0x61, 0x66, 0xe9])]);
    await writeFile(path, bytes);
    await expect(Promise.resolve(notebook.edit?.(note.id, change, going))).rejects.toMatchObject({
      reason: 'storage',
    });
    expect(await readFile(path)).toEqual(bytes);
  });

  it('is removed though somebody has removed the folder of its attachment', async () => {
    await using folder = await temporaryFolder();
    const { notebook, made: note } = await withAttachment(folder.path);
    await rm(join(folder.path, 'notebook', 'attachments'), { recursive: true });
    await notebook.remove?.(note.id, going);
    expect(await readdir(join(folder.path, 'notebook'))).toEqual([]);
  });

  it('leaves an attachment that a copy of the note has, too', async () => {
    await using folder = await temporaryFolder();
    const { notebook, made: note, path } = await withAttachment(folder.path);
    await copyFile(path, join(folder.path, 'notebook', 'copy.md'));
    const { notes } = await notebook.list({ limit: 5 }, going);
    expect(new Set(notes.map(({ id }) => id)).size).toBe(2);
    // Each id is that of the note that the list shows with it.
    for (const { id, url } of notes) expect((await notebook.read(id, going)).url).toBe(url);
    await notebook.edit?.('copy.md', change, going).catch(() => undefined);
    await notebook.remove?.(note.id, going);
    const names = await readdir(join(folder.path, 'notebook'), { recursive: true });
    expect(names.filter((name) => name.endsWith('.md'))).toHaveLength(1);
    expect(names.filter((name) => name.endsWith('.pdf'))).toHaveLength(1);
  });

  it('leaves an attachment that another note names in other letters, which may be the same file', async () => {
    await using folder = await temporaryFolder();
    const { notebook, made: note, path } = await withAttachment(folder.path);
    const content = await readFile(path, 'utf8');
    const other = content
      .replace(/^id: .*$/m, 'id: other')
      .replace(/"attachments\/([^"]+)"/, (_, name: string) =>
        JSON.stringify(`attachments/${name.toUpperCase()}`),
      );
    expect(other).toMatch(/^id: other$[^]*\.PDF"$/m);
    await writeFile(join(folder.path, 'notebook', 'copy.md'), other);
    await notebook.remove?.(note.id, going);
    const names = await readdir(join(folder.path, 'notebook'), { recursive: true });
    expect(names.filter((name) => name.endsWith('.pdf'))).toHaveLength(1);
  });

  it.each([
    '../secret',
    'attachments/../../secret',
    '/etc/hostname',
    'attachments\\secret',
    'attachments/',
    'secret',
    'attachments/..',
  ])('names no file but one of its own: %s', async (file) => {
    await using folder = await temporaryFolder();
    const { notebook, made: note, path } = await withAttachment(folder.path);
    await writeFile(join(folder.path, 'secret'), 'secret');
    await writeFile(join(folder.path, 'notebook', 'secret'), 'secret');
    const content = await readFile(path, 'utf8');
    await writeFile(path, content.replace(/"attachments\/[^"]+"/, JSON.stringify(file)));
    const reading = Promise.resolve(notebook.attachment?.(note.id, going));
    await expect(reading).rejects.toMatchObject({ reason: 'notFound', field: 'attachment' });
    await notebook.remove?.(note.id, going);
    expect(await readFile(join(folder.path, 'secret'), 'utf8')).toBe('secret');
    expect(await readFile(join(folder.path, 'notebook', 'secret'), 'utf8')).toBe('secret');
  });

  it('says that its attachment is gone', async () => {
    await using folder = await temporaryFolder();
    const { notebook, made: note, path } = await withAttachment(folder.path);
    const content = await readFile(path, 'utf8');
    await writeFile(path, content.replace(/"attachments\/[^"]+"/, '"attachments/gone.pdf"'));
    const reading = Promise.resolve(notebook.attachment?.(note.id, going));
    await expect(reading).rejects.toMatchObject({ reason: 'notFound', field: 'attachment' });
    await mkdir(join(folder.path, 'notebook', 'attachments', 'gone.pdf'));
    const again = Promise.resolve(notebook.attachment?.(note.id, going));
    await expect(again).rejects.toMatchObject({ reason: 'notFound', field: 'attachment' });
  });

  it('is refused, and stays, where its file cannot be changed safely', async () => {
    await using folder = await temporaryFolder();
    const { notebook, made: note, path } = await withAttachment(folder.path);
    const content = (await readFile(path, 'utf8')).replace(
      /^customer: .*$/m,
      'customer: &a Acme\nauthor: *a',
    );
    await writeFile(path, content);
    const editing = Promise.resolve(notebook.edit?.(note.id, { author: 'Bea' }, going));
    await expect(editing).rejects.toMatchObject({ reason: 'storage' });
    expect(await readFile(path, 'utf8')).toBe(content);
  });

  it('has its customers listed, each once and in order', async () => {
    await using folder = await temporaryFolder();
    const notebook = openNotebook(folder.path);
    for (const [at, id] of ['Zeta', 'acme', 'Zeta ', 'Ähre'].entries())
      await notebook.create(entryOf(`${at}`, noteOf('x', { target: { type: 'customer', id } })), going);
    const page = await notebook.directory?.({ type: 'customer' }, going);
    expect(page?.entries.map(({ target }) => target.name)).toEqual(['acme', 'Ähre', 'Zeta']);
    expect(page?.cursor).toBeUndefined();
    await symlink('/nowhere', join(folder.path, 'x.md'));
    expect((await notebook.directory?.({ type: 'customer' }, going))?.entries).toHaveLength(3);
  });
});
