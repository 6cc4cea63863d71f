import { expect, test } from 'vitest';
import { QuickInputButtons } from 'vscode';
import { Failure } from '../../../../src/base/failure.ts';
import type { NewTask } from '../../../../src/model/task.ts';
import type { Tasks } from '../../../../src/providers/tasks.ts';
import { completeTask, newFollowUp, undoCompletion } from '../../../../src/vscode/commands/followUps.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import { entryOf } from '../../../support/entries.ts';
import { customer, fakeService, storedAs } from '../../../support/fakeProvider.ts';
import { fakeTasks, taskLimits, taskOf, taskRow } from '../../../support/fakeTasks.ts';
import { groupRow, noteRow } from '../../../support/treeRows.ts';

async function open(own: Partial<Tasks> = {}) {
  const service = fakeService('crm', { tasks: taskLimits });
  const created: NewTask[] = [];
  service.tasks = fakeTasks({
    create: (task) => {
      created.push(task);
      return Promise.resolve({ ...task, id: 't1', completedAt: undefined });
    },
    ...own,
  });
  const harness = await startEditorHarness({ services: [service] });
  const { account } = harness.book.default();
  const group = groupRow({ by: 'customer', account, target: customer('Acme') });
  /** Answers all that is asked of a follow-up for a customer that is known. */
  const answerAll = async () => {
    await harness.editor.type('Send the quote');
    await harness.editor.choose('Tomorrow');
    await harness.editor.type('ann@example.com');
  };
  return { ...harness, service, account, created, group, answerAll };
}

const quote = {
  target: customer('Acme'),
  details: 'Send the quote',
  assignee: 'ann@example.com',
  dueOn: '2026-07-30',
};

/** A note of a colleague's is among the recent ones. */
async function showNoteOfBob({ service, recentNotes }: Awaited<ReturnType<typeof open>>): Promise<void> {
  const note = { ...storedAs('n1', entryOf('a')), authorEmail: 'bob@example.com' };
  service.list = () => Promise.resolve({ notes: [note], cursor: undefined });
  await recentNotes.refresh(new AbortController().signal);
}

test('a follow-up for a customer’s row is asked for in three steps', async () => {
  await using opened = await open();
  const { editor, services, group, created } = opened;
  const creation = newFollowUp(services, group);
  const details = await editor.picks.next();
  expect([details.title, details.step, details.buttons]).toEqual([
    'New Follow-Up for Acme of crm · Account one',
    1,
    [],
  ]);
  details.enter();
  expect(details.validationMessage).toBe('Write what needs to be done.');
  details.type('x'.repeat(21)).enter();
  expect(details.validationMessage).toBe('A follow-up has at most 20 characters. Shorten it by 1.');
  details.type('Send the quote').enter();
  const day = await editor.picks.next();
  expect(day.labels).toContain('Another Day…');
  await day.choose('Tomorrow');
  const colleague = await editor.picks.next();
  expect([colleague.prompt, colleague.placeholder]).toEqual(['Who of the team?', 'ann@']);
  colleague.type('Ann').enter();
  expect(colleague.validationMessage).toBe('Type a name with an @.');
  colleague.type('\u200bann@example.com\u00a0').enter();
  await editor.answer('Follow-up for Acme of crm is due on Jul 30, 2026.');
  await creation;
  expect(created).toEqual([quote]);
});

test('another day is typed, and the colleagues seen lately are offered', async () => {
  await using opened = await open();
  const { editor, services, group, created } = opened;
  await showNoteOfBob(opened);
  const creation = newFollowUp(services, group);
  await editor.type('Send the quote');
  await editor.choose('Another Day…');
  const day = await editor.picks.next();
  day.type('soon').enter();
  expect(day.validationMessage).toBe('Type the day like 2026-07-31 (year, month, day).');
  day.type('\u200b2026-08-01\u00a0').enter();
  const colleagues = await editor.picks.next();
  expect(colleagues.labels).toEqual(['bob@example.com', 'Somebody Else…']);
  await colleagues.choose('bob@example.com');
  await creation;
  expect(created).toEqual([{ ...quote, dueOn: '2026-08-01', assignee: 'bob@example.com' }]);
});

test('Back returns with what was typed', async () => {
  await using opened = await open();
  const { editor } = opened;
  void newFollowUp(opened.services, opened.group);
  await editor.type('Send the quote');
  (await editor.picks.next()).press(QuickInputButtons.Back);
  expect((await editor.picks.next()).value).toBe('Send the quote');
});

test('from the palette the customer is asked for first', async () => {
  await using opened = await open();
  const { editor, created } = opened;
  const creation = newFollowUp(opened.services, undefined);
  const pick = await editor.picks.next();
  expect(pick.title).toBe('New Follow-Up');
  pick.type('Acme');
  await pick.choose('Look up customer “Acme”');
  await opened.answerAll();
  await creation;
  expect(created).toEqual([quote]);
});

test('Escape keeps nothing, and the text can be copied', async () => {
  await using opened = await open();
  const { editor, created } = opened;
  const creation = newFollowUp(opened.services, opened.group);
  await editor.type('Send the quote');
  (await editor.picks.next()).escape();
  await editor.answer('The follow-up was not saved.', 'Copy Text');
  await creation;
  expect([created, editor.clipboard]).toEqual([[], 'Send the quote']);
});

test('Escape with nothing typed says nothing', async () => {
  await using opened = await open();
  const creation = newFollowUp(opened.services, opened.group);
  (await opened.editor.picks.next()).escape();
  await creation;
  expect(opened.editor.messages.left).toEqual([]);
});

test('a service that refuses is named, and Try Again asks again with what was typed', async () => {
  await using opened = await open({
    create: () => Promise.reject(new Failure('refused', 'The address is unknown.')),
  });
  const { editor } = opened;
  const creation = newFollowUp(opened.services, opened.group);
  await opened.answerAll();
  await editor.answer('The address is unknown. The follow-up was not saved.', 'Try Again');
  const again = await editor.picks.next();
  expect(again.value).toBe('Send the quote');
  again.escape();
  await editor.answer('The follow-up was not saved.');
  await creation;
});

test('a lost answer is not taken for a refusal, and nothing is sent again by itself', async () => {
  let tries = 0;
  await using opened = await open({
    create: () => {
      tries += 1;
      return Promise.reject(new Failure('timeout', 'No answer came.'));
    },
  });
  const creation = newFollowUp(opened.services, opened.group);
  await opened.answerAll();
  const message = await opened.editor.answer(
    'No answer came. The follow-up may have been saved. Check the customer’s open follow-ups before you try again.',
    'Copy Text',
  );
  await creation;
  expect([message.buttons, opened.editor.clipboard, tries]).toEqual([
    ['Check and Try Again', 'Copy Text'],
    'Send the quote',
    1,
  ]);
});

test('Cancel ends the request, and the user is told that it may have arrived', async () => {
  await using opened = await open({
    create: (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Failure('cancelled', 'Cancelled.')));
      }),
  });
  const creation = newFollowUp(opened.services, opened.group);
  await opened.answerAll();
  const progress = await opened.editor.progress.next();
  expect(progress.title).toBe('Notelog: saving the follow-up…');
  progress.cancel();
  await opened.editor.answer('The follow-up may have been saved');
  await creation;
});

test('an account without follow-ups says so', async () => {
  await using harness = await startEditorHarness();
  const note = storedAs('n1', entryOf('a'));
  const { account } = harness.book.default();
  await newFollowUp(harness.services, noteRow(note, account));
  await harness.editor.answer('Account one has no follow-ups.');
  await newFollowUp(harness.services, undefined);
  await harness.editor.answer('None of your accounts has follow-ups.');
});

test('a follow-up is marked as done, and the rows are drawn again', async () => {
  const done: string[] = [];
  await using opened = await open({ complete: (id) => Promise.resolve(void done.push(id)) });
  const { account, drawn, editor } = opened;
  const before = drawn.length;
  await completeTask(opened.services, taskRow(account, taskOf('t1', '2026-07-30')));
  expect([done, drawn.length > before]).toEqual([['t1'], true]);
  expect(editor.statusMessages).toEqual(['$(check) Follow-up done']);
});

test('for as long as a note could be taken back, so can that', async () => {
  const done: string[] = [];
  const service = fakeService('crm', { tasks: taskLimits });
  service.tasks = fakeTasks({ complete: (id) => Promise.resolve(void done.push(id)) });
  await using harness = await startEditorHarness({ services: [service], undoTime: 5_000 });
  const { account } = harness.book.default();
  const { services, followUps, clock, editor } = harness;
  const row = taskRow(account, taskOf('t1', '2026-07-30'));
  const first = completeTask(services, row);
  expect(followUps.isCompleting(account.id, 't1')).toBe(true);
  await clock.advance(4_999);
  undoCompletion(services, row);
  await first;
  await clock.advance(5_000);
  expect([done, followUps.isCompleting(account.id, 't1'), editor.statusMessages]).toEqual([[], false, []]);

  const second = completeTask(services, row);
  await clock.advance(5_000);
  await second;
  expect(done).toEqual(['t1']);
});

test('a follow-up that could not be marked stays open, and the user can try again', async () => {
  let tries = 0;
  await using opened = await open({
    complete: () =>
      (tries += 1) === 1
        ? Promise.reject(new Failure('offline', 'There is no connection.'))
        : Promise.resolve(),
  });
  const { account, editor } = opened;
  const completion = completeTask(opened.services, taskRow(account, taskOf('t1', '2026-07-30')));
  await editor.answer('There is no connection. The follow-up is still open.', 'Try Again');
  await completion;
  expect([tries, editor.statusMessages.length]).toEqual([2, 1]);
});

test('Back returns to a day that was typed, and to a colleague’s name', async () => {
  await using opened = await open();
  const { editor, services, group, created } = opened;
  const creation = newFollowUp(services, group);
  await editor.type('Send the quote');
  await editor.choose('Another Day…');
  await editor.type('2026-08-01');
  (await editor.picks.next()).type('ann@').press(QuickInputButtons.Back);
  const day = await editor.picks.next();
  expect([day.prompt, day.value]).toEqual(['Due on, as year-month-day', '2026-08-01']);
  day.type('2026-08-02').press(QuickInputButtons.Back);
  await editor.choose('Another Day…');
  const again = await editor.picks.next();
  expect(again.value).toBe('2026-08-02');
  again.enter();
  const colleague = await editor.picks.next();
  expect(colleague.value).toBe('ann@');
  colleague.type('ann@example.com').enter();
  await editor.answer('Follow-up for Acme of crm is due');
  await creation;
  expect(created).toEqual([{ ...quote, dueOn: '2026-08-02' }]);
});

test('Try Again asks for the colleague again, with the name that was typed', async () => {
  const refusal = new Failure('refused', 'The address is unknown.');
  await using opened = await open({ create: () => Promise.reject(refusal) });
  const { editor } = opened;
  const creation = newFollowUp(opened.services, opened.group);
  await opened.answerAll();
  await editor.answer('The address is unknown.', 'Try Again');
  await editor.type('Send the quote');
  await editor.choose('Tomorrow');
  const colleague = await editor.picks.next();
  expect([colleague.prompt, colleague.value]).toEqual(['Who of the team?', 'ann@example.com']);
  colleague.escape();
  await editor.answer('The follow-up was not saved.');
  await creation;
});

test('Back from the name of somebody else returns to the list of colleagues', async () => {
  await using opened = await open();
  const { editor, services, group, created } = opened;
  await showNoteOfBob(opened);
  const creation = newFollowUp(services, group);
  await editor.type('Send the quote');
  await editor.choose('Tomorrow');
  await editor.choose('Somebody Else…');
  (await editor.picks.next()).press(QuickInputButtons.Back);
  const colleagues = await editor.picks.next();
  expect(colleagues.labels).toEqual(['bob@example.com', 'Somebody Else…']);
  await colleagues.choose('bob@example.com');
  await creation;
  expect(created).toEqual([{ ...quote, assignee: 'bob@example.com' }]);
});
