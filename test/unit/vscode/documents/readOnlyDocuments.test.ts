import { expect, test } from 'vitest';
import * as vscode from 'vscode';
import { ReadOnlyDocuments } from '../../../../src/vscode/documents/readOnlyDocuments.ts';
import type { Editor } from '../../../support/editor/editor.ts';
import { openEditor } from '../../../support/editor/editor.ts';
import { fakeClock } from '../../../support/fakeClock.ts';

function openDocuments(openAs: 'rendered' | 'source') {
  const lines: string[] = [];
  const log = { info: (line: string) => void lines.push(line) };
  const editor = openEditor();
  const clock = fakeClock();
  return { editor, clock, lines, documents: new ReadOnlyDocuments({ openAs: () => openAs, clock, log }) };
}

const documentAt = (uri: vscode.Uri, text = ''): Editor['textDocuments'][number] => ({
  uri,
  isDirty: false,
  isUntitled: false,
  encoding: 'utf8',
  getText: () => text,
});

const changeAt = (uri: vscode.Uri) => ({ document: documentAt(uri), contentChanges: [] });

/** The tab of the editor's own preview, as the editor names it. */
const previewOf = (name: string) => ({
  isDirty: false,
  input: new vscode.TabInputWebview('mainThreadWebview-markdown.preview'),
  label: `Preview ${name}`,
});

const besideOf = (uri: vscode.Uri) => ({
  isDirty: false,
  input: new vscode.TabInputCustom(uri, 'vscode.markdown.preview.editor'),
  label: uri.path.slice(1),
});

const closed = 'This document was closed. Open it again from Notelog.\n';

test('a document opens in the Markdown preview', async () => {
  const { editor, documents } = openDocuments('rendered');
  await documents.show('a', '../History: Acme', '# History');
  const [uri = ''] = editor.previews;
  expect(editor.documents).toEqual([uri]);
  expect(documents.provideTextDocumentContent(vscode.Uri.parse(uri))).toBe('# History');
});

test('where the user wants the source, or there is no preview, it opens as source', async () => {
  const wanted = openDocuments('source');
  await wanted.documents.show('a', 'Note', 'text');
  expect([wanted.editor.previews, wanted.editor.documents.length, wanted.lines]).toEqual([[], 1, []]);
  const forced = openDocuments('rendered');
  forced.editor.missingCommands.add('markdown.showPreview');
  await forced.documents.show('a', 'Note', 'text');
  expect([forced.editor.previews, forced.editor.documents.length, forced.lines.length]).toEqual([[], 1, 1]);
});

test('a source is read-only, replaced under its key, and forgotten when it is closed', async () => {
  const { editor, documents } = openDocuments('source');
  const changed: string[] = [];
  documents.onDidChange((uri) => changed.push(uri.path));
  await documents.show('a', '../History: Acme', 'first');
  const uri = vscode.Uri.parse(editor.documents[0] ?? '');
  expect([uri.scheme, uri.path.split('/').length]).toEqual(['notelog', 2]);
  expect(documents.provideTextDocumentContent(uri)).toBe('first');
  editor.textDocuments = [documentAt(uri)];
  editor.changedTabs.fire(undefined);
  expect([documents.update('a', '../History: Acme', 'first'), changed.length]).toEqual([true, 1]);
  expect([documents.update('a', '../History: Acme', 'second'), changed.length]).toEqual([true, 2]);
  expect(documents.provideTextDocumentContent(uri)).toBe('second');
  editor.textDocuments = [];
  editor.closedDocuments.fire(await vscode.workspace.openTextDocument(uri));
  expect(documents.provideTextDocumentContent(uri)).toBe(closed);
  expect(documents.update('a', '../History: Acme', 'third')).toBe(false);
  documents.dispose();
});

test('a preview keeps its document, and its changes, until its tab shows another', async () => {
  const { editor, documents } = openDocuments('rendered');
  await documents.show('a', 'Acme', 'first');
  const uri = vscode.Uri.parse(editor.documents[0] ?? '');
  editor.tabs = [previewOf('Acme.md')];
  editor.changedTabs.fire(undefined);
  // After some minutes the editor closes the document behind a preview.
  editor.closedDocuments.fire(documentAt(uri) as never);
  expect(documents.update('a', 'Acme', 'second')).toBe(true);
  expect(documents.provideTextDocumentContent(uri)).toBe('second');
  expect(editor.loaded).toEqual([uri.toString()]);

  editor.tabs = [previewOf('Other.md')];
  editor.changedTabs.fire(undefined);
  expect(documents.provideTextDocumentContent(uri)).toBe(closed);
  expect(documents.update('a', 'Acme', 'third')).toBe(false);
  documents.dispose();
});

test('a document that opens beside leaves the focus where it is, and is forgotten when that tab is closed', async () => {
  const { editor, documents } = openDocuments('rendered');
  await documents.show('a', 'Call', 'first', undefined, 'beside');
  const [command, uri, type, options] = editor.commands[0] ?? [];
  expect([command, type, options, editor.previews]).toEqual([
    'vscode.openWith',
    'vscode.markdown.preview.editor',
    { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
    [],
  ]);
  const shown = vscode.Uri.parse(String(uri));
  editor.tabs = [besideOf(shown)];
  editor.changedTabs.fire(undefined);
  expect(documents.update('a', 'Call', 'second')).toBe(true);
  editor.tabs = [];
  editor.changedTabs.fire(undefined);
  expect(documents.provideTextDocumentContent(shown)).toBe(closed);
});

test('a change that comes while the editor is opening a document is told again once it is open', async () => {
  const { editor, documents } = openDocuments('rendered');
  const changed: string[] = [];
  await documents.show('a', 'Call', 'Reading…', undefined, 'beside');
  const uri = vscode.Uri.parse(String(editor.commands[0]?.[1]));
  documents.update('a', 'Call', 'Three notes');
  documents.onDidChange(({ path }) => changed.push(path));
  editor.openedDocuments.fire(documentAt(uri, 'Reading…'));
  expect(changed).toEqual(['/Call.md']);
  editor.openedDocuments.fire(documentAt(uri, 'Three notes'));
  editor.openedDocuments.fire(documentAt(vscode.Uri.file('/other.md'), 'Other'));
  expect(changed).toEqual(['/Call.md']);
  documents.dispose();
});

test('previews are loaded anew a second after the last change that the editor took in', async () => {
  const { editor, clock, documents } = openDocuments('rendered');
  const reloads = () => editor.commands.filter(([id]) => id === 'markdown.preview.refresh').length;
  await documents.show('a', 'Call', 'Reading…', undefined, 'beside');
  const uri = vscode.Uri.parse(String(editor.commands[0]?.[1]));
  documents.update('a', 'Call', 'Three notes');
  await clock.advance(60_000);
  expect(reloads()).toBe(0);
  editor.changedDocuments.fire(changeAt(uri));
  await clock.advance(900);
  editor.changedDocuments.fire(changeAt(uri));
  await clock.advance(900);
  expect(reloads()).toBe(0);
  await clock.advance(100);
  expect(reloads()).toBe(1);
  editor.changedDocuments.fire(changeAt(vscode.Uri.file('/other.md')));
  await clock.advance(60_000);
  expect(reloads()).toBe(1);
  editor.changedDocuments.fire(changeAt(uri));
  documents.dispose();
  await clock.advance(60_000);
  expect(reloads()).toBe(1);
});

test('where the source is shown, previews are loaded anew only for a document that has one all the same', async () => {
  const { editor, clock, documents } = openDocuments('source');
  const reloads = () => editor.commands.filter(([id]) => id === 'markdown.preview.refresh').length;
  await documents.show('a', 'Call', 'Reading…');
  const uri = vscode.Uri.parse(editor.documents[0] ?? '');
  editor.changedDocuments.fire(changeAt(uri));
  await clock.advance(60_000);
  expect(reloads()).toBe(0);
  editor.tabs = [previewOf('Call.md')];
  editor.missingCommands.add('markdown.preview.refresh');
  editor.changedDocuments.fire(changeAt(uri));
  await clock.advance(60_000);
  expect(reloads()).toBe(1);
});

test('a document that takes the place of another one at its address outlives the closing of that one', async () => {
  const { editor, documents } = openDocuments('rendered');
  const showing = documents.show('a', 'Call', 'Reading…', undefined, 'beside');
  const uri = vscode.Uri.parse(String(editor.commands[0]?.[1]));
  // As after a reload: the page of an earlier call, whose tab the note of this one has just replaced.
  editor.textDocuments = [documentAt(uri)];
  editor.changedTabs.fire(undefined);
  editor.textDocuments = [];
  editor.closedDocuments.fire(documentAt(uri) as never);
  await showing;
  editor.tabs = [besideOf(uri)];
  editor.changedTabs.fire(undefined);
  expect(documents.update('a', 'Call', 'Three notes')).toBe(true);
  documents.dispose();
});

test('a document whose preview has not come yet is not forgotten', async () => {
  const { editor, documents } = openDocuments('rendered');
  await documents.show('a', 'Acme', 'first');
  editor.changedTabs.fire(undefined);
  expect(documents.provideTextDocumentContent(vscode.Uri.parse(editor.documents[0] ?? ''))).toBe('first');
});

test('the file of the note in the active preview can be opened, and the editor knows it', async () => {
  const { editor, documents } = openDocuments('rendered');
  const file = vscode.Uri.file('/notes/acme.md');
  await documents.show('a', 'Acme', 'first', file);
  await documents.show('b', 'Other', 'second');
  expect(documents.activeFile()).toBeUndefined();
  editor.tabs = [previewOf('Acme.md'), previewOf('Other.md')];
  editor.activeTab = previewOf('Acme.md');
  editor.changedTabs.fire(undefined);
  expect([documents.activeFile(), editor.contexts.get('notelog.previewHasFile')]).toEqual([file, true]);
  editor.activeTab = previewOf('Other.md');
  editor.changedTabs.fire(undefined);
  expect([documents.activeFile(), editor.contexts.get('notelog.previewHasFile')]).toEqual([undefined, false]);
});

test('a file is shown without the previews of our documents, which would follow it and load its pictures', async () => {
  const { editor, documents } = openDocuments('rendered');
  await documents.show('a', 'Acme', 'first');
  const other = previewOf('README.md');
  editor.tabs = [previewOf('Acme.md'), other];
  await documents.showFile(vscode.Uri.file('/notes/acme.md'));
  expect(editor.tabs).toEqual([other]);
  expect(editor.documents.at(-1)).toBe('file:///notes/acme.md');
});
