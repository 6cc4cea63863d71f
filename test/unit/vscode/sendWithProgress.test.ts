import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { checkForSending, type CheckedDraft } from '../../../src/compose/checkedDraft.ts';
import { emptyDraft } from '../../../src/model/draft.ts';
import type { NoteKind } from '../../../src/model/note.ts';
import { sendWithProgress } from '../../../src/vscode/sendWithProgress.ts';
import {
  startEditorHarness,
  type EditorHarness,
  type EditorHarnessOptions,
} from '../../support/editorHarness.ts';
import { customer, deferred, fakeService, storedAs } from '../../support/fakeProvider.ts';
import { fakeTasks } from '../../support/fakeTasks.ts';

function checkedDraft({ services, book }: EditorHarness, id: string, kind: NoteKind): CheckedDraft {
  const empty = emptyDraft(id, 'one', kind, 'customer');
  const duration = kind === 'call' ? '5m' : '';
  const draft = { ...empty, values: { ...empty.values, target: 'Acme', text: `text of ${id}`, duration } };
  const check = checkForSending(services, draft, customer('Acme'), book.default());
  if (!check.ok) throw new Error(check.problems.map(({ message }) => message).join(' '));
  return check.checked;
}

async function open(options: EditorHarnessOptions = {}) {
  const service = fakeService();
  const harness = await startEditorHarness({ services: [service], ...options });
  const send = (ids: readonly string[], kind: NoteKind = 'note') =>
    sendWithProgress(
      harness.services,
      ids.map((id) => checkedDraft(harness, id, kind)),
      harness.book.default(),
    );
  return { ...harness, service, send };
}

test('while a note can be taken back the bar says so once, and then that it is sent', async () => {
  await using opened = await open({ undoTime: 5_000 });
  const sent = opened.send(['a']);
  const progress = await opened.editor.progress.next();
  await opened.clock.advance(4_900);
  const counted = 'Saving the note in Account one in 5 s. Cancel to undo.';
  expect([new Set(progress.messages), opened.service.arrived]).toEqual([new Set([counted]), []]);
  await opened.clock.advance(200);
  await sent;
  expect(progress.messages.at(-1)).toBe('Saving the note in Account one…');
  expect([opened.service.arrived.length, progress.isOver]).toEqual([1, true]);
});

test('Cancel takes several notes back into the form, and none is sent', async () => {
  await using opened = await open({ undoTime: 5_000 });
  const sent = opened.send(['a', 'b']);
  const progress = await opened.editor.progress.next();
  expect(progress.messages).toEqual(['Saving 2 notes in Account one in 5 s. Cancel to undo.']);
  progress.cancel();
  await opened.editor.answer('Undone. 2 notes were not logged; the text is in the form.', 'Open Form');
  await sent;
  await expect.poll(() => opened.editor.commands).toEqual([['notelog.form.focus']]);
  await opened.drafts.flush();
  expect([opened.service.arrived, opened.outbox.entries(), (await opened.drafts.all()).length]).toEqual([
    [],
    [],
    2,
  ]);
});

test('Cancel while the request is on its way never counts as not sent', async () => {
  await using opened = await open();
  const answer = deferred<ReturnType<typeof storedAs>>();
  opened.service.answer = (_, signal) => answer.until(signal);
  const sent = opened.send(['a']);
  const progress = await opened.editor.progress.next();
  await expect.poll(() => opened.service.arrived.length).toBe(1);
  progress.cancel();
  const message = await opened.editor.messages.next();
  expect(message.text).toContain('We lost the reply. Checking whether it was saved…');
  expect(message.buttons).toEqual(['Show Recent Notes']);
  message.press('Show Recent Notes');
  await sent;
  await expect.poll(() => opened.editor.commands).toEqual([['notelog.recentNotes.focus']]);
});

test('without a connection the note waits, and the user is told that it is sent automatically', async () => {
  await using opened = await open();
  opened.service.answer = () => Promise.reject(new Failure('offline', 'There is no connection.'));
  await opened.send(['a']);
  await opened.editor.answer('There is no connection. Queued. We’ll retry automatically.');
  expect([opened.outbox.get('a')?.status.state, opened.composer.hasContent]).toEqual(['waiting', false]);
});

test('of several notes the first failure is reported, with how many were stored', async () => {
  await using opened = await open();
  opened.service.answer = (outgoing) =>
    outgoing.note.text.value === 'text of b'
      ? Promise.reject(new Failure('refused', 'Too short.'))
      : Promise.resolve(storedAs('stored', outgoing));
  await opened.send(['a', 'b']);
  await opened.editor.answer('1 of 2 notes logged. Too short.', 'Edit in Form');
  await expect.poll(() => opened.composer.draft.id).toBe('b');
  expect(opened.outbox.entries()).toEqual([]);
});

test('a key that is refused is asked for, and nothing else is said', async () => {
  await using opened = await open();
  opened.service.answer = () => Promise.reject(new Failure('keyRefused', 'The key was not accepted.'));
  await opened.send(['a']);
  expect([opened.keysNeeded, opened.editor.messages.left]).toEqual([['one'], []]);
});

test('after a call a follow-up is offered where the service keeps them', async () => {
  const service = fakeService('crm', {
    tasks: {
      longestDetails: 100,
      assignee: { prompt: 'Who?', placeholder: '', problem: () => undefined },
    },
  });
  service.tasks = fakeTasks();
  await using opened = await open({ services: [service] });
  await opened.send(['a'], 'call');
  const message = await opened.editor.answer('Logged for Acme of crm in Account one.', 'New Follow-Up');
  expect(message.buttons).toEqual(['New Follow-Up']);
  const details = await opened.editor.picks.next();
  expect(details.title).toBe('New Follow-Up for Acme of crm · Account one');
  details.escape();
  await opened.send(['b']);
  expect((await opened.editor.answer('in Account one.')).buttons).toEqual([]);
});
