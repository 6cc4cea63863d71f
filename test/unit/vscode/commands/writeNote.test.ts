import { expect, test } from 'vitest';
import { QuickInputButtons } from 'vscode';
import { Failure } from '../../../../src/base/failure.ts';
import type { TaskLimits } from '../../../../src/model/capabilities.ts';
import type { NewTask } from '../../../../src/model/task.ts';
import { writeNote } from '../../../../src/vscode/commands/writeNote.ts';
import { nodeFiles } from '../../../../src/storage/nodeFiles.ts';
import type { Editor } from '../../../support/editor/editor.ts';
import { settle } from '../../../support/fakeClock.ts';
import { fakeTasks } from '../../../support/fakeTasks.ts';
import { entryOf } from '../../../support/entries.ts';
import { customer, fakeService, storedAs, type FakeService } from '../../../support/fakeProvider.ts';
import { listingService } from '../../../support/listingService.ts';
import { faultyFiles } from '../../../support/faultyFiles.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import type { Services } from '../../../../src/vscode/services.ts';

/** Types a customer's id into the next picker and chooses it. */
async function name(editor: Editor, id: string): Promise<void> {
  const pick = await editor.picks.next();
  pick.type(id);
  await pick.choose(`Look up customer “${id}”`);
}

/** The form's draft, as far as a test types it, and what lies on the disk. */
async function inForm({ composer, drafts }: Services): Promise<readonly unknown[]> {
  await drafts.flush();
  const { values } = composer.draft;
  const saved = (await drafts.all()).map(({ draft }) => draft.values.text);
  return [values.text, values.target, values.duration, saved];
}

test('customer and text are asked for, and the note is sent and reported in one sentence', async () => {
  const service = fakeService();
  await using harness = await startEditorHarness({ services: [service] });
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  expect([pick.title, pick.step, pick.buttons]).toEqual(['New Note', 1, []]);
  pick.type('Acme');
  await pick.choose('Look up customer “Acme”');
  const input = await editor.picks.next();
  expect([input.title, input.prompt, input.step]).toEqual([
    'New Note for Acme of crm · Account one',
    'Press Enter to log it',
    2,
  ]);
  input.type('Called about SSO').enter();
  await editor.answer('Logged for Acme of crm in Account one.');
  await written;
  expect(service.arrived.map(({ note }) => [note.kind, note.target.id, note.text.value])).toEqual([
    ['note', 'Acme', 'Called about SSO'],
  ]);
  expect([services.outbox.entries(), await inForm(services)]).toEqual([[], ['', '', '', []]]);
});

test('a call is asked for its duration too, and Back returns with what was typed', async () => {
  const service = fakeService();
  await using harness = await startEditorHarness({ services: [service] });
  const { editor, services } = harness;
  const written = writeNote(services, 'call');
  await name(editor, 'Acme');
  const duration = await editor.picks.next();
  duration.type('soon').enter();
  expect(duration.validationMessage).toBe('Type the duration like 25m, 1h 5m or 12:30.');
  duration.type('30h').enter();
  expect(duration.validationMessage).toBe('A call lasts between one second and 24 hours.');
  duration.type('25m').enter();
  const text = await editor.picks.next();
  expect(text.placeholder).toBe('What was said?');
  text.type('Asked for').press(QuickInputButtons.Back);
  const again = await editor.picks.next();
  expect(again.value).toBe('25m');
  again.enter();
  const last = await editor.picks.next();
  expect(last.value).toBe('Asked for');
  last.type('Asked for a quote').enter();
  await written;
  expect(service.arrived).toMatchObject([
    { note: { kind: 'call', durationSeconds: 1500, text: { value: 'Asked for a quote' } } },
  ]);
});

test('Escape keeps the text in the form and on the disk, and says so', async () => {
  const service = fakeService();
  await using harness = await startEditorHarness({ services: [service] });
  const { editor, services } = harness;
  const written = writeNote(services, 'call');
  await name(editor, 'Acme');
  await editor.type('5m');
  (await editor.picks.next()).type('half a no').escape();
  await written;
  expect(await inForm(services)).toEqual(['half a no', 'Acme', '5m', ['half a no']]);
  expect(editor.statusMessages).toEqual(['$(note) Notelog kept your text in the form.']);
  expect([service.arrived, services.outbox.entries(), editor.commands]).toEqual([[], [], []]);
});

test('Escape with nothing typed leaves nothing behind', async () => {
  await using harness = await startEditorHarness();
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  await name(editor, 'Acme');
  (await editor.picks.next()).escape();
  await written;
  expect([await inForm(services), editor.statusMessages]).toEqual([['', '', '', []], []]);
});

test('the form takes over what was typed', async () => {
  await using harness = await startEditorHarness();
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  await name(editor, 'Acme');
  const input = await editor.picks.next();
  const [, toForm] = input.buttons;
  expect(toForm?.tooltip).toBe('Continue in the form (longer text, date, attachment)');
  input.type('a long story');
  if (toForm) input.press(toForm);
  await written;
  expect(await inForm(services)).toEqual(['a long story', 'Acme', '', ['a long story']]);
  expect(editor.commands).toEqual([['notelog.form.focus']]);
});

test('the box says what is wrong with the text, and nothing is sent', async () => {
  const service = fakeService('crm', { longestText: 10 });
  await using harness = await startEditorHarness({ services: [service] });
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  await name(editor, 'Acme');
  const input = await editor.picks.next();
  input.enter();
  expect(input.validationMessage).toBe('Write something first.');
  input.type('longer than ten').enter();
  expect(input.validationMessage).toBe('The text has 15 characters; this service takes 10. Shorten it by 5.');
  input.escape();
  await written;
  expect([service.arrived, (await inForm(services))[0]]).toEqual([[], 'longer than ten']);
});

test('all accounts are searched together, for a call only those that keep calls', async () => {
  const all = [fakeService('crm'), fakeService('notes', { kinds: ['note'] }), fakeService('third')];
  await using harness = await startEditorHarness({ services: all });
  const { editor, services } = harness;
  const written = writeNote(services, 'call');
  const customers = await editor.picks.next();
  customers.type('Acme');
  expect([customers.title, customers.step, customers.labels]).toEqual([
    'Log Call',
    1,
    ['one', 'one', 'three', 'three'].map(
      (account, at) =>
        `$(search) No match. Look up ${at % 2 === 0 ? 'customer' : 'order'} “Acme” in Account ${account}`,
    ),
  ]);
  await customers.choose('Look up customer “Acme” in Account three');
  await editor.type('5m');
  await editor.type('Hello');
  await written;
  expect(all.map(({ arrived, calls }) => [arrived.length, calls.length])).toEqual([
    [0, 0],
    [0, 0],
    [1, 1],
  ]);
});

test('with no account but the notebook, the box leads to the first one', async () => {
  await using harness = await startEditorHarness({
    services: [fakeService('crm'), fakeService('desk')],
    hasEmbedded: true,
  });
  const { editor, services } = harness;
  for (const id of ['one', 'two']) await services.book.remove(id);
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  expect(pick.labels).toEqual([
    '$(info) Type a customer’s name: notes go to the EMBEDDED on this machine',
    '$(plug) Connect CRM or DESK',
  ]);
  await pick.choose('Connect');
  await written;
  expect([editor.commands, await inForm(services)]).toEqual([[['notelog.addAccount']], ['', '', '', []]]);
});

test('a customer who could not be looked up is named as not checked, and the note is sent all the same', async () => {
  const service = fakeService();
  service.find = () => Promise.reject(new Failure('offline', 'There is no connection.'));
  await using harness = await startEditorHarness({ services: [service] });
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  pick.type('Acme');
  await pick.choose('Look up customer “Acme”');
  await expect.poll(() => pick.labels.join()).toContain('Acme');
  await expect.poll(() => pick.busy).toBe(false);
  await pick.choose('Acme');
  const input = await editor.picks.next();
  expect([input.title, input.prompt]).toEqual([
    'New Note for Acme · Account one (not checked)',
    'Press Enter to log it; the name is not checked: There is no connection.',
  ]);
  input.type('Hello').enter();
  await editor.answer('Logged for Acme in Account one.');
  await written;
  expect(service.arrived).toHaveLength(1);
});

test('a link in a customer’s name stays text', async () => {
  const service = fakeService();
  service.find = (type, id) =>
    Promise.resolve([{ type, id, name: '[Win](command:workbench.action.quit) $(trash)' }]);
  await using harness = await startEditorHarness({ services: [service] });
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  await name(editor, 'Acme');
  await editor.type('Hello');
  const message = await editor.answer('Logged for');
  await written;
  expect(message.text).toBe(
    'Logged for [Win]\u2060(command:workbench.action.quit) $\u2060(trash) in Account one.',
  );
});

test('a text that was typed and deleted again leaves no draft behind', async () => {
  await using harness = await startEditorHarness();
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  await name(editor, 'Acme');
  const input = await editor.picks.next();
  input.type('Hel');
  await services.drafts.flush();
  input.type('').escape();
  await written;
  expect([await inForm(services), editor.statusMessages]).toEqual([['', '', '', []], []]);
});

test('a disk that takes nothing keeps the note in the form, and says why', async () => {
  const service = fakeService();
  const disk = faultyFiles(nodeFiles, ({ name: operation, path }) =>
    operation === 'create' && path.includes('outbox') ? 'ENOSPC' : undefined,
  );
  await using harness = await startEditorHarness({ services: [service], files: disk.files });
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  await name(editor, 'Acme');
  await editor.type('Hello');
  const message = await editor.answer('Nothing was logged; the note is in the form.', 'Open Form');
  await written;
  expect(message.severity).toBe('error');
  expect([service.arrived, await inForm(services)]).toEqual([[], ['Hello', 'Acme', '', ['Hello']]]);
  expect(editor.commands).toEqual([['notelog.form.focus']]);
});

test('Back finds the text, the rows and the row of the customer again, and another one can be chosen', async () => {
  const all = [fakeService('crm'), fakeService('desk')];
  await using harness = await startEditorHarness({ services: all });
  const { editor, services } = harness;
  await services.recent.load();
  for (const id of ['one', 'two']) await services.recent.add(id, { ...customer('c1'), name: 'Acme' });
  const written = writeNote(services, 'note');
  const customers = await editor.picks.next();
  customers.type('acm');
  const { labels } = customers;
  await settle();
  customers.enterAt(1);
  (await editor.picks.next()).type('half a no').press(QuickInputButtons.Back);
  const again = await editor.picks.next();
  expect([again.value, again.labels]).toEqual(['acm', labels]);
  expect(again.activeItems.map(({ description }) => description)).toEqual(['Account two · customer c1']);
  await settle();
  again.enterAt(0);
  const text = await editor.picks.next();
  expect([text.title, text.value]).toEqual(['New Note for c1 of crm · Account one', 'half a no']);
  text.escape();
  await written;
  expect(await inForm(services)).toEqual(['half a no', 'c1', '', ['half a no']]);
  expect(services.composer.draft.values.account).toBe('one');
});

/** The command over services that list their customers. */
async function startListing(...services: readonly FakeService[]) {
  const harness = await startEditorHarness({ services });
  for (const open of harness.book.all()) {
    const index = harness.directories.of(open, 'customer');
    index?.wake();
    await expect.poll(() => index?.status.whole ?? true).toBe(true);
  }
  return harness;
}

/** What arrived: kind, customer, seconds and text. */
function arrivedAt(service: FakeService): readonly unknown[] {
  return service.arrived.map(({ note: { kind, target, durationSeconds, text } }) =>
    [kind, target.id, durationSeconds, text.value].join(' | '),
  );
}

test.each([
  ['acme: wants SSO by June', 'Log note about Acme: wants SSO by June', 'note | c2 |  | wants SSO by June'],
  ['ACME 25m: went through', 'Log 25 min call about Acme: went through', 'call | c2 | 1500 | went through'],
  ['c2: wants SSO', 'Log note about Acme: wants SSO', 'note | c2 |  | wants SSO'],
  // Begins the name of a recent customer.
  ['north: hello', 'Log note about Northwind Traders: hello', 'note | c1 |  | hello'],
])('one line logs at once what its first row reads back: %s', async (typed, row, arrived) => {
  const service = listingService({ within: ['order'] });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  await services.recent.add('one', { type: 'customer', id: 'c1', name: 'Northwind Traders' });
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  pick.type(typed);
  expect(pick.labels[0]).toBe(`$(check) ${row}`);
  await settle();
  pick.enterAt(0);
  await editor.answer('in Account one.');
  await written;
  expect(arrivedAt(service)).toEqual([arrived]);
  expect([await inForm(services), editor.questions.left]).toEqual([['', '', '', []], []]);
});

test('one line is logged at once though Enter comes before anything is drawn', async () => {
  const service = listingService({ within: [] });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  (await editor.picks.next()).type('acme: wants SSO').enter();
  await editor.answer('in Account one.');
  await written;
  expect(arrivedAt(service)).toEqual(['note | c2 |  | wants SSO']);
});

test.each([
  // Part of a name of somebody who is neither pinned nor recent.
  ['trad: hello', 'c1'],
  // With a typing error.
  ['nortwind: hello', 'c1'],
])('where it is not beyond doubt whom a line names, the second Enter logs it: %s', async (typed, id) => {
  const service = listingService({ within: [] });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  pick.type(typed);
  expect(pick.labels[0]).toBe('Northwind Traders');
  pick.enter();
  const text = await editor.picks.next();
  expect([text.title, text.value, service.arrived]).toEqual([
    `New Note for ${id} of crm · Account one`,
    'hello',
    [],
  ]);
  text.enter();
  await editor.answer('in Account one.');
  await written;
  expect(arrivedAt(service)).toEqual([`note | ${id} |  | hello`]);
});

test('a customer of one name in each of two accounts has to be chosen', async () => {
  const all = [listingService({ within: [] }), listingService({ id: 'desk', within: [] })];
  await using harness = await startListing(...all);
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  pick.type('acme: wants SSO').enter();
  expect([pick.labels.slice(0, 3), pick.title]).toEqual([
    ['Several fit “acme”: choose one', 'Acme', 'Acme'],
    'New Note · Several fit “acme”: choose one',
  ]);
  await settle();
  pick.enterAt(2);
  (await editor.picks.next()).enter();
  await editor.answer('in Account two.');
  await written;
  expect(all.map(arrivedAt)).toEqual([[], ['note | c2 |  | wants SSO']]);
});

test('while a list is being read, a line is not logged at once', async () => {
  const service = listingService({ within: [] });
  const page = service.directory;
  service.directory = (query, signal) =>
    query.cursor === undefined
      ? page(query, signal).then((read) => ({ ...read, cursor: 'more' }))
      : new Promise(() => undefined);
  await using harness = await startEditorHarness({ services: [service] });
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  await expect.poll(() => harness.directories.of(harness.book.default(), 'customer')?.status.count).toBe(2);
  pick.type('acme: wants SSO');
  expect(pick.labels[0]).toBe('Acme');
  await settle();
  pick.enterAt(0);
  const text = await editor.picks.next();
  expect([text.value, service.arrived]).toEqual(['wants SSO', []]);
  text.escape();
  await written;
});

test('a duration that is part of a name is no duration, and a colon in a name begins no text', async () => {
  const service = listingService({ names: ['Channel 5m', 'Acme', 'Acme: Europe'], within: [] });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  pick.type('acme: europe');
  expect(pick.labels[0]).toBe('Acme: Europe');
  pick.type('channel 5m: on air');
  expect(pick.labels[0]).toBe('$(check) Log note about Channel 5m: on air');
  pick.enter();
  await editor.answer('in Account one.');
  await written;
  expect(arrivedAt(service)).toEqual(['note | c1 |  | on air']);
});

test('an account that takes no calls gets the duration as text', async () => {
  const service = listingService({ within: [] });
  Object.assign(service.kind.capabilities, { kinds: ['note'] });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  (await editor.picks.next()).type('acme 25m: went through').enter();
  await editor.answer('in Account one.');
  await written;
  expect(arrivedAt(service)).toEqual(['note | c2 |  | 25m: went through']);
});

test('Log Call asks how long it was where the line does not say', async () => {
  const service = listingService({ within: [] });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  const written = writeNote(services, 'call');
  (await editor.picks.next()).type('acme: went through').enter();
  await editor.type('5m');
  const text = await editor.picks.next();
  expect(text.value).toBe('went through');
  text.enter();
  await editor.answer('in Account one.');
  await written;
  expect(arrivedAt(service)).toEqual(['call | c2 | 300 | went through']);
});

test('Escape keeps a line whose customer was not chosen in the form, all of it, and asks no service', async () => {
  const service = listingService({ within: [] });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  pick.type('nobody at all 25m: half a no');
  await services.drafts.flush();
  expect((await services.drafts.all()).map(({ draft }) => draft.values.text)).toEqual([
    'nobody at all 25m: half a no',
  ]);
  pick.escape();
  await written;
  expect((await inForm(services)).slice(0, 2)).toEqual(['nobody at all 25m: half a no', '']);
  expect(service.calls).toEqual([]);
});

test('a line that was typed and deleted again leaves no draft behind', async () => {
  await using harness = await startListing(listingService({ within: [] }));
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  pick.type('acme: hel');
  await services.drafts.flush();
  pick.type('acme').escape();
  await written;
  expect([await inForm(services), editor.statusMessages]).toEqual([['', '', '', []], []]);
});

test('Back from the text of a line finds the line, and the text that was changed since stays', async () => {
  const service = listingService({ within: [] });
  await using harness = await startListing(service);
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  pick.type('trad: hello').enter();
  (await editor.picks.next()).type('hello again').press(QuickInputButtons.Back);
  const again = await editor.picks.next();
  expect(again.value).toBe('trad: hello');
  again.enter();
  const text = await editor.picks.next();
  expect(text.value).toBe('hello again');
  text.enter();
  await editor.answer('in Account one.');
  await written;
  expect(arrivedAt(service)).toEqual(['note | c1 |  | hello again']);
});

const tasks: TaskLimits = {
  longestDetails: 20,
  assignee: {
    prompt: 'Who of the team?',
    placeholder: 'ann@',
    problem: (assignee) => (assignee.includes('@') ? undefined : 'Type a name with an @.'),
  },
};

/** A service that lists its customers and keeps follow-ups, and those that were made there. */
function followUpService() {
  const service = listingService({ within: [] });
  Object.assign(service.kind.capabilities, { tasks });
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
