import { expect, test } from 'vitest';
import * as vscode from 'vscode';
import { linkRepository } from '../../../../src/vscode/commands/linkRepository.ts';
import { showFolderLinks } from '../../../../src/vscode/commands/showFolderLinks.ts';
import { writeNote } from '../../../../src/vscode/commands/writeNote.ts';
import { folderGit } from '../../../../src/vscode/git/folderGit.ts';
import { openGit } from '../../../support/editor/openGit.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import { fakeClock } from '../../../support/fakeClock.ts';
import { customer } from '../../../support/fakeProvider.ts';

/** A window with the folder `/home/app`, whose repository has a remote with a token in its address. */
async function openRepository() {
  const harness = await startEditorHarness({ folderGit: (folder) => folderGit(folder, fakeClock()) });
  harness.editor.openFolders = [vscode.Uri.file('/home/app')];
  openGit(harness.editor, [
    {
      root: '/home/app',
      HEAD: { name: 'customer/acme-7', commit: 'a'.repeat(40) },
      remotes: [{ name: 'origin', fetchUrl: 'https://me:secret@github.com/acme/app.git?token=secret' }],
    },
  ]);
  return harness;
}

test('a remote, those beside it, a branch, or a pattern that is typed leads to a customer, without what is secret in it', async () => {
  await using harness = await openRepository();
  const { editor, services, folderLinks } = harness;
  const linked = linkRepository(services);
  const which = await editor.picks.next();
  expect(which.items.map(({ label }) => label)).toEqual([
    'github.com/acme/app',
    'github.com/acme/*',
    'customer/acme-7',
    'Another Remote…',
    'Another Branch…',
  ]);
  await which.choose('Another Branch…');
  const typed = await editor.picks.next();
  expect(typed.value).toBe('customer/acme-7');
  typed.type(' * ').enter();
  expect(typed.prompt).toContain('Type more than *');
  typed.type('customer/acme-*').enter();
  const pick = await editor.picks.next();
  pick.type('Acme');
  await pick.choose('Look up customer “Acme”');
  await editor.answer('Acme of crm is listed first where the repository of a folder fits “customer/acme-*”.');
  await linked;
  expect(folderLinks.patterns).toEqual([
    { of: 'branch', pattern: 'customer/acme-*', accountId: 'one', target: customer('Acme') },
  ]);
  expect(JSON.stringify([which.items, folderLinks.patterns])).not.toContain('secret');
});

test('whom the repository suggests is listed first, is in no card, and can be taken out again', async () => {
  await using harness = await openRepository();
  const { editor, services, folderLinks, recent } = harness;
  const acme = { accountId: 'one', target: customer('Acme') };
  await folderLinks.addPattern({ of: 'remote', pattern: 'github.com/acme/*', ...acme });
  await recent.add('one', customer('Hooli'));
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  await expect
    .poll(() => pick.items.map(({ label }) => label).slice(0, 4))
    .toEqual(['Suggested by the Git repository', 'Acme of crm', 'Recent', 'Hooli of crm']);
  pick.escape();
  await written;
  expect(harness.composer.recipient.target).toBeUndefined();
  const shown = showFolderLinks(services);
  const list = await editor.picks.next();
  expect(list.items.map(({ label, description }) => [label, description])).toEqual([
    ['github.com/acme/* → Acme of crm', 'Account one · Git remote'],
  ]);
  await list.choose('github.com/acme/* → Acme of crm');
  const acts = await editor.picks.next();
  expect(acts.items.map(({ label }) => label)).toEqual(['New Note', 'Unlink']);
  await acts.choose('Unlink');
  await editor.answer('Acme of crm is no longer listed first');
  await shown;
  expect(folderLinks.patterns).toEqual([]);
});

test('without a repository only what is typed can be linked', async () => {
  await using harness = await startEditorHarness();
  const linked = linkRepository(harness.services);
  const which = await harness.editor.picks.next();
  expect(which.items.map(({ label }) => label)).toEqual(['Another Remote…', 'Another Branch…']);
  which.escape();
  await linked;
  expect(harness.folderLinks.patterns).toEqual([]);
});
