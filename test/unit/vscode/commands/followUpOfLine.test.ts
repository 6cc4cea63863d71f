import { expect, test } from 'vitest';
import type { NewTask } from '../../../../src/model/task.ts';
import { writeNote } from '../../../../src/vscode/commands/writeNote.ts';
import { fakeTasks, taskLimits } from '../../../support/fakeTasks.ts';
import { entryOf } from '../../../support/entries.ts';
import { customer, storedAs } from '../../../support/fakeProvider.ts';
import { listingService } from '../../../support/listingService.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import { arrivedAt, inForm, startListing } from './noteSteps.ts';

/** A service that lists its customers and keeps follow-ups, and those that were made there. */
function followUpService() {
  const service = listingService({ within: [] });
  Object.assign(service.kind.capabilities, { tasks: taskLimits });
  const made: NewTask[] = [];
  service.tasks = fakeTasks({
    create: (task) => {
      made.push(task);
      return Promise.resolve({ ...task, id: 't1', completedAt: undefined });
    },
  });
  return { service, made };
}

test('a line may end with a follow-up, which is made once the note is stored', async () => {
  const { service, made } = followUpService();
  await using harness = await startListing(service);
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  pick.type('acme: wants SSO !2026-12-04 send the quote');
  expect(pick.labels[0]).toBe(
    '$(check) Log note about Acme: wants SSO, and follow up on Fri, Dec 4: send the quote',
  );
  pick.enter();
  const colleague = await editor.picks.next();
  expect([colleague.title, colleague.prompt]).toEqual([
    'New Note for c2 of crm · Account one',
    'Who of the team?',
  ]);
  colleague.type('ann@x.example').enter();
  await editor.answer('in Account one');
  await written;
  await expect.poll(() => made).toHaveLength(1);
  expect(arrivedAt(service)).toEqual(['note | c2 |  | wants SSO']);
  expect(made).toEqual([
    { target: customer('c2'), details: 'send the quote', assignee: 'ann@x.example', dueOn: '2026-12-04' },
  ]);
  await expect.poll(() => services.outbox.entries()).toEqual([]);
});

test('the only colleague who was seen lately gets the follow-up without a question', async () => {
  const { service, made } = followUpService();
  service.list = () =>
    Promise.resolve({
      notes: [{ ...storedAs('n1', entryOf('a')), authorEmail: 'bob@x.example' }],
      cursor: undefined,
    });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  await services.recentNotes.refresh(new AbortController().signal);
  const written = writeNote(services, 'note');
  (await editor.picks.next()).type('acme 25m: wants SSO !3d send the quote').enter();
  const message = await editor.answer('in Account one');
  await written;
  expect(message.buttons).toEqual([]);
  await expect.poll(() => made.map(({ assignee }) => assignee)).toEqual(['bob@x.example']);
});

test('a line that is taken back has its follow-up in the text, and none is made', async () => {
  const { service, made } = followUpService();
  await using harness = await startEditorHarness({ services: [service], undoTime: 5_000 });
  const { editor, services } = harness;
  const index = harness.directories.of(harness.book.default(), 'customer');
  index?.wake();
  await expect.poll(() => index?.status.whole).toBe(true);
  const written = writeNote(services, 'note');
  (await editor.picks.next()).type('acme: wants SSO !2026-12-04 send the quote').enter();
  (await editor.picks.next()).type('ann@x.example').enter();
  (await editor.workOf('Notelog')).cancel();
  await editor.answer('Undone');
  await written;
  await harness.clock.advance(60_000);
  expect([(await inForm(services))[0], made, service.arrived]).toEqual([
    'wants SSO !2026-12-04 send the quote',
    [],
    [],
  ]);
});

test.each([
  ['where the service has no follow-ups', false, '!2026-12-04 send the quote'],
  ['where its details are too long for the service', true, '!2026-12-04 send the quote and more'],
])('what looks like a follow-up stays text %s', async (_, hasTasks, end) => {
  const { service } = followUpService();
  if (!hasTasks) Object.assign(service.kind.capabilities, { tasks: undefined });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  (await editor.picks.next()).type(`acme: wants SSO ${end}`).enter();
  await editor.answer('in Account one');
  await written;
  expect(arrivedAt(service)).toEqual([`note | c2 |  | wants SSO ${end}`]);
});

test('where a second Enter is needed, the box for the text names the follow-up', async () => {
  const { service, made } = followUpService();
  await using harness = await startListing(service);
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  (await editor.picks.next()).type('trad: hello !2026-12-04 send the quote').enter();
  await editor.type('ann@x.example');
  const text = await editor.picks.next();
  expect([text.value, text.prompt]).toEqual([
    'hello',
    'Press Enter to log it, and follow up on Fri, Dec 4: send the quote',
  ]);
  text.enter();
  await editor.answer('in Account one');
  await written;
  await expect.poll(() => made).toHaveLength(1);
});
