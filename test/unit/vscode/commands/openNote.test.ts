import { expect, test } from 'vitest';
import * as vscode from 'vscode';
import { Failure } from '../../../../src/base/failure.ts';
import type { StoredNote } from '../../../../src/model/note.ts';
import { openNote } from '../../../../src/vscode/commands/openNote.ts';
import {
  copyText,
  openInBrowser,
  openNoteFile,
  openShownFile,
} from '../../../../src/vscode/commands/recentNotes.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import { entryOf } from '../../../support/entries.ts';
import { fakeService, storedAs, type FakeService } from '../../../support/fakeProvider.ts';
import { shownText } from '../shownText.ts';
import { entryRow, groupRow, noteRow } from '../../../support/treeRows.ts';

async function open(
  more: Partial<StoredNote> = {},
  serviceMore: Partial<FakeService> = {},
  openNotesAs: 'rendered' | 'source' = 'rendered',
) {
  const service = Object.assign(fakeService(), serviceMore);
  const harness = await startEditorHarness({ services: [service], openNotesAs });
  const note: StoredNote = { ...storedAs('n1', entryOf('a')), text: 'As it was.', ...more };
  const { account } = harness.book.default();
  const node = noteRow(note, account);
  return { ...harness, service, note, node };
}

test('a note is read again and opened as a document', async () => {
  await using opened = await open({ target: { type: 'customer', id: 'Acme', name: 'Acme Corp' } });
  const target = { type: 'customer', id: 'Acme' };
  opened.service.read = () => Promise.resolve({ ...opened.note, target, text: 'As it is now.' });
  await openNote(opened.services, opened.node);
  const text = shownText(opened);
  expect(text).toContain('As it is now.');
  expect(text).toContain('Acme Corp');
  expect(opened.editor.documents[0]).toContain('As%20it%20is%20now');
});

test('where the service cannot be asked, the note is shown as it was listed', async () => {
  await using opened = await open();
  opened.service.read = () => Promise.reject(new Failure('offline', 'There is no connection.'));
  await openNote(opened.services, opened.node);
  expect([shownText(opened)?.includes('As it was.'), opened.editor.messages.left]).toEqual([true, []]);
});

test('a note that is gone is shown, and the user is told', async () => {
  await using opened = await open();
  await openNote(opened.services, opened.node);
  expect(shownText(opened)).toContain('As it was.');
  await opened.editor.answer('Account one does not have this note any more.');
});

test('where the service’s answer does not prove that a note is gone, the user reads its words', async () => {
  await using opened = await open({}, { findListed: () => Promise.resolve(undefined) });
  opened.service.read = () => Promise.reject(new Failure('notFound', 'CRM finds no such note.'));
  await openNote(opened.services, opened.node);
  expect(shownText(opened)).toContain('As it was.');
  await opened.editor.answer('CRM finds no such note.');
});

test('a bug is not mistaken for a failure of the service', async () => {
  await using opened = await open();
  opened.service.read = () => Promise.reject(new TypeError('a fault'));
  await expect(openNote(opened.services, opened.node)).rejects.toThrow('a fault');
});

test('a note without text is named by its kind', async () => {
  await using opened = await open({ text: '', kind: 'call' });
  await openNote(opened.services, opened.node);
  expect(opened.editor.documents[0]).toContain('/Call.md');
});

test('a note of the notebook is read like any other, and its file is one click away', async () => {
  await using opened = await open({
    url: 'file:///notes/a.md',
    text: '**Hi** ![x](https://p.test/x.png)',
    isMarkdown: true,
  });
  opened.service.read = () => Promise.resolve(opened.note);
  await openNote(opened.services, opened.node);
  expect(opened.editor.previews).toHaveLength(1);
  expect(shownText(opened)).toContain('**Hi** \\![x](https://p.test/x.png)');
  const input = new vscode.TabInputWebview('mainThreadWebview-markdown.preview');
  opened.editor.activeTab = {
    input,
    label: `Preview ${vscode.Uri.parse(opened.editor.previews[0] ?? '').path.slice(1)}`,
  };
  await openShownFile(opened.services);
  expect(opened.editor.documents.at(-1)).toBe('file:///notes/a.md');
});

test('it is opened as its file where the source comes first, or nothing else is known of it', async () => {
  const url = 'file:///notes/a.md';
  await using first = await open({ url }, {}, 'source');
  await openNote(first.services, first.node);
  expect(first.editor.documents).toEqual([url]);
  await using unreadable = await open({ url, raw: true });
  await openNote(unreadable.services, unreadable.node);
  expect(unreadable.editor.documents).toEqual([url]);
});

test('without an active preview there is no file to open', async () => {
  await using opened = await open();
  await openShownFile(opened.services);
  expect(opened.editor.documents).toEqual([]);
});

test('only a file is opened as a file', async () => {
  await using opened = await open({ url: 'https://crm.example/n1' });
  await openNoteFile(opened.services, opened.node);
  await openNoteFile(opened.services, entryRow(entryOf('a')));
  expect(opened.editor.documents).toEqual([]);
});

test('a page of the account’s own service opens at once', async () => {
  await using opened = await open({ url: 'https://here.example/notes/1' });
  await openInBrowser(opened.services, opened.node);
  expect([opened.editor.opened, opened.editor.messages.left]).toEqual([['https://here.example/notes/1'], []]);
});

test('any other page is asked about first', async () => {
  await using opened = await open({ url: 'https://elsewhere.example/1' });
  const { editor, services, node } = opened;
  const opening = openInBrowser(services, node);
  const question = await editor.answer('Open a page of elsewhere.example?');
  expect([question.modal, question.detail]).toEqual([
    true,
    'The address came from Account one, but does not lead to one of its own pages.',
  ]);
  await opening;
  expect(editor.opened).toEqual([]);
  const went = openInBrowser(services, node);
  await editor.answer('Open a page of elsewhere.example?', 'Open');
  await went;
  expect(editor.opened).toEqual(['https://elsewhere.example/1']);
});

test.each([undefined, 'javascript:alert(1)', 'command:workbench.action.quit', 'no address'])(
  'the address %s is never opened',
  async (url) => {
    await using opened = await open({ url });
    await openInBrowser(opened.services, opened.node);
    await opened.editor.answer('This note has no page that can be opened.');
    expect(opened.editor.opened).toEqual([]);
  },
);

test('a customer’s page opens from its group', async () => {
  await using opened = await open();
  const { account } = opened.book.default();
  const target = { type: 'customer', id: 'Acme', url: 'https://here.example/acme' };
  const node = groupRow({ by: 'customer', account, target });
  await openInBrowser(opened.services, node);
  expect(opened.editor.opened).toEqual(['https://here.example/acme']);
});

test('a row without a page does nothing', async () => {
  await using opened = await open();
  await openInBrowser(opened.services, entryRow(entryOf('a')));
  expect([opened.editor.opened, opened.editor.messages.left]).toEqual([[], []]);
});

test('the text of a note, stored or waiting, is copied', async () => {
  await using opened = await open();
  await copyText(opened.node);
  expect(opened.editor.clipboard).toBe('As it was.');
  await copyText(entryRow(entryOf('a')));
  expect(opened.editor.clipboard).toBe('text of a');
  expect(opened.editor.statusMessages.at(-1)).toBe('$(check) Copied the note’s text');
});
