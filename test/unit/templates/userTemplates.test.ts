import { randomUUID } from 'node:crypto';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { isTemplate } from '../../../src/templates/template.ts';
import { UserTemplates } from '../../../src/templates/userTemplates.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

function openTemplates(folder: string, fault: Fault = () => undefined) {
  const { files } = faultyFiles(nodeFiles, fault);
  return new UserTemplates({ files, folder: () => folder, newId: randomUUID });
}

test('a template is saved into a folder of the user’s, under a name that leads nowhere else', async () => {
  await using folder = await temporaryFolder();
  const at = join(folder.path, 'templates');
  const templates = openTemplates(at);
  expect([await templates.read(), await templates.has('Call')]).toEqual([[], false]);
  const uri = await templates.save({ name: '../Call: weekly', text: 'Hello', kind: 'call' });
  expect(await readdir(at)).toEqual(['Call- weekly.md']);
  expect((await stat(join(at, 'Call- weekly.md'))).mode & 0o077).toBe(0);
  const [saved] = await templates.read();
  expect(saved).toMatchObject({ uri, template: { name: '../Call: weekly', kind: 'call', text: 'Hello' } });
  expect([await templates.has('../call: WEEKLY'), await templates.has('Call')]).toEqual([true, false]);
});

test('each file is read on its own: one that is none says why, and what is no Markdown file is left alone', async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'b.md'), 'B');
  await writeFile(join(folder.path, 'a.md'), '---\nkind: x\n---\n');
  await writeFile(join(folder.path, 'large.md'), 'x'.repeat(70_000));
  await writeFile(join(folder.path, '.hidden.md'), 'x');
  await writeFile(join(folder.path, 'note.txt'), 'x');
  await mkdir(join(folder.path, 'folder.md'));
  const all = await openTemplates(folder.path).read();
  expect(
    all.map(({ template }) => [template.name, isTemplate(template) ? template.text : template.problem]),
  ).toEqual([
    ['a.md', '“kind” has to be note or call.'],
    ['b', 'B'],
    ['folder.md', 'Something else is in the place of a file or folder that is needed.'],
    ['large.md', 'It has more than 64 KB.'],
  ]);
});

test('a folder that cannot be read or written is a failure with a sentence', async () => {
  await using folder = await temporaryFolder();
  const unread = openTemplates(folder.path, ({ name }) => (name === 'names' ? 'EACCES' : undefined));
  await expect(unread.read()).rejects.toMatchObject({ reason: 'storage' });
  const full = openTemplates(folder.path, ({ name }) => (name === 'create' ? 'ENOSPC' : undefined));
  await expect(full.save({ name: 'a', text: 'b' })).rejects.toMatchObject({ reason: 'storage' });
});
