import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Uri } from 'vscode';
import { exportHistory, showHistory } from '../../../../src/vscode/commands/history.ts';
import { openAttachment, saveAttachment } from '../../../../src/vscode/commands/attachment.ts';
import { Failure } from '../../../../src/base/failure.ts';
import type { StoredNote } from '../../../../src/model/note.ts';
import type { TreeNode } from '../../../../src/vscode/tree/treeNode.ts';
import { openEditorHarness, type EditorHarness } from '../../../support/editorHarness.ts';
import { entryOf } from '../../../support/entries.ts';
import { deferred, fakeService, storedAs, type FakeService } from '../../../support/fakeProvider.ts';
import { piecesOf } from '../../../support/piecesOf.ts';
import { noteOf } from '../../providers/notebook/openNotebook.ts';
import { entryRow, groupRow, noteRow } from '../../../support/treeRows.ts';

const link = '[Acme](command:quit)';

function stored(id: string, more: Partial<StoredNote> = {}): StoredNote {
  return { ...storedAs(id, { note: noteOf(`Text of ${id}`) }), ...more };
}

/** Two pages of one note each. */
function twoPages(): FakeService {
  const service = fakeService();
  service.list = ({ cursor }) =>
    Promise.resolve(
      cursor === undefined
        ? { notes: [stored('n1')], cursor: 'older' }
        : { notes: [stored('n2')], cursor: undefined },
    );
  return service;
}

function rowOf({ accounts }: EditorHarness, note: StoredNote): TreeNode {
  const [account] = accounts;
  if (!account) throw new Error('An account is expected');
  return noteRow(note, account);
}

function openHistory(service = twoPages()): Promise<EditorHarness> {
  return openEditorHarness({ services: [service] });
}

test('the history of a row’s customer is shown as a document, all pages of it', async () => {
  await using harness = await openHistory();
  const { editor, services } = harness;
  await showHistory(
    services,
    rowOf(harness, stored('n1', { target: { type: 'customer', id: 'c1', name: link } })),
  );
  const [uri = ''] = editor.documents;
  const text = services.documents.provideTextDocumentContent(Uri.parse(uri));
  expect(text).toContain('Text of n1');
  expect(text).toContain('Text of n2');
  expect(text).not.toContain('](command:');
  const work = await editor.workOf('History of');
  expect([work.title, work.messages, work.isOver]).toEqual([
    'History of [Acme]\u2060(command:quit)',
    ['1 note or call', '2 notes and calls'],
    true,
  ]);
});

test('the history of a waiting note’s customer can be shown, unless its account was removed', async () => {
  await using harness = await openHistory();
  const { editor, services } = harness;
  await showHistory(services, entryRow(entryOf('e1')));
  expect(editor.documents).toHaveLength(1);
  await showHistory(services, entryRow(entryOf('e1', { accountId: 'gone' })));
  expect(editor.documents).toHaveLength(1);
});

test('the history of a group’s customer can be shown, and a group of another kind asks for one', async () => {
  await using harness = await openHistory();
  const { editor, services } = harness;
  const [account = expect.fail()] = harness.accounts;
  const target = { type: 'customer', id: 'c1', name: 'Acme' };
  await showHistory(services, groupRow({ by: 'customer', account, target }));
  expect((await editor.workOf('History of')).title).toBe('History of Acme');
  const shown = showHistory(services, groupRow({ by: 'day', day: undefined }));
  (await editor.picks.next()).escape();
  await shown;
  expect(editor.documents).toHaveLength(1);
});

test('without a row the user is asked for account and customer, and Escape ends the command', async () => {
  await using harness = await openHistory();
  const { editor, services } = harness;
  const showing = showHistory(services, undefined);
  (await editor.picks.next()).escape();
  await showing;
  expect(editor.documents).toEqual([]);
});

test('a history that is too long for the editor ends with the advice to export it', async () => {
  const service = fakeService();
  service.list = () =>
    Promise.resolve({ notes: [stored('n1', { text: 'x'.repeat(5_000_001) })], cursor: undefined });
  await using harness = await openHistory(service);
  await showHistory(harness.services, rowOf(harness, stored('n1')));
  const text = harness.services.documents.provideTextDocumentContent(
    Uri.parse(harness.editor.documents[0] ?? ''),
  );
  expect(text.endsWith('The rest is left out here. Export the history to a file to have all of it.\n')).toBe(
    true,
  );
});

test.each([
  ['history.md', /^# History of/],
  ['history.CSV', /^\ufeffid,kind/],
  ['history.json', /^\{\n {2}"customer"/],
  ['history.txt', /^# History of/],
])('%s is written in the format of its extension', async (name, beginning) => {
  await using harness = await openHistory();
  const { editor, services, folder } = harness;
  const path = join(folder, name);
  editor.saveTo = Uri.file(path);
  const exported = exportHistory(services, rowOf(harness, stored('n1')));
  await editor.answer(`Exported 2 notes and calls to ${name}.`, 'Open');
  await exported;
  expect(await readFile(path, 'utf8')).toMatch(beginning);
  expect(editor.saveDialogs[0]?.filters).toEqual({ Markdown: ['md'], CSV: ['csv'], JSON: ['json'] });
  expect(editor.commands.map(String)).toEqual([`vscode.open,${Uri.file(path).toString()}`]);
});

test('the file’s name is made of the customer’s, whatever is in it', async () => {
  await using harness = await openHistory();
  const target = { type: 'customer', id: 'c1', name: '../../etc/passwd' };
  await exportHistory(harness.services, rowOf(harness, stored('n1', { target })));
  const [dialog] = harness.editor.saveDialogs;
  expect(dialog?.defaultUri?.path.split('/').at(-1)).toMatch(/^History of [^/\\]*passwd\.md$/);
  expect(harness.editor.messages.left).toEqual([]);
});

test('an export to another machine’s disk is refused', async () => {
  await using harness = await openHistory();
  harness.editor.saveTo = Uri.parse('vscode-remote://host/tmp/history.md');
  await exportHistory(harness.services, rowOf(harness, stored('n1')));
  await harness.editor.answer('Choose a file on this machine’s own disk. Nothing was exported.');
  expect(harness.editor.progress.left).toEqual([]);
});

test('an export that is cut short leaves the file that was there', async () => {
  const service = twoPages();
  const { list } = service;
  service.list = (query, signal) =>
    query.cursor === undefined
      ? list(query, signal)
      : Promise.reject(new Failure('offline', 'The service cannot be reached.'));
  await using harness = await openHistory(service);
  const path = join(harness.folder, 'history.md');
  await writeFile(path, 'last month’s');
  harness.editor.saveTo = Uri.file(path);
  const exported = exportHistory(harness.services, rowOf(harness, stored('n1')));
  await expect(exported).rejects.toMatchObject({ reason: 'offline' });
  expect(await readFile(path, 'utf8')).toBe('last month’s');
});

test('a cancelled export says nothing and leaves no file', async () => {
  const service = fakeService();
  const page = deferred<never>();
  service.list = (_, signal) => page.until(signal);
  await using harness = await openHistory(service);
  const path = join(harness.folder, 'history.md');
  harness.editor.saveTo = Uri.file(path);
  const exported = exportHistory(harness.services, rowOf(harness, stored('n1')));
  (await harness.editor.workOf('History of')).cancel();
  await exported;
  expect(harness.editor.messages.left).toEqual([]);
  expect(await readdir(harness.folder)).not.toContain('history.md');
});

/** A service that gives attachments back, in pieces of these bytes. */
function withAttachment(pieces: readonly Uint8Array[] = [Buffer.from('hello')]): FakeService {
  const service = fakeService();
  service.attachment = () =>
    Promise.resolve({
      name: 'other.txt',
      size: 200_000,
      bytes: piecesOf(...pieces),
    });
  return service;
}

const withFile = stored('n1', { attachment: { name: '../$(trash) order.txt', size: 5 } });

test('an attachment is saved where the user says, and can be opened', async () => {
  await using harness = await openHistory(withAttachment([Buffer.alloc(150_000, 'a'), Buffer.from('b')]));
  const { editor, services, folder } = harness;
  const path = join(folder, 'order.txt');
  editor.saveTo = Uri.file(path);
  const done = saveAttachment(services, rowOf(harness, withFile));
  await editor.answer('Saved order.txt.', 'Open');
  await done;
  expect((await readFile(path, 'utf8')).length).toBe(150_001);
  expect(editor.commands.map(String)).toEqual([`vscode.open,${Uri.file(path).toString()}`]);
  expect(editor.saveDialogs[0]?.title).toContain('$\u2060(trash) order.txt');
  expect((await editor.workOf('Reading')).messages).toEqual(['0.2 MB']);
});

test('an attachment is not saved when the dialog is closed, nor on another machine', async () => {
  await using harness = await openHistory(withAttachment());
  const { editor, services } = harness;
  await saveAttachment(services, rowOf(harness, withFile));
  expect(editor.messages.left).toEqual([]);
  editor.saveTo = Uri.parse('vscode-remote://host/order.txt');
  await saveAttachment(services, rowOf(harness, withFile));
  await editor.answer('Choose a file on this machine’s own disk. Nothing was saved.');
  expect(editor.progress.left).toEqual([]);
});

test('a note without a file has no attachment to save or to open', async () => {
  await using harness = await openHistory(withAttachment());
  await saveAttachment(harness.services, rowOf(harness, stored('n1')));
  await openAttachment(harness.services, rowOf(harness, stored('n1')));
  expect([harness.editor.saveDialogs, harness.editor.commands]).toEqual([[], []]);
});

test('an attachment opens in the editor, from the extension’s own folder', async () => {
  await using harness = await openHistory(withAttachment());
  await openAttachment(harness.services, rowOf(harness, withFile));
  const [[command, uri] = []] = harness.editor.commands;
  expect(command).toBe('vscode.open');
  const path = uri instanceof Uri ? uri.fsPath : '';
  expect(path.startsWith(join(harness.folder, 'opened'))).toBe(true);
  expect(await readFile(path, 'utf8')).toBe('hello');
});

test('of several attachments the user chooses one; closing the box opens none', async () => {
  const service = withAttachment();
  const read: unknown[] = [];
  const given = service.attachment;
  service.attachment = async (id, signal, index) => {
    read.push(index);
    return (await given?.(id, signal)) ?? Promise.reject(new Error('none'));
  };
  await using harness = await openHistory(service);
  const { editor, services } = harness;
  const row = rowOf(harness, {
    ...withFile,
    moreAttachments: [
      { name: 'logo.png', size: 5 },
      { name: 'plan.txt', size: 5 },
    ],
  });
  const opening = openAttachment(services, row);
  const pick = await editor.picks.next();
  expect(pick.labels).toEqual(['../$\u2060(trash) order.txt', 'logo.png', 'plan.txt']);
  await pick.choose('plan.txt');
  await opening;
  expect([read, String(editor.commands[0]?.[1])]).toEqual([[2], expect.stringContaining('plan.txt')]);
  const closing = openAttachment(services, row);
  (await editor.picks.next()).escape();
  await closing;
  expect([read, editor.commands.length]).toEqual([[2], 1]);
});

test('an account that gives no attachments back says so', async () => {
  await using harness = await openHistory(fakeService());
  await openAttachment(harness.services, rowOf(harness, withFile));
  await harness.editor.answer('Account one does not give attachments back.');
  expect(harness.editor.commands).toEqual([]);
});
