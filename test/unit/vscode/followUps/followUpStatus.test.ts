import { expect, test } from 'vitest';
import { FollowUpStatus } from '../../../../src/vscode/followUps/followUpStatus.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import { fakeService } from '../../../support/fakeProvider.ts';
import { fakeTasks, taskOf } from '../../../support/fakeTasks.ts';

const going = new AbortController().signal;

test('the status bar counts the user’s own follow-ups that are due, and nothing else', async () => {
  const service = fakeService();
  let tasks = [taskOf('later', '2026-07-30')];
  service.tasks = fakeTasks({
    self: () => 'ann@example.com',
    list: () => Promise.resolve({ tasks, isWhole: true }),
  });
  await using harness = await startEditorHarness({ services: [service] });
  const { followUps, clock, editor } = harness;
  const read: number[] = [];
  const status = new FollowUpStatus({ followUps, clock, read: (age) => void read.push(age) });
  const item = editor.statusBarItems.at(-1);
  await followUps.refresh(going, 0);
  expect(item?.isShown).toBe(false);

  tasks = [taskOf('late', '2026-07-01', { details: '$(x) Call' }), taskOf('today', '2026-07-29'), ...tasks];
  await followUps.refresh(going, 0);
  expect(item).toMatchObject({
    isShown: true,
    text: '$(bell) 2 follow-ups due',
    command: 'notelog.recentNotes.focus',
    accessibilityInformation: { label: '2 follow-ups due. Shows Recent Notes.' },
  });
  expect(item?.tooltip).toBe('$\u2060(x) Call (Acme)\nDo today (Acme)\nClick to see them in Recent Notes.');

  await followUps.complete({ open: harness.book.default(), taskId: 'late', delay: 0 });
  expect(item?.text).toBe('$(bell) 1 follow-up due');
  await clock.advance(86_400_000);
  editor.windowState.fire({ focused: false });
  expect(item?.text).toBe('$(bell) 1 follow-up due');
  editor.windowState.fire({ focused: true });
  expect(item?.text).toBe('$(bell) 2 follow-ups due');
  expect(read).toEqual([30 * 60_000]);
  status.dispose();
});
