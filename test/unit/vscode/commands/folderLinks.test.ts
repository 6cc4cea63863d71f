import { expect, test } from 'vitest';
import * as vscode from 'vscode';
import { linkFolder, unlinkFolder } from '../../../../src/vscode/commands/folderLinks.ts';
import { showFolderLinks } from '../../../../src/vscode/commands/showFolderLinks.ts';
import { startEditorHarness, type EditorHarness } from '../../../support/editorHarness.ts';
import { customer } from '../../../support/fakeProvider.ts';

const [app, site] = ['app', 'site'].map((name) => vscode.Uri.file(`/home/${name}`));
const folderOf = (name: string) => ({ uri: `file:///home/${name}`, name });
const acme = { accountId: 'one', target: customer('Acme') };
const hooli = { accountId: 'one', target: customer('Hooli') };

async function opened(...folders: (vscode.Uri | undefined)[]) {
  const harness = await startEditorHarness();
  harness.editor.openFolders = folders.filter((each) => each !== undefined);
  return harness;
}

const links = ({ folderLinks }: EditorHarness) =>
  folderLinks.folders.flatMap(({ name, links: own }) => own.map(({ target }) => `${name} ${target.name}`));

test('the only folder is linked to the customer that is chosen', async () => {
  await using harness = await opened(app);
  const { editor, services } = harness;
  const linked = linkFolder(services);
  const pick = await editor.picks.next();
  expect([pick.title, pick.step]).toEqual(['Link Folder to Customer', 1]);
  pick.type('Acme');
  await pick.choose('Look up customer “Acme”');
  await editor.answer('“app” is linked to Acme of crm. New notes from it begin with this customer.');
  await linked;
  expect(links(harness)).toEqual(['app Acme of crm']);
});

test('of several folders the one in front is offered first, and Escape links nothing', async () => {
  await using harness = await opened(app, site);
  const { editor, services } = harness;
  editor.show(new vscode.TabInputText(vscode.Uri.file('/home/site/a.ts')));
  const linked = linkFolder(services);
  const which = await editor.picks.next();
  expect(which.items.map(({ label, description }) => [label, description])).toEqual([
    ['site', '/home/site'],
    ['app', '/home/app'],
  ]);
  await which.choose('app');
  (await editor.picks.next()).escape();
  await linked;
  expect(links(harness)).toEqual([]);
});

test('without a folder one is asked for', async () => {
  await using harness = await opened();
  await linkFolder(harness.services);
  await harness.editor.answer('Open a folder first');
});

test('the only link of the window is ended at once, and of several the one that is chosen', async () => {
  await using harness = await opened(app);
  const { editor, services, folderLinks } = harness;
  await unlinkFolder(services);
  await editor.answer('No folder of this window is linked to a customer.');
  await folderLinks.link(folderOf('site'), hooli);
  await folderLinks.link(folderOf('app'), acme);
  await unlinkFolder(services);
  await editor.answer('“app” is no longer linked to Acme of crm.');
  expect(links(harness)).toEqual(['site Hooli of crm']);
  await folderLinks.link(folderOf('app'), acme);
  editor.openFolders = [app, site].filter((each) => each !== undefined);
  const unlinked = unlinkFolder(services);
  await editor.choose('site → Hooli of crm');
  await editor.answer('“site” is no longer linked to Hooli of crm.');
  await unlinked;
  expect(links(harness)).toEqual(['app Acme of crm']);
});

test('all links are listed, to begin a note, to open the folder, or to end the link', async () => {
  await using harness = await opened(app);
  const { editor, services, folderLinks, composer } = harness;
  await showFolderLinks(services);
  await editor.answer('No folder is linked to a customer.');
  await folderLinks.link(folderOf('site'), hooli);
  await folderLinks.link({ uri: 'vscode-vfs://github/acme/app', name: '$(trash)' }, acme);
  const act = async (name: string) => {
    const shown = showFolderLinks(services);
    const list = await editor.picks.next();
    expect(list.items.map(({ label, description }) => [label, description])).toEqual([
      ['$\u2060(trash) → Acme of crm', 'Account one · vscode-vfs://github/acme/app'],
      ['site → Hooli of crm', 'Account one · /home/site'],
    ]);
    await list.choose('site → Hooli of crm');
    await editor.choose(name);
    return shown;
  };
  await act('New Note');
  expect(composer.draft).toMatchObject({
    target: { id: 'Hooli' },
    values: { account: 'one', target: 'Hooli' },
  });
  await act('Open Folder');
  expect(editor.commands.at(-1)?.slice(0, 2).map(String)).toEqual(['vscode.openFolder', 'file:///home/site']);
  await act('Unlink');
  await editor.answer('“site” is no longer linked');
  expect(links(harness)).toEqual(['$(trash) Acme of crm']);
});
