import { expect, test } from 'vitest';
import { QuickInputButtons } from 'vscode';
import { Failure } from '../../../../src/base/failure.ts';
import { writeNote } from '../../../../src/vscode/commands/writeNote.ts';
import { nodeFiles } from '../../../../src/storage/nodeFiles.ts';
import type { Editor } from '../../../support/editor/editor.ts';
import { settle } from '../../../support/fakeClock.ts';
import { customer, fakeService } from '../../../support/fakeProvider.ts';
import { faultyFiles } from '../../../support/faultyFiles.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import { inForm } from './noteSteps.ts';

/** Types a customer's id into the next picker and chooses it. */
async function name(editor: Editor, id: string): Promise<void> {
  const pick = await editor.picks.next();
  pick.type(id);
  await pick.choose(`Look up customer “${id}”`);
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
