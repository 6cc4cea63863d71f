import { expect, test } from 'vitest';
import { Failure } from '../../../../src/base/failure.ts';
import type { StoredNote } from '../../../../src/model/note.ts';
import { deleteNote, editNote } from '../../../../src/vscode/commands/storedNotes.ts';
import type { TreeNode } from '../../../../src/vscode/tree/treeNode.ts';
import { startEditorHarness, type EditorHarnessOptions } from '../../../support/editorHarness.ts';
import { deferred, fakeService } from '../../../support/fakeProvider.ts';
import { editOf, serviceWithNote, noteIn, removalOf } from '../../delivery/storedNotes.ts';
import { noteRow } from '../../../support/treeRows.ts';

async function open(options: EditorHarnessOptions = {}) {
  const remote = serviceWithNote('As it was.');
  const harness = await startEditorHarness({ services: [remote.service], ...options });
  const nodeOf = (note: StoredNote): TreeNode => {
    const { account } = harness.book.default();
    return noteRow(note, account);
  };
  return { ...harness, remote, nodeOf, node: nodeOf(noteIn(remote)) };
}

test('a stored note is opened in the form as the service has it now', async () => {
  await using opened = await open();
  opened.remote.note = { ...noteIn(opened.remote), text: 'As it is now.' };
  await editNote(opened.services, opened.node);
  const { draft } = opened.composer;
  expect([draft.values.text, draft.edits?.noteId, draft.target?.id]).toEqual([
    'As it is now.',
    'note-1',
    'Acme',
  ]);
  expect(opened.editor.commands).toEqual([['notelog.form.focus']]);
});

test('formatting is edited as Markdown', async () => {
  await using opened = await open();
  opened.remote.note = {
    ...noteIn(opened.remote),
    text: 'As it is.',
    html: '<p>As <strong>it</strong> is.</p>',
  };
  await editNote(opened.services, opened.node);
  expect(opened.composer.draft.values.text.trim()).toBe('As **it** is.');
});

test('where the service cannot be asked, the note is opened as it was listed', async () => {
  await using opened = await open();
  opened.remote.service.read = () => Promise.reject(new Failure('offline', 'There is no connection.'));
  await editNote(opened.services, opened.node);
  expect(opened.composer.draft.values.text).toBe('As it was.');
});

test('a service that takes too long is not waited for', async () => {
  await using opened = await open();
  const answer = deferred<StoredNote>();
  opened.remote.service.read = (_, signal) => answer.until(signal);
  const edited = editNote(opened.services, opened.node);
  await opened.clock.advance(4_900);
  expect(opened.editor.commands).toEqual([]);
  await opened.clock.advance(200);
  await edited;
  expect(opened.composer.draft.values.text).toBe('As it was.');
});

test('a note that is gone is not opened', async () => {
  await using opened = await open();
  opened.remote.note = undefined;
  await expect(editNote(opened.services, opened.node)).rejects.toMatchObject({ reason: 'notFound' });
  expect([opened.composer.hasContent, opened.editor.commands]).toEqual([false, []]);
});

test('a note that is in the form already stays there as it was typed', async () => {
  await using opened = await open();
  await editNote(opened.services, opened.node);
  opened.composer.edit('text', 'Half of a cha');
  await editNote(opened.services, opened.node);
  expect([opened.composer.draft.values.text, opened.remote.requests]).toEqual(['Half of a cha', ['read']]);
});

test('a change that waits comes back into the form instead', async () => {
  await using opened = await open();
  const status = { state: 'refused', failure: { reason: 'refused', message: 'Too short.' } } as const;
  const entry = editOf('a', noteIn(opened.remote), 'Mine.', { status });
  await opened.outbox.enqueue(entry);
  await editNote(opened.services, opened.node);
  expect([opened.composer.draft.id, opened.outbox.entries()]).toEqual(['a', []]);
});

test('a change that is in conflict shows both versions instead', async () => {
  await using opened = await open();
  const status = { state: 'refused', failure: { reason: 'conflict', message: 'It was changed.' } } as const;
  await opened.outbox.enqueue(editOf('a', noteIn(opened.remote), 'Mine.', { status }));
  const edited = editNote(opened.services, opened.node);
  await opened.editor.choose('Decide Later');
  await edited;
  expect(opened.composer.hasContent).toBe(false);
});

test('a note that is about to be deleted is not edited', async () => {
  await using opened = await open();
  const status = { state: 'refused', failure: { reason: 'forbidden', message: 'No.' } } as const;
  await opened.outbox.enqueue({ ...removalOf('a', noteIn(opened.remote)), status });
  await editNote(opened.services, opened.node);
  await opened.editor.answer('A deletion of this note is pending.');
  expect(opened.composer.hasContent).toBe(false);
});

test.each([
  ['change', editNote],
  ['delete', deleteNote],
] as const)('a service that cannot %s a note says so', async (what, command) => {
  await using opened = await open({ services: [fakeService()] });
  await command(opened.services, opened.node);
  await opened.editor.answer(`CRM has no way to ${what} a saved note.`);
  expect([opened.composer.hasContent, opened.outbox.entries()]).toEqual([false, []]);
});

test('a note of which only the start is known is not changed here', async () => {
  await using opened = await open();
  opened.remote.note = { ...noteIn(opened.remote), cut: true };
  await expect(editNote(opened.services, opened.node)).rejects.toThrow('too long to be changed here');
  expect(opened.composer.draft.edits).toBeUndefined();
});

test.each([editNote, deleteNote])('a note that could not be read in full stays as it is', async (command) => {
  await using opened = await open();
  const raw: TreeNode = opened.nodeOf({ ...noteIn(opened.remote), raw: true });
  await expect(command(opened.services, raw)).rejects.toThrow('could not be read in full');
  expect([opened.composer.hasContent, opened.editor.messages.left]).toEqual([false, []]);
});

test('a note of an account that is gone is left alone', async () => {
  await using opened = await open();
  await opened.book.remove('one');
  await expect(deleteNote(opened.services, opened.node)).rejects.toThrow(
    'The account of this note is no longer set up here.',
  );
});

test('a deletion is explained, and done when the user confirms', async () => {
  await using opened = await open();
  const { editor, services, node, remote } = opened;
  const deletion = deleteNote(services, node);
  const question = await editor.answer('Delete this note?');
  expect([question.modal, question.detail]).toEqual([
    true,
    'As it was.\n\nThe note about Acme is deleted in Account one, for everybody. CRM cannot bring it back.',
  ]);
  await deletion;
  expect([remote.requests, opened.outbox.entries()]).toEqual([[], []]);
  const deleted = deleteNote(services, node);
  await editor.answer('Delete this note?', 'Delete');
  await editor.answer('Deleted for Acme in Account one.');
  await deleted;
  expect(remote.note).toBeUndefined();
});

test('a deletion can be taken back for as long as the question says', async () => {
  await using opened = await open({ undoTime: 5_000 });
  const { editor, services, node, remote } = opened;
  const deleted = deleteNote(services, node);
  const question = await editor.answer('Delete this note?', 'Delete');
  expect(question.detail).toContain('You can undo this for 5 seconds.');
  const progress = await editor.progress.next();
  expect(progress.messages).toEqual(['Deleting a note in Account one in 5 s. Cancel to keep it.']);
  progress.cancel();
  await editor.answer('Undone. Nothing was deleted.');
  await deleted;
  expect([remote.requests, opened.outbox.entries()]).toEqual([[], []]);
});

test('a note with a change on its way is not deleted', async () => {
  await using opened = await open();
  const status = { state: 'refused', failure: { reason: 'refused', message: 'Too short.' } } as const;
  await opened.outbox.enqueue(editOf('a', noteIn(opened.remote), 'Mine.', { status }));
  await deleteNote(opened.services, opened.node);
  await opened.editor.answer('A change of this note is pending.');
  expect(opened.remote.note).toBeDefined();
});
