import { expect, test } from 'vitest';
import { Failure } from '../../../../src/base/failure.ts';
import type { Entry } from '../../../../src/outbox/entry.ts';
import { sendNow } from '../../../../src/vscode/commands/waitingNotes.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import { editOf, serviceWithNote, noteIn, removalOf } from '../../delivery/storedNotes.ts';

const status = {
  state: 'refused',
  failure: { reason: 'conflict', message: 'The note was changed elsewhere.' },
} as const;

/** A change, or a deletion, of a note that was changed elsewhere meanwhile. */
async function openConflict(does: 'edit' | 'remove' = 'edit', theirs = 'Theirs.') {
  const remote = serviceWithNote('As it was.');
  const opened = noteIn(remote);
  const entry: Entry =
    does === 'edit' ? editOf('a', opened, 'Mine.', { status }) : removalOf('a', opened, { status });
  remote.note = { ...opened, text: theirs, authorEmail: 'ann@example.com', durationSeconds: 120 };
  const harness = await startEditorHarness({ services: [remote.service] });
  await harness.outbox.enqueue(entry);
  const settled = sendNow(harness.services, { row: 'entry', key: 'a', entry });
  return { ...harness, remote, settled };
}

test('both versions are shown, with what else they may differ in', async () => {
  await using conflict = await openConflict();
  const question = await conflict.editor.messages.next();
  expect([question.text, question.modal, question.buttons]).toEqual([
    'This note was changed in Account one since you opened it.',
    true,
    ['Overwrite With Mine', 'Keep Theirs', 'Leave It'],
  ]);
  expect(question.detail).toBe(
    'Mine:\nMine.\n\nTheirs, in Account one now:\nTheirs.\n(ann@example.com, 2 min)',
  );
  question.press('Leave It');
  await conflict.settled;
  expect([conflict.remote.requests, conflict.outbox.get('a')?.status]).toEqual([['read'], status]);
});

test.each([
  ['x'.repeat(400), 'x'.repeat(400)],
  ['x'.repeat(401), `${'x'.repeat(400)}…`],
])('of a text its first 400 characters are shown (%#)', async (theirs, shown) => {
  await using conflict = await openConflict('edit', theirs);
  const question = await conflict.editor.messages.next();
  expect(question.detail).toContain(`now:\n${shown}\n`);
  question.press('Leave It');
  await conflict.settled;
});

test('mine overwrites the version that was shown', async () => {
  await using conflict = await openConflict();
  await conflict.editor.answer('This note was changed', 'Overwrite With Mine');
  await conflict.editor.answer('Changed in Account one for Acme.');
  await conflict.settled;
  expect([conflict.remote.note?.text, conflict.outbox.entries()]).toEqual(['Mine.', []]);
});

test('a version that is newer than the one shown is not overwritten', async () => {
  await using conflict = await openConflict();
  const question = await conflict.editor.messages.next();
  conflict.remote.note = { ...noteIn(conflict.remote), text: 'Newer still.' };
  question.press('Overwrite With Mine');
  await conflict.editor.answer('it waits in Recent Notes, where Send Now shows both versions.');
  await conflict.settled;
  expect(conflict.remote.note.text).toBe('Newer still.');
});

test('theirs stays, and mine is removed', async () => {
  await using conflict = await openConflict();
  await conflict.editor.answer('This note was changed', 'Keep Theirs');
  await conflict.settled;
  expect([conflict.remote.note?.text, conflict.outbox.entries()]).toEqual(['Theirs.', []]);
});

test('a deletion is asked about in its own words', async () => {
  await using conflict = await openConflict('remove');
  const question = await conflict.editor.messages.next();
  expect(question.buttons).toEqual(['Delete It Anyway', 'Keep Theirs', 'Leave It']);
  expect(question.detail).toContain('You wanted to delete it.');
  question.press('Delete It Anyway');
  await conflict.editor.answer('Deleted in Account one for Acme.');
  await conflict.settled;
  expect(conflict.remote.note).toBeUndefined();
});

test('of a note that was deleted elsewhere, mine can only be discarded', async () => {
  await using conflict = await openConflict();
  await conflict.editor.answer('This note was changed', 'Leave It');
  await conflict.settled;
  conflict.remote.note = undefined;
  const [entry] = conflict.outbox.entries();
  if (!entry) throw new Error('the entry is gone');
  const settled = sendNow(conflict.services, { row: 'entry', key: 'a', entry });
  const question = await conflict.editor.messages.next();
  expect([question.text, question.buttons]).toEqual([
    'This note was deleted in Account one since you opened it.',
    ['Discard Mine', 'Leave It'],
  ]);
  question.press('Discard Mine');
  await settled;
  expect(conflict.outbox.entries()).toEqual([]);
});

test('an answer after another window has settled it does nothing', async () => {
  await using conflict = await openConflict();
  const question = await conflict.editor.messages.next();
  const claimed = await conflict.outbox.claim('a');
  await claimed?.remove();
  question.press('Overwrite With Mine');
  await conflict.editor.answer('This note is no longer waiting');
  await conflict.settled;
  expect(conflict.remote.note?.text).toBe('Theirs.');
});

test('where the service cannot be asked, nothing is decided', async () => {
  const remote = serviceWithNote();
  const entry = editOf('a', noteIn(remote), 'Mine.', { status });
  remote.service.read = () => Promise.reject(new Failure('offline', 'There is no connection.'));
  await using harness = await startEditorHarness({ services: [remote.service] });
  await harness.outbox.enqueue(entry);
  await expect(sendNow(harness.services, { row: 'entry', key: 'a', entry })).rejects.toThrow(
    'There is no connection.',
  );
  expect(harness.outbox.get('a')?.status).toEqual(status);
});
