import { expect, test } from 'vitest';
import { Failure } from '../../../../src/base/failure.ts';
import type { Entry, EntryStatus } from '../../../../src/outbox/entry.ts';
import {
  discardWaiting,
  editWaiting,
  exportWaiting,
  sendNow,
} from '../../../../src/vscode/commands/waitingNotes.ts';
import { resolveWaiting } from '../../../../src/vscode/commands/resolveWaiting.ts';
import type { TreeNode } from '../../../../src/vscode/tree/treeNode.ts';
import { startEditorHarness, type EditorHarnessOptions } from '../../../support/editorHarness.ts';
import { entryOf } from '../../../support/entries.ts';
import { fakeService } from '../../../support/fakeProvider.ts';
import { faultyFiles, type Fault } from '../../../support/faultyFiles.ts';
import { nodeFiles } from '../../../../src/storage/nodeFiles.ts';
import { editOf, serviceWithNote, noteIn, removalOf } from '../../delivery/storedNotes.ts';
import { entryRow } from '../../../support/treeRows.ts';

const refused: EntryStatus = { state: 'refused', failure: { reason: 'refused', message: 'Too short.' } };
const uncertain: Extract<EntryStatus, { state: 'uncertain' }> = {
  state: 'uncertain',
  failure: { reason: 'timeout', message: 'No answer came.' },
  since: 500,
  candidates: [{ id: 'n1', text: 'text of another' }],
};
const noLonger = 'This note is no longer pending: it was saved, undone or discarded. Nothing was changed.';
const workedOn =
  'This note is being saved or changed right now, so nothing was done. Check it in Recent Notes.';

const rowOf = (entry: Entry): TreeNode => entryRow(entry);

/** An entry that stays as it is until the user does something. */
async function openWith(entry: Entry, options: EditorHarnessOptions = {}) {
  const service = fakeService();
  const harness = await startEditorHarness({ services: [service], ...options });
  await harness.outbox.enqueue(entry);
  return { ...harness, service, entry, node: rowOf(entry) };
}

test('Try Now tries a note that was refused, and says that it is logged', async () => {
  await using opened = await openWith(entryOf('a', { status: refused }));
  const { editor, services, service, node } = opened;
  const sent = sendNow(services, node);
  await editor.answer('Logged for Acme in Account one.');
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
  const sent = resolveWaiting(services, node);
  const question = await editor.messages.next();
  expect([question.text, question.modal, question.buttons]).toEqual([
    'Does Account one have this note already?',
    true,
    ['Decide Later', 'Already Saved', 'Log Again'],
  ]);
  expect(question.detail).toBe(
    'No answer came.\n\nYour note about Acme:\ntext of a\n\nFound in Account one, and it may be any of these:\ntext of another',
  );
  question.press('Already Saved');
  await sent;
  expect([opened.service.arrived, opened.outbox.entries()]).toEqual([[], []]);
  expect(opened.outbox.receipts.get('a')).toMatchObject({ noteId: 'n1' });
});

test('where several notes were found, none of them is presented as the right one', async () => {
  const candidates = ['n1', 'n2'].map((id) => ({ id, text: id.repeat(400) }));
  await using opened = await openWith(entryOf('a', { status: { ...uncertain, candidates } }));
  const sent = resolveWaiting(opened.services, opened.node);
  const question = await opened.editor.messages.next();
  expect(question.detail).toContain(`1. ${'n1'.repeat(300)}…\n\n2. `);
  question.press('Already Saved');
  await sent;
  expect(opened.outbox.receipts.get('a')).toMatchObject({ noteId: '' });
});

test('where nothing was found yet, the user is warned of a second copy', async () => {
  const looking: EntryStatus = { ...uncertain, sender: 'asleep', candidates: [] };
  await using opened = await openWith(entryOf('a', { status: looking }));
  void resolveWaiting(opened.services, opened.node);
  const question = await opened.editor.messages.next();
  expect(question.detail).toContain(
    'We keep checking whether it was saved. If you log it again now, it may be saved twice.',
  );
});

test('where there are too many notes to search, the user is not told that the search goes on', async () => {
  await using opened = await openWith(entryOf('a', { status: { ...uncertain, candidates: [] } }));
  void resolveWaiting(opened.services, opened.node);
  const question = await opened.editor.messages.next();
  expect(question.detail).toContain(
    'There are too many notes in Account one to search them all, so look for it there. If you log it again, it may be saved twice.',
  );
});

test('a note that may be stored is sent again only when the user says so', async () => {
  await using opened = await openWith(entryOf('a', { status: uncertain }));
  const { editor, services, service, node } = opened;
  const sending = resolveWaiting(services, node);
  await editor.answer('Does Account one have this note already?', 'Decide Later');
  await sending;
  const closed = resolveWaiting(services, node);
  await editor.answer('Does Account one have this note already?');
  await closed;
  expect([service.arrived, opened.outbox.get('a')?.status]).toEqual([[], uncertain]);
  const again = resolveWaiting(services, node);
  await editor.answer('Does Account one have this note already?', 'Log Again');
  await editor.answer('Logged for Acme in Account one.');
  await again;
  expect(service.arrived).toHaveLength(1);
});

test.each(['Log Again', 'Already Saved'])(
  'an answer (%s) to a question about an earlier try does nothing',
  async (button) => {
    await using opened = await openWith(entryOf('a', { status: uncertain }));
    const { editor, services, node, outbox } = opened;
    const sent = resolveWaiting(services, node);
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
  for (const command of [sendNow, resolveWaiting, editWaiting, discardWaiting]) {
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
  await opened.editor.answer('Saved the change for Acme in Account one.');
  await sent;
  expect([remote.note?.text, opened.outbox.entries()]).toEqual(['As it is to be.', []]);
});

test('Try Now never sends a note that may be saved', async () => {
  await using opened = await openWith(entryOf('a', { status: uncertain }));
  await sendNow(opened.services, opened.node);
  expect([opened.service.arrived, opened.outbox.get('a')?.status, opened.editor.messages.left]).toEqual([
    [],
    uncertain,
    [],
  ]);
});

const noKey: EntryStatus = { state: 'waiting', failure: { reason: 'keyRefused', message: 'No.' } };

test('a click on a note that needs a key asks for one, and the note goes out', async () => {
  await using opened = await openWith(entryOf('a', { status: noKey }));
  const { editor, services, service, node, outbox } = opened;
  const resolved = resolveWaiting(services, node);
  const box = await editor.inputs.next();
  expect([box.title, box.password]).toEqual(['Replace Key · Account one', true]);
  box.type('a new key').enter();
  await editor.messages.next();
  await resolved;
  await expect.poll(() => [service.arrived.length, outbox.entries()]).toEqual([1, []]);
});

test.each<[string, EntryStatus]>([
  ['was refused', refused],
  ['is on hold', { state: 'refused', failure: { reason: 'cancelled', message: 'Stopped.' } }],
])('a click on a note that %s opens it in the form', async (_, status) => {
  await using opened = await openWith(entryOf('a', { status }));
  await resolveWaiting(opened.services, opened.node);
  const { composer, outbox, editor } = opened;
  expect([composer.draft.values.text, outbox.entries(), editor.commands]).toEqual([
    'text of a',
    [],
    [['notelog.form.focus']],
  ]);
});

test('a click on a note of an account that is gone opens it in the form, since no key would help', async () => {
  await using opened = await openWith(entryOf('a', { accountId: 'gone', status: noKey }));
  await resolveWaiting(opened.services, opened.node);
  expect([opened.composer.draft.values.text, opened.outbox.entries()]).toEqual(['text of a', []]);
});

test('a click on a row that heals by itself does nothing', async () => {
  const looking: EntryStatus = { state: 'uncertain', failure: uncertain.failure, since: 500 };
  await using opened = await openWith(entryOf('a', { status: looking }));
  await resolveWaiting(opened.services, opened.node);
  expect([opened.outbox.get('a')?.status, opened.editor.messages.left]).toEqual([looking, []]);
});

test('a deletion that was refused is tried again or given up, and Enter does neither', async () => {
  const remote = serviceWithNote();
  const entry = removalOf('a', noteIn(remote), { status: refused });
  await using opened = await openWith(entry, { services: [remote.service] });
  const { editor, services, node, outbox } = opened;
  const left = resolveWaiting(services, node);
  const question = await editor.messages.next();
  expect([question.text, question.buttons]).toEqual([
    'The note was not deleted.',
    ['Decide Later', 'Try Again', 'Keep the Note'],
  ]);
  question.press('Decide Later');
  await left;
  expect(outbox.get('a')?.status).toEqual(refused);
  const kept = resolveWaiting(services, node);
  await editor.answer('The note was not deleted.', 'Keep the Note');
  await kept;
  expect([outbox.entries(), remote.requests]).toEqual([[], []]);
});

test('a deletion is tried again when the user says so', async () => {
  const remote = serviceWithNote();
  const entry = removalOf('a', noteIn(remote), { status: refused });
  await using opened = await openWith(entry, { services: [remote.service] });
  const resolved = resolveWaiting(opened.services, opened.node);
  await opened.editor.answer('The note was not deleted.', 'Try Again');
  await opened.editor.answer('Deleted for Acme in Account one.');
  await resolved;
  expect([remote.note, opened.outbox.entries()]).toEqual([undefined, []]);
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
  const question = await editor.answer('This note may be saved already. Edit it and log it as another one?');
  expect(question.detail).toContain('No answer came. Account one may have it for Acme.');
  await stayed;
  expect(outbox.get('a')?.status).toEqual(uncertain);
  const edited = editWaiting(opened.services, opened.node);
  await editor.answer('This note may be saved already.', 'Edit');
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
  ['note', entryOf('a', { status: refused }), 'It has not been saved, and cannot be brought back.'],
  ['note', entryOf('a', { status: uncertain }), 'It may be saved already, and we stop checking for it.'],
  ['change', editOf('a', noteIn(remote), 'New', { status: refused }), 'The saved note stays as it is.'],
  [
    'deletion',
    { ...removalOf('a', noteIn(remote)), status: uncertain },
    'It may have been made already. If not, the saved note stays as it is.',
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
  expect(document).toContain('# Pending notes\n\n2 notes,');
  for (const text of ['text of a', 'text of b']) expect(document).toContain(`\`\`\`text\n${text}\n\`\`\``);
});

test('what was proposed is exported, too, also where no note is pending', async () => {
  await using harness = await startEditorHarness();
  const source = { via: 'mcp', name: 'An agent' } as const;
  await harness.proposals.propose({ customer: { query: 'Acme' }, text: 'Fixed it' }, source);
  await harness.proposals.reload();
  await exportWaiting(harness.services);
  expect(harness.editor.untitled[0]).toContain('```text\nFixed it\n```');
});

test('without waiting notes there is nothing to export', async () => {
  await using harness = await startEditorHarness();
  await exportWaiting(harness.services);
  await harness.editor.answer('No note is pending, so there is nothing to export.');
  expect(harness.editor.documents).toEqual([]);
});
