import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as vscode from 'vscode';
import { newFromTemplate } from '../../../../src/vscode/commands/newFromTemplate.ts';
import { saveTemplate } from '../../../../src/vscode/commands/saveTemplate.ts';
import { folderGit } from '../../../../src/vscode/git/folderGit.ts';
import type { FormOrder } from '../../../../src/form/messages.ts';
import { openGit } from '../../../support/editor/openGit.ts';
import { openDocument, openTextEditor, rangeOf } from '../../../support/editor/textEditor.ts';
import { startEditorHarness, type EditorHarness } from '../../../support/editorHarness.ts';
import { fakeClock } from '../../../support/fakeClock.ts';
import { customer, fakeService } from '../../../support/fakeProvider.ts';

/** A harness in which the user has a template, as its file holds it. */
async function openWith(file: string) {
  const harness = await startEditorHarness({
    services: [fakeService('crm'), fakeService('shop')],
    folderGit: (address) => folderGit(address, fakeClock()),
  });
  await mkdir(join(harness.folder, 'templates'));
  await writeFile(join(harness.folder, 'templates', 'Demo.md'), file);
  const orders: FormOrder[] = [];
  harness.services.acts.event((order) => void orders.push(order));
  return Object.assign(harness, { orders });
}

/** Puts the same template into a folder of the workspace. */
async function openInWorkspace(file: string) {
  const harness = await openWith('');
  const templates = join(harness.folder, 'app', '.notelog', 'templates');
  await mkdir(templates, { recursive: true });
  await writeFile(join(templates, 'Theirs.md'), file);
  harness.editor.openFolders = [vscode.Uri.file(join(harness.folder, 'app'))];
  return harness;
}

async function choose({ services, editor }: EditorHarness, name: string): Promise<void> {
  const started = newFromTemplate(services);
  await editor.choose(name);
  await started;
}

const inForm = ({ composer: { draft } }: EditorHarness) => {
  const { account, kind, text, target, duration } = draft.values;
  return { account, kind, text, target, duration, suggestedBy: draft.suggestedBy };
};

test('a template becomes a draft in the form, filled in, with the caret where it says', async () => {
  const text =
    'kind: call\nduration: 25m\naccount: Account two\n---\nOn {{date}} by {{author}}:\n{{cursor}}\n> {{selection}}|{{clipboard}}|{{folder}}|{{account}}|{{nobody}}';
  await using harness = await openWith(`---\n${text}`);
  const { editor, orders } = harness;
  editor.clipboard = 'copied';
  editor.openFolders = [vscode.Uri.file('/home/app')];
  const document = openDocument('file:///home/app/a.ts', 'line 1\n\nline 2\n');
  const lines = [0, 2].map((line) => rangeOf([line, 0], [line, 6]));
  editor.activeTextEditor = openTextEditor(document, ...lines);
  await choose(harness, 'Demo');
  await editor.answer('Nothing was filled in for {{nobody}}');
  const day = '2026-07-29';
  expect(inForm(harness)).toEqual({
    account: 'two',
    kind: 'call',
    duration: '25m',
    text: `On ${day} by :\n\n> line 1\nline 2|copied|app|Account two|{{nobody}}`,
    target: '',
    suggestedBy: undefined,
  });
  expect(orders).toEqual([{ act: 'focusText', at: `On ${day} by :\n`.length }]);
});

test.each([
  ['a branch', { name: 'fix/`--output=x`-{{clipboard}}' }, 'On fix/`--output=x`-{{clipboard}} of app'],
  ['a branch that turns the text round', { name: 'a\u202eb' }, 'On a\ufffdb of app'],
  ['a detached HEAD', {}, 'On  of app'],
])('%s is filled in as a name and nothing more', async (_, head, text) => {
  await using harness = await openWith('On {{branch}} of {{folder}}');
  const { editor } = harness;
  editor.clipboard = 'secret';
  editor.openFolders = [vscode.Uri.file('/home/app')];
  openGit(editor, [{ root: '/home/app', HEAD: { commit: 'a'.repeat(40), ...head }, remotes: [] }]);
  await choose(harness, 'Demo');
  expect([inForm(harness).text, editor.messages.left]).toEqual([text, []]);
});

test('a text that names the customer asks for one, unless the user has chosen one in an empty form', async () => {
  await using harness = await openWith('About {{customer}}');
  const { services, editor, composer } = harness;
  const started = newFromTemplate(services);
  await editor.choose('Demo');
  const pick = await editor.picks.next();
  expect([pick.title, pick.step]).toEqual(['New Note from Template', 2]);
  pick.type('Acme');
  await pick.choose('Look up customer “Acme” in Account one');
  await started;
  expect(inForm(harness)).toMatchObject({
    text: 'About Acme of crm',
    target: 'Acme',
    suggestedBy: undefined,
  });
  await composer.discard();
  composer.recipient.choose(customer('Hooli'));
  await composer.recipient.settled();
  await choose(harness, 'Demo');
  expect(inForm(harness)).toMatchObject({ text: 'About Hooli of crm', target: 'Hooli' });
});

test('a template of the user’s proposes its customer, where one on this machine is called exactly so', async () => {
  await using harness = await openWith('---\ncustomer: Acme Corp\n---\nHello');
  const { recent, composer, folderLinks, editor } = harness;
  await choose(harness, 'Demo');
  expect(inForm(harness)).toMatchObject({ target: 'Acme Corp', suggestedBy: undefined });
  await composer.discard();
  await recent.add('one', { type: 'customer', id: 'c1', name: 'Acme Corp' });
  editor.openFolders = [vscode.Uri.file('/home/app')];
  await folderLinks.link(
    { uri: 'file:///home/app', name: 'app' },
    { accountId: 'one', target: customer('Hooli') },
  );
  await choose(harness, 'Demo');
  expect(inForm(harness)).toMatchObject({ target: 'c1', suggestedBy: 'template' });
});

test('a template of a workspace sets no customer and reads no clipboard, and the user’s own link goes before it', async () => {
  await using harness = await openInWorkspace('---\ncustomer: Acme Corp\n---\nHello {{clipboard}}');
  const { recent, composer, folderLinks, editor } = harness;
  editor.clipboard = 'secret';
  await recent.add('one', { type: 'customer', id: 'c1', name: 'Acme Corp' });
  await choose(harness, 'Theirs');
  await editor.answer('Nothing was filled in for {{clipboard}}');
  expect(inForm(harness)).toMatchObject({ text: 'Hello {{clipboard}}', target: 'Acme Corp' });
  expect(composer.recipient.target).toBeUndefined();
  await composer.discard();
  const [folder] = harness.services.openFolders().all;
  if (folder) await folderLinks.link(folder, { accountId: 'one', target: customer('Hooli') });
  await choose(harness, 'Theirs');
  expect(inForm(harness)).toMatchObject({ target: 'Hooli', suggestedBy: 'folder' });
});

test('what is being written waits behind the note that a template begins', async () => {
  await using harness = await openWith('Hello');
  harness.composer.edit('text', 'Half a word');
  await choose(harness, 'Demo');
  expect(inForm(harness).text).toBe('Hello');
  await harness.composer.discard();
  expect(inForm(harness).text).toBe('Half a word');
});

test('a file that is no template says why, and opens; an account that is not there is said', async () => {
  await using harness = await openWith('---\nkind: x\n---\n');
  const { editor } = harness;
  await choose(harness, '$(error) Demo.md');
  await editor.answer('“Demo.md” is no template yet. “kind” has to be note or call.');
  expect([editor.documents.length, inForm(harness).text]).toEqual([1, '']);
  await writeFile(join(harness.folder, 'templates', 'Demo.md'), '---\naccount: Home\n---\nHello');
  await choose(harness, 'Demo');
  await editor.answer('The template is for the account “Home”, which you do not have.');
  expect(inForm(harness)).toMatchObject({ account: 'one', text: 'Hello' });
});

test('what is in the form becomes a template, without the customer, and replaces one only when the user says so', async () => {
  await using harness = await openWith('Old');
  const { editor, services, composer, templates } = harness;
  await saveTemplate(services);
  await editor.answer('Write something in the form first');
  composer.recipient.choose(customer('Acme'));
  composer.edit('kind', 'call');
  composer.edit('duration', '25m');
  composer.edit('text', 'Talked about {{cursor}}');
  const save = async (name: string) => {
    const saving = saveTemplate(services);
    await editor.type(name);
    return saving;
  };
  const first = save(' Weekly ');
  await editor.answer('The template “Weekly” is saved.', 'Open');
  await first;
  const [, weekly] = await templates.read();
  expect(editor.documents).toEqual([weekly?.uri]);
  expect(weekly?.template).toEqual({
    name: 'Weekly',
    origin: { from: 'user' },
    text: 'Talked about {{cursor}}',
    provider: 'crm',
    kind: 'call',
    duration: '25m',
    unknownKeys: [],
  });
  const kept = save('demo');
  await editor.answer('Replace your template “demo”?', 'Keep');
  await kept;
  expect((await templates.read())[0]?.template).toMatchObject({ name: 'Demo', text: 'Old' });
});
