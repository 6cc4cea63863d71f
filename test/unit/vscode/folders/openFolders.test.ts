import { expect, test } from 'vitest';
import * as vscode from 'vscode';
import { openFolders } from '../../../../src/vscode/folders/openFolders.ts';
import { openEditor } from '../../../support/editor/editor.ts';

const app = vscode.Uri.file('/home/app');
const site = vscode.Uri.parse('vscode-vfs://github/acme/site');

test('folders have the address that the editor writes, and the one in front is that of the tab', () => {
  const editor = openEditor();
  expect(openFolders()).toEqual({ all: [], front: undefined });
  editor.openFolders = [app, site];
  const [first, second] = [
    { uri: 'file:///home/app', name: 'app' },
    { uri: 'vscode-vfs://github/acme/site', name: 'site' },
  ];
  expect(openFolders()).toEqual({ all: [first, second], front: undefined });
  const inSite = vscode.Uri.joinPath(site, 'a.ts');
  for (const input of [
    new vscode.TabInputText(inSite),
    new vscode.TabInputNotebook(inSite, 'notebook'),
    new vscode.TabInputTextDiff(vscode.Uri.parse('git:/home/app/a.ts'), inSite),
  ]) {
    editor.show(input);
    expect(openFolders().front).toEqual(second);
  }
  editor.show(new vscode.TabInputText(vscode.Uri.parse('untitled:Untitled-1')));
  expect(openFolders().front).toBeUndefined();
  editor.show(new vscode.TabInputWebview('markdown.preview'));
  expect(openFolders().front).toBeUndefined();
});

test('a command that is about a file has the folder of that', () => {
  const editor = openEditor();
  editor.openFolders = [app, site];
  editor.show(new vscode.TabInputText(vscode.Uri.joinPath(site, 'a.ts')));
  expect(openFolders(vscode.Uri.joinPath(app, 'b c.ts').toString()).front?.name).toBe('app');
  expect(openFolders('file:///elsewhere/b.ts').front).toBeUndefined();
});
