import { expect, test } from 'vitest';
import { Failure } from '../../../../src/base/failure.ts';
import type { Entry, EntryStatus } from '../../../../src/outbox/entry.ts';
import {
  discardWaiting,
  editWaiting,
  exportWaiting,
  sendNow,
} from '../../../../src/vscode/commands/waitingNotes.ts';
import type { TreeNode } from '../../../../src/vscode/tree/treeNode.ts';
import { startEditorHarness, type EditorHarnessOptions } from '../../../support/editorHarness.ts';
import { entryOf } from '../../../support/entries.ts';
import { fakeService } from '../../../support/fakeProvider.ts';
import { faultyFiles, type Fault } from '../../../support/faultyFiles.ts';
import { nodeFiles } from '../../../../src/storage/nodeFiles.ts';
import { editOf, serviceWithNote, noteIn, removalOf } from '../../delivery/storedNotes.ts';

const refused: EntryStatus = { state: 'refused', failure: { reason: 'refused', message: 'Too short.' } };
const uncertain: EntryStatus = {
  state: 'uncertain',
  failure: { reason: 'timeout', message: 'No answer came.' },
  since: 500,
  candidates: [{ id: 'n1', text: 'text of another' }],
};
const noLonger = 'This note is no longer waiting: it was sent, taken back or discarded. Nothing was changed.';
const workedOn =
  'This note is being sent or changed right now, so nothing was done. Check it in Recent Notes.';

const rowOf = (entry: Entry): TreeNode => ({ row: 'entry', key: entry.id, entry });

/** An entry that stays as it is until the user does something. */
async function openWith(entry: Entry, options: EditorHarnessOptions = {}) {
  const service = fakeService();
  const harness = await startEditorHarness({ services: [service], ...options });
  await harness.outbox.enqueue(entry);
  return { ...harness, service, entry, node: rowOf(entry) };
}

test('Send Now sends a note that was refused, and says that it is stored', async () => {
  await using opened = await openWith(entryOf('a', { status: refused }));
  const { editor, services, service, node } = opened;
  const sent = sendNow(services, node);
  await editor.answer('Stored in Account one for Acme.');
  await sent;
  expect([service.arrived.length, opened.outbox.entries()]).toEqual([1, []]);
});

test('a note that is refused again can be corrected in the form', async () => {
  await using opened = await openWith(entryOf('a', { status: refused }));
  const { editor, services, service, node, composer } = opened;
  service.answer = () => Promise.reject(new Failure('refused', 'Still too short.'));
  await sendNow(services, node);
  await editor.answer('Still too short.', 'Edit in Form');
  await expect.poll(() => editor.commands).toEqual([['notelog.form.focus']]);
  expect([composer.draft.values.text, opened.outbox.entries()]).toEqual(['text of a', []]);
});

test('a note whose key is refused waits, and a key is asked for', async () => {
  await using opened = await openWith(entryOf('a', { status: refused }));
  const { services, service, node, keysNeeded } = opened;
  service.answer = () => Promise.reject(new Failure('keyRefused', 'The key was not accepted.'));
  await sendNow(services, node);
  expect([opened.outbox.get('a')?.status.state, keysNeeded]).toEqual(['waiting', ['one']]);
});

test('a note that may be stored is shown beside what was found, and the user decides', async () => {
  await using opened = await openWith(entryOf('a', { status: uncertain }));
  const { editor, services, node } = opened;
  const sent = sendNow(services, node);
  const question = await editor.messages.next();
  expect([question.text, question.modal, question.buttons]).toEqual([
    'Does Account one have this note already?',
    true,
    ['It Is There', 'Send Again', 'Leave It'],
  ]);
  expect(question.detail).toBe(
    'No answer came.\n\nYour note for Acme:\ntext of a\n\nFound in Account one, and it may be any of these:\ntext of another',
  );
  question.press('It Is There');
  await sent;
  expect([opened.service.arrived, opened.outbox.entries()]).toEqual([[], []]);
  expect(opened.outbox.receipts.get('a')).toMatchObject({ noteId: 'n1' });
});

test('where several notes were found, none of them is presented as the right one', async () => {
  const candidates = ['n1', 'n2'].map((id) => ({ id, text: id.repeat(400) }));
  await using opened = await openWith(entryOf('a', { status: { ...uncertain, candidates } }));
  const sent = sendNow(opened.services, opened.node);
  const question = await opened.editor.messages.next();
  expect(question.detail).toContain(`1. ${'n1'.repeat(300)}…\n\n2. `);
  question.press('It Is There');
  await sent;
  expect(opened.outbox.receipts.get('a')).toMatchObject({ noteId: '' });
});

test('where nothing was found yet, the user is warned of a second copy', async () => {
  const looking: EntryStatus = { ...uncertain, sender: 'asleep', candidates: [] };
  await using opened = await openWith(entryOf('a', { status: looking }));
  void sendNow(opened.services, opened.node);
  const question = await opened.editor.messages.next();
  expect(question.detail).toContain(
    'Notelog is still looking for it. If you send it again, it may be stored twice.',
  );
});

test('where there are too many notes to search, the user is not told that the search goes on', async () => {
  await using opened = await openWith(entryOf('a', { status: { ...uncertain, candidates: [] } }));
  void sendNow(opened.services, opened.node);
  const question = await opened.editor.messages.next();
  expect(question.detail).toContain(
    'There are too many notes in Account one to search them all, so look for it there. If you send it again, it may be stored twice.',
  );
});

test('a note that may be stored is sent again only when the user says so', async () => {
  await using opened = await openWith(entryOf('a', { status: uncertain }));
  const { editor, services, service, node } = opened;
  const sending = sendNow(services, node);
  await editor.answer('Does Account one have this note already?', 'Leave It');
  await sending;
  const closed = sendNow(services, node);
  await editor.answer('Does Account one have this note already?');
  await closed;
  expect([service.arrived, opened.outbox.get('a')?.status]).toEqual([[], uncertain]);
  const again = sendNow(services, node);
  await editor.answer('Does Account one have this note already?', 'Send Again');
  await editor.answer('Stored in Account one for Acme.');
  await again;
  expect(service.arrived).toHaveLength(1);
});

test.each(['Send Again', 'It Is There'])(
  'an answer (%s) to a question about an earlier try does nothing',
  async (button) => {
    await using opened = await openWith(entryOf('a', { status: uncertain }));
    const { editor, services, node, outbox } = opened;
    const sent = sendNow(services, node);
    const question = await editor.messages.next();
    const claimed = await outbox.claim('a');
    await claimed?.release({ ...entryOf('a'), status: { ...uncertain, since: 501 } });
    question.press(button);
    await editor.answer(workedOn);
    await sent;
    expect([opened.service.arrived, outbox.get('a')?.status]).toEqual([[], { ...uncertain, since: 501 }]);
  },
);

test('a note that another window works on is left to it', async () => {
  await using opened = await openWith(entryOf('a', { status: refused }));
  const claimed = await opened.outbox.claim('a');
  await sendNow(opened.services, opened.node);
  await opened.editor.answer(workedOn);
  await claimed?.release();
  expect([opened.service.arrived, opened.outbox.get('a')?.status]).toEqual([[], refused]);
});

test('an outdated row does nothing but say so', async () => {
  await using opened = await openWith(entryOf('a', { status: refused }));
  const claimed = await opened.outbox.claim('a');
  await claimed?.remove();
  for (const command of [sendNow, editWaiting, discardWaiting]) {
    await command(opened.services, opened.node);
    await opened.editor.answer(noLonger);
  }
  expect([opened.service.arrived, opened.editor.commands]).toEqual([[], []]);
});

test('a change that may have been made is checked and tried again without a question', async () => {
  const remote = serviceWithNote();
  const entry = editOf('a', noteIn(remote), 'As it is to be.', { status: uncertain });
  await using opened = await openWith(entry, { services: [remote.service] });
  const sent = sendNow(opened.services, opened.node);
  await opened.editor.answer('Changed in Account one for Acme.');
  await sent;
  expect([remote.note?.text, opened.outbox.entries()]).toEqual(['As it is to be.', []]);
});

test('Edit takes a note back into the form, as it was typed', async () => {
  await using opened = await openWith(entryOf('a', { status: refused }));
  await editWaiting(opened.services, opened.node);
  const { composer, outbox, editor } = opened;
  expect([composer.draft.id, composer.draft.values.text, outbox.entries()]).toEqual(['a', 'text of a', []]);
  expect([editor.commands, editor.messages.left]).toEqual([[['notelog.form.focus']], []]);
});

test('a note that may be stored is edited as another one, after a question', async () => {
  await using opened = await openWith(entryOf('a', { status: uncertain }));
  const { composer, outbox, editor } = opened;
  const stayed = editWaiting(opened.services, opened.node);
  const question = await editor.answer('This note may be stored already. Edit and send it as another one?');
  expect(question.detail).toContain('No answer came. Account one may have it for Acme.');
  await stayed;
  expect(outbox.get('a')?.status).toEqual(uncertain);
  const edited = editWaiting(opened.services, opened.node);
  await editor.answer('This note may be stored already.', 'Edit');
  await edited;
  expect([composer.draft.id === 'a', composer.draft.values.text, outbox.entries()]).toEqual([
    false,
    'text of a',
    [],
  ]);
});

test('Edit of a deletion only removes the deletion', async () => {
  const remote = serviceWithNote();
  const entry = removalOf('a', noteIn(remote), { status: refused });
  await using opened = await openWith(entry, { services: [remote.service] });
  await editWaiting(opened.services, rowOf({ ...entry }));
  expect([opened.outbox.entries(), opened.editor.commands, remote.requests]).toEqual([[], [], []]);
});

test('a note stays in the outbox where the disk does not take its draft', async () => {
  const disk: { fault: Fault } = { fault: () => undefined };
  const { files } = faultyFiles(nodeFiles, (operation) => disk.fault(operation));
  await using opened = await openWith(entryOf('a', { status: refused }), { files });
  disk.fault = ({ name, path }) => (name === 'create' && path.includes('drafts') ? 'ENOSPC' : undefined);
  await expect(editWaiting(opened.services, opened.node)).rejects.toMatchObject({ reason: 'storage' });
  expect([opened.outbox.get('a')?.status, opened.composer.draft.values.text]).toEqual([refused, '']);
});

const remote = serviceWithNote();
test.each<[string, Entry, string]>([
  ['note', entryOf('a', { status: refused }), 'It has not been sent, and cannot be brought back.'],
  [
    'note',
    entryOf('a', { status: uncertain }),
    'It may be stored already, and Notelog will stop looking for it.',
  ],
  ['change', editOf('a', noteIn(remote), 'New', { status: refused }), 'The stored note stays as it is.'],
  [
    'deletion',
    { ...removalOf('a', noteIn(remote)), status: uncertain },
    'It may have been made already. If not, the stored note stays as it is.',
  ],
])('Discard of a %s asks first, and says what it means', async (thing, entry, meaning) => {
  await using opened = await openWith(entry);
  const { editor, services, node, outbox } = opened;
  const stayed = discardWaiting(services, node);
  const question = await editor.answer(`Discard this ${thing}?`);
  expect([question.modal, question.detail]).toEqual([true, `${entry.note.text.value}\n\n${meaning}`]);
  await stayed;
  expect(outbox.entries()).toHaveLength(1);
  const discarded = discardWaiting(services, node);
  await editor.answer(`Discard this ${thing}?`, 'Discard');
  await discarded;
  expect([outbox.entries(), editor.messages.left]).toEqual([[], []]);
});

test('a note that changed while the question was open is not discarded', async () => {
  await using opened = await openWith(entryOf('a', { status: refused }));
  const { editor, services, node, outbox } = opened;
  const discarded = discardWaiting(services, node);
  const question = await editor.messages.next();
  const claimed = await outbox.claim('a');
  await claimed?.release({ ...entryOf('a'), status: uncertain, attempts: 1 });
  question.press('Discard');
  await editor.answer(workedOn);
  await discarded;
  expect(outbox.get('a')?.status).toEqual(uncertain);
});

test('all waiting notes are opened as one document', async () => {
  await using opened = await openWith(entryOf('a', { status: refused }));
  await opened.outbox.enqueue(entryOf('b', { status: refused }));
  await exportWaiting(opened.services);
  const [document] = opened.editor.untitled;
  expect(document).toContain('# Notes waiting to be sent\n\n2 notes,');
  for (const text of ['text of a', 'text of b']) expect(document).toContain(`\`\`\`text\n${text}\n\`\`\``);
});

test('without waiting notes there is nothing to export', async () => {
  await using harness = await startEditorHarness();
  await exportWaiting(harness.services);
  await harness.editor.answer('No note waits to be sent, so there is nothing to export.');
  expect(harness.editor.documents).toEqual([]);
});
