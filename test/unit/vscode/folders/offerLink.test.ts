import { expect, test } from 'vitest';
import * as vscode from 'vscode';
import { offerLink } from '../../../../src/vscode/folders/offerLink.ts';
import { startEditorHarness, type EditorHarness } from '../../../support/editorHarness.ts';
import { entryOf } from '../../../support/entries.ts';
import { settle } from '../../../support/fakeClock.ts';
import { customer } from '../../../support/fakeProvider.ts';

const acme = customer('Acme');
const app = vscode.Uri.file('/home/app');

/** What is kept of the folder `app`. */
const kept = ({ folderLinks }: EditorHarness) =>
  folderLinks.folders.map(({ uri, links, isDeclined }) => [
    uri,
    links.map(({ accountId, target }) => [accountId, target.name]),
    isDeclined,
  ]);

async function logTwo({ services, editor }: EditorHarness, target = acme): Promise<void> {
  editor.openFolders = [app];
  await offerLink(services, { ...entryOf(`${target.id}-1`), note: { ...entryOf('1').note, target } });
  expect(editor.messages.left).toEqual([]);
  void offerLink(services, { ...entryOf(`${target.id}-2`), note: { ...entryOf('2').note, target } });
}

test('after the second note about a customer a link of the folder is offered, and made', async () => {
  await using harness = await startEditorHarness();
  await logTwo(harness);
  const offer = await harness.editor.answer('second note about Acme of crm from “app”', 'Link');
  expect(offer.buttons).toEqual(['Link', 'Not Now', 'Don’t Ask Again']);
  await harness.editor.answer('“app” is linked to Acme of crm.');
  expect(kept(harness)).toEqual([[app.toString(), [['one', 'Acme of crm']], false]]);
});

test('“Not Now” holds for the customer, and “Don’t Ask Again” for the folder', async () => {
  await using harness = await startEditorHarness();
  const { editor, services } = harness;
  await logTwo(harness);
  await editor.answer('second note', 'Not Now');
  await offerLink(services, { ...entryOf('Acme-3'), note: { ...entryOf('3').note, target: acme } });
  expect([editor.messages.left, kept(harness)]).toEqual([[], [[app.toString(), [], false]]]);
  await logTwo(harness, customer('Hooli'));
  await editor.answer('second note about Hooli', 'Don’t Ask Again');
  await expect.poll(() => kept(harness)).toEqual([[app.toString(), [], true]]);
  await logTwo(harness, customer('Cord'));
  await settle();
  expect(editor.messages.left).toEqual([]);
});

test('nothing is counted where it is not known from which folder a note is', async () => {
  await using harness = await startEditorHarness();
  const { editor, services } = harness;
  await offerLink(services, entryOf('a'));
  editor.openFolders = [app, vscode.Uri.file('/home/site')];
  await offerLink(services, entryOf('b'));
  expect(kept(harness)).toEqual([]);
  editor.show(new vscode.TabInputText(vscode.Uri.file('/home/site/a.ts')));
  await offerLink(services, entryOf('c'));
  expect(kept(harness)).toMatchObject([['file:///home/site', [], false]]);
});
