import { chmod, mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { attachmentOf, entryOf, going, noteOf, openNotebook } from './openNotebook.ts';

const byHand = (text: string) => `---\ncustomer: Acme\n---\n${text}`;

/** A notebook with files, by their paths in it. */
async function open(files: Readonly<Record<string, string>> = {}) {
  const folder = await temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(folder.path, path, '..'), { recursive: true });
    await writeFile(join(folder.path, path), content);
  }
  const notebook = openNotebook(folder.path);
  return {
    path: folder.path,
    notebook,
    ids: async () => (await notebook.list({ limit: 99 }, going)).notes.map(({ id }) => id).sort(),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

describe('notes of the notebook', () => {
  test('are listed in folders of the folder, and whatever the case of their extension', async () => {
    await using opened = await open({
      'a.MD': byHand('one'),
      'b.markdown': byHand('two'),
      'clients/acme.md': byHand('three'),
      'clients/old/2024.Md': byHand('four'),
      'clients/old/plan.txt': byHand('no note'),
    });
    expect(await opened.ids()).toEqual(['a.MD', 'b.markdown', 'clients/acme.md', 'clients/old/2024.Md']);
    const note = await opened.notebook.read('clients/acme.md', going);
    expect([note.text, fileURLToPath(note.url ?? '')]).toEqual([
      'three',
      join(opened.path, 'clients', 'acme.md'),
    ]);
    expect(opened.notebook.lines).toEqual([]);
  });

  test('are not looked for among attachments, in hidden folders and in those of programs', async () => {
    await using opened = await open({
      'attachments/a.md': byHand('attached'),
      '.obsidian/b.md': byHand('hidden'),
      'node_modules/c/d.md': byHand('a program’s'),
      'clients/attachments/e.md': byHand('a note'),
    });
    expect(await opened.ids()).toEqual(['clients/attachments/e.md']);
  });

  test('in a folder that is a link, or lies too deep, are left out, and the log says so once', async () => {
    const deep = Array.from({ length: 20 }, (_, index) => `d${index}`).join('/');
    await using opened = await open({ [`${deep}/a.md`]: byHand('deep'), 'real/b.md': byHand('b') });
    await symlink(join(opened.path, 'real'), join(opened.path, 'shortcut'));
    for (let times = 0; times < 2; times += 1) expect(await opened.ids()).toEqual(['real/b.md']);
    expect(opened.notebook.lines).toEqual([
      expect.stringMatching(/^Notebook: 2 folder\(s\) left out, because they are links.*: .*shortcut/),
    ]);
  });

  test.runIf(process.platform !== 'win32' && process.getuid?.() !== 0)(
    'in a folder that may not be read hide no other',
    async () => {
      await using opened = await open({ 'closed/a.md': byHand('a'), 'b.md': byHand('b') });
      await chmod(join(opened.path, 'closed'), 0);
      expect(await opened.ids()).toEqual(['b.md']);
      await chmod(join(opened.path, 'closed'), 0o700);
      expect(opened.notebook.lines.join()).toContain('1 folder(s) left out');
    },
  );

  test('that were moved into a folder are found, changed and deleted there, and not written again', async () => {
    await using opened = await open();
    const { notebook, path } = opened;
    await using outside = await temporaryFolder();
    const blob = join(outside.path, 'blob');
    const attachment = await attachmentOf(blob, 'plan.pdf', Buffer.from('plan'));
    const outgoing = entryOf('e-1', noteOf('Text', { attachment }), 0, blob);
    const { url = '' } = await notebook.create(outgoing, going);
    const name = basename(fileURLToPath(url));
    await mkdir(join(path, 'clients'));
    await rename(fileURLToPath(url), join(path, 'clients', name));

    const lost = { ...outgoing, since: 0, takenNoteIds: new Set<string>() };
    expect(await notebook.findDuplicate(lost, going)).toMatchObject({
      result: 'found',
      note: { id: 'e-1' },
    });
    await notebook.create(outgoing, going);
    expect(await opened.ids()).toEqual(['e-1']);
    await notebook.edit?.('e-1', { text: { format: 'typed', value: 'Changed' } }, going);
    expect(await readFile(join(path, 'clients', name), 'utf8')).toContain('Changed');
    expect(await readdir(join(path, 'clients'))).toEqual([name]);
    await notebook.remove?.('e-1', going);
    expect([await readdir(join(path, 'clients')), await readdir(join(path, 'attachments'))]).toEqual([
      [],
      [],
    ]);
  });
});
