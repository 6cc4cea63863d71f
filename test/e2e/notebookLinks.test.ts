import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withWorkbench } from './workbench.ts';

const secret = 'PRIVATE KEY';

const noteFile = (id: string, text: string) =>
  `---\nid: ${id}\nkind: note\ncustomer: Acme\ncreated_at: 2026-07-01T10:00:00.000Z\n---\n\n${text}\n`;

test.runIf(process.platform !== 'win32')(
  'links that lead out of the notebook are neither followed nor written through, and only the link is deleted',
  async () => {
    await using cleanup = new AsyncDisposableStack();
    const above = await mkdtemp(join(tmpdir(), 'notelog-links-'));
    cleanup.defer(() => rm(above, { recursive: true }));
    const [notebook, outside] = [join(above, 'notebook'), join(above, 'outside')];
    await mkdir(notebook);
    await mkdir(outside);
    await writeFile(join(outside, 'theirs.md'), noteFile('theirs', secret));
    await writeFile(join(notebook, 'mine.md'), noteFile('mine', 'A note of mine.'));
    await symlink(join(outside, 'theirs.md'), join(notebook, 'linked.md'));
    await symlink(outside, join(notebook, 'attachments'));

    await withWorkbench(
      async ({ window }) => {
        const { notes, messages, quick } = window;
        await window.openNotelog();
        const link = 'This note links outside the notebook';
        await notes.row(link).waitFor();
        await notes.row('A note of mine.').waitFor();
        expect((await notes.labels()).join()).not.toContain(secret);
        await window.picture('notebook-links');

        await notes.menu(link, 'Delete Note…');
        await messages.answerDialog('Delete this note?', 'Delete');
        await expect.poll(async () => (await readdir(notebook)).sort()).toEqual(['attachments', 'mine.md']);
        await expect.poll(async () => (await notes.labels()).join()).not.toContain(link);

        await window.openExplorer();
        await window.explorerMenu(['photo.png'], 'Attach File as Note');
        await quick.enter('Acme', 'Name, id or e-mail address');
        await quick.enter('A photo.', 'Attach photo.png for Acme · Notebook');
        await messages.waitFor('attachments folder links outside the notebook');
        expect(await readdir(outside)).toEqual(['theirs.md']);
        expect(await readFile(join(outside, 'theirs.md'), 'utf8')).toBe(noteFile('theirs', secret));
      },
      {
        files: { 'photo.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255]) },
        settings: { 'notelog.notebook.folder': notebook },
      },
    );
  },
);
