import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as vscode from 'vscode';
import { allTemplates } from '../../../../src/vscode/templates/allTemplates.ts';
import { startEditorHarness, type EditorHarness } from '../../../support/editorHarness.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

const listed = async ({ services }: EditorHarness) =>
  (await allTemplates(services)).map(({ template: { name, origin } }) => `${name} of ${origin.from}`);

const builtIn = ['Call', 'Incident', 'Release', 'Feedback'].map((name) => `${name} of product`);

/** A folder with a template. */
async function folderWith(name: string) {
  const folder = await temporaryFolder();
  const templates = join(folder.path, '.notelog', 'templates');
  await mkdir(templates, { recursive: true });
  await writeFile(join(templates, `${name}.md`), 'Hello');
  return Object.assign(folder, { templates });
}

test('the user’s come first, then those of the folders, then those that everybody has, but one of each name', async () => {
  await using harness = await startEditorHarness();
  await using folder = await folderWith('Review');
  harness.editor.openFolders = [vscode.Uri.file(folder.path), vscode.Uri.file('/nowhere')];
  await harness.templates.save({ name: 'call', text: 'Mine' });
  expect(await listed(harness)).toEqual(['call of user', 'Review of workspace', ...builtIn.slice(1)]);
});

test('nothing of a workspace is read that the user does not trust', async () => {
  await using harness = await startEditorHarness();
  await using folder = await folderWith('Review');
  harness.editor.openFolders = [vscode.Uri.file(folder.path)];
  harness.editor.isTrusted = false;
  expect(await listed(harness)).toEqual(builtIn);
});

test('a link in a workspace leads nowhere', async () => {
  await using harness = await startEditorHarness();
  await using secret = await folderWith('Secret');
  await using folder = await folderWith('Review');
  await using linked = await temporaryFolder();
  await symlink(join(secret.templates, 'Secret.md'), join(folder.templates, 'Link.md'));
  await symlink(join(secret.path, '.notelog'), join(linked.path, '.notelog'));
  harness.editor.openFolders = [folder, linked].map(({ path }) => vscode.Uri.file(path));
  expect(await listed(harness)).toEqual(['Review of workspace', ...builtIn]);
});

test('a folder of the user’s that cannot be read is said in a row, and stops no other', async () => {
  await using harness = await startEditorHarness();
  await writeFile(join(harness.folder, 'templates'), '');
  const [first, ...others] = await allTemplates(harness.services);
  expect(first).toMatchObject({
    template: { problem: expect.stringContaining('in the place of') as string },
  });
  expect(others).toHaveLength(4);
});
