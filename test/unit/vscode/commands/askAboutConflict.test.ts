import { expect, test } from 'vitest';
import { TabInputTextDiff, Uri } from 'vscode';
import { Failure } from '../../../../src/base/failure.ts';
import type { Entry } from '../../../../src/outbox/entry.ts';
import { resolveWaiting } from '../../../../src/vscode/commands/resolveWaiting.ts';
import { startEditorHarness, type EditorHarness } from '../../../support/editorHarness.ts';
import { editOf, serviceWithNote, noteIn, removalOf } from '../../delivery/storedNotes.ts';
import { settle } from '../../../support/fakeClock.ts';
import { entryRow } from '../../../support/treeRows.ts';

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
  const settled = resolveWaiting(harness.services, entryRow(entry));
  return { ...harness, remote, settled };
}

/** The texts of the comparison on the screen, and its title. */
function compared({ editor, services }: EditorHarness): readonly string[] {
  const [, left, right, title] =
    editor.commands.findLast(([name]) => name === 'vscode.diff') ?? expect.fail();
  const textOf = (uri: unknown) => services.documents.provideTextDocumentContent(Uri.parse(String(uri)));
  return [textOf(left), textOf(right), String(title)];
}

test('both versions are compared, with what else they may differ in, and Enter changes nothing', async () => {
  await using conflict = await openConflict();
  const question = await conflict.editor.picks.next();
  expect(compared(conflict)).toEqual([
    'Customer: Acme\nAuthor: ann@example.com\nDate: –\nDuration: 2 min\n\nTheirs.\n',
    'Customer: Acme\nAuthor: –\nDate: –\nDuration: –\n\nMine.\n',
    'In Account one now ↔ Yours: Theirs.',
  ]);
  expect([question.title, question.items.map(({ label }) => label)]).toEqual([
    'This note was changed in Account one since you opened it',
    ['Decide Later', 'Keep Theirs', 'Keep Mine'],
  ]);
  await settle();
  question.enterAt(0);
  await conflict.settled;
  expect([conflict.remote.requests, conflict.outbox.get('a')?.status]).toEqual([['read'], status]);
  // It can be read until it is decided.
  expect(conflict.editor.tabs).toHaveLength(1);
});

test.each([
  ['Keep Mine', 'edit'],
  ['Keep Theirs', 'edit'],
  ['Keep the Note', 'remove'],
] as const)('%s closes the comparison, and no other tab', async (choice, does) => {
  await using conflict = await openConflict(does);
  const question = await conflict.editor.picks.next();
  const other = new TabInputTextDiff(Uri.parse('notelog:/Other.md?other'), Uri.file('/other.md'));
  const others = [{ isDirty: false, input: other }];
  conflict.editor.tabs = [...conflict.editor.tabs, ...others];
  await question.choose(choice);
  await conflict.settled;
  expect(conflict.editor.tabs).toEqual(others);
});

test('mine overwrites the version that was shown', async () => {
  await using conflict = await openConflict();
  await conflict.editor.choose('Keep Mine');
  await conflict.editor.answer('Saved the change for Acme in Account one.');
  await conflict.settled;
  expect([conflict.remote.note?.text, conflict.outbox.entries()]).toEqual(['Mine.', []]);
});

test('a version that is newer than the one shown is not overwritten', async () => {
  await using conflict = await openConflict();
  const question = await conflict.editor.picks.next();
  conflict.remote.note = { ...noteIn(conflict.remote), text: 'Newer still.' };
  await question.choose('Keep Mine');
  await conflict.editor.answer('Compare both versions in Recent Notes.');
  await conflict.settled;
  expect(conflict.remote.note.text).toBe('Newer still.');
});

test('theirs stays, and mine is removed', async () => {
  await using conflict = await openConflict();
  await conflict.editor.choose('Keep Theirs');
  await conflict.settled;
  expect([conflict.remote.note?.text, conflict.outbox.entries()]).toEqual(['Theirs.', []]);
});

test('a deletion is asked about in its own words, beside what the user saw', async () => {
  await using conflict = await openConflict('remove');
  const question = await conflict.editor.picks.next();
  expect(question.items.map(({ label }) => label)).toEqual([
    'Decide Later',
    'Keep the Note',
    'Delete It Anyway',
  ]);
  const [left, right, title] = compared(conflict);
  expect(left).toMatch(/^Customer: Acme\n[^]*\n\ntext of a\n$/);
  expect([right?.split('\n').at(-2), title]).toEqual([
    'Theirs.',
    'As you saw it ↔ In Account one now: Theirs.',
  ]);
  await question.choose('Delete It Anyway');
  await conflict.editor.answer('Deleted for Acme in Account one.');
  await conflict.settled;
  expect(conflict.remote.note).toBeUndefined();
});

test('of a note that was deleted elsewhere, mine can only be discarded', async () => {
  await using conflict = await openConflict();
  await conflict.editor.choose('Decide Later');
  await conflict.settled;
  conflict.remote.note = undefined;
  const [entry] = conflict.outbox.entries();
  if (!entry) throw new Error('the entry is gone');
  const settled = resolveWaiting(conflict.services, entryRow(entry));
  const question = await conflict.editor.picks.next();
  expect([question.title, question.items.map(({ label }) => label)]).toEqual([
    'This note was deleted in Account one since you opened it',
    ['Decide Later', 'Discard Mine'],
  ]);
  await question.choose('Discard Mine');
  await settled;
  expect(conflict.outbox.entries()).toEqual([]);
});

test('an answer after another window has settled it does nothing', async () => {
  await using conflict = await openConflict();
  const question = await conflict.editor.picks.next();
  const claimed = await conflict.outbox.claim('a');
  await claimed?.remove();
  await question.choose('Keep Mine');
  await conflict.editor.answer('This note is no longer pending');
  await conflict.settled;
  expect(conflict.remote.note?.text).toBe('Theirs.');
});

test('where the service cannot be asked, nothing is decided', async () => {
  const remote = serviceWithNote();
  const entry = editOf('a', noteIn(remote), 'Mine.', { status });
  remote.service.read = () => Promise.reject(new Failure('offline', 'There is no connection.'));
  await using harness = await startEditorHarness({ services: [remote.service] });
  await harness.outbox.enqueue(entry);
  await expect(resolveWaiting(harness.services, entryRow(entry))).rejects.toThrow('There is no connection.');
  expect(harness.outbox.get('a')?.status).toEqual(status);
});
