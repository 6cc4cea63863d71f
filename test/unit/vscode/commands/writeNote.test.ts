import { expect, test } from 'vitest';
import { QuickInputButtons } from 'vscode';
import { Failure } from '../../../../src/base/failure.ts';
import { writeNote } from '../../../../src/vscode/commands/writeNote.ts';
import { nodeFiles } from '../../../../src/storage/nodeFiles.ts';
import type { Editor } from '../../../support/editor/editor.ts';
import { fakeService } from '../../../support/fakeProvider.ts';
import { faultyFiles } from '../../../support/faultyFiles.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import type { Services } from '../../../../src/vscode/services.ts';

/** Types a customer's id into the next picker and chooses it. */
async function name(editor: Editor, id: string): Promise<void> {
  const pick = await editor.picks.next();
  pick.type(id);
  await pick.choose(`Customer ${id}`);
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
  expect([pick.title, pick.step, pick.buttons]).toEqual(['New Note · Account one', 1, []]);
  pick.type('Acme');
  await pick.choose('Customer Acme');
  const input = await editor.picks.next();
  expect([input.title, input.prompt, input.step]).toEqual([
    'New Note for Acme of crm · Account one',
    'Enter sends it',
    2,
  ]);
  input.type('Called about SSO').enter();
  await editor.answer('Stored in Account one for Acme of crm.');
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
  expect(text.placeholder).toBe('What was said');
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
  expect(input.validationMessage).toBe('The note is empty. Type some text.');
  input.type('longer than ten').enter();
  expect(input.validationMessage).toBe('The text has 15 characters; this service takes 10. Shorten it by 5.');
  input.escape();
  await written;
  expect([service.arrived, (await inForm(services))[0]]).toEqual([[], 'longer than ten']);
});

test('with several accounts one is asked for first, and only those that keep calls', async () => {
  const all = [fakeService('crm'), fakeService('notes', { kinds: ['note'] }), fakeService('third')];
  await using harness = await startEditorHarness({ services: all });
  const { editor, services } = harness;
  const written = writeNote(services, 'call');
  const accounts = await editor.picks.next();
  expect([accounts.title, accounts.labels]).toEqual(['Log Call', ['Account one', 'Account three']]);
  await accounts.choose('Account three');
  const customers = await editor.picks.next();
  expect([customers.title, customers.step]).toEqual(['Log Call · Account three', 2]);
  customers.press(QuickInputButtons.Back);
  await editor.choose('Account one');
  await name(editor, 'Acme');
  await editor.type('5m');
  await editor.type('Hello');
  await written;
  expect(all.map(({ arrived }) => arrived.length)).toEqual([1, 0, 0]);
});

test('a customer who could not be looked up is named as not checked, and the note is sent all the same', async () => {
  const service = fakeService();
  service.find = () => Promise.reject(new Failure('offline', 'There is no connection.'));
  await using harness = await startEditorHarness({ services: [service] });
  const { editor, services } = harness;
  const written = writeNote(services, 'note');
  const pick = await editor.picks.next();
  pick.type('Acme');
  await pick.choose('Customer Acme');
  await expect.poll(() => pick.labels.join()).toContain('Acme');
  await expect.poll(() => pick.busy).toBe(false);
  await pick.choose('Acme');
  const input = await editor.picks.next();
  expect([input.title, input.prompt]).toEqual([
    'New Note for Acme · Account one (not checked)',
    'Enter sends it; the name is not checked: There is no connection.',
  ]);
  input.type('Hello').enter();
  await editor.answer('Stored in Account one for Acme.');
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
  const message = await editor.answer('Stored');
  await written;
  expect(message.text).toBe(
    'Stored in Account one for [Win]\u2060(command:workbench.action.quit) $\u2060(trash).',
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
  const message = await editor.answer('Nothing was sent; the note is in the form.', 'Open Form');
  await written;
  expect(message.severity).toBe('error');
  expect([service.arrived, await inForm(services)]).toEqual([[], ['Hello', 'Acme', '', ['Hello']]]);
  expect(editor.commands).toEqual([['notelog.form.focus']]);
});

/** Writes half a note for Acme in the first of two accounts, and goes back to the customer. */
async function writeHalf({ editor, services }: Awaited<ReturnType<typeof startEditorHarness>>) {
  const written = writeNote(services, 'note');
  await editor.choose('Account one');
  await name(editor, 'Acme');
  (await editor.picks.next()).type('half a no').press(QuickInputButtons.Back);
  return { written };
}

test('a customer of one account is not kept for another account', async () => {
  await using harness = await startEditorHarness({ services: [fakeService('crm'), fakeService('desk')] });
  const { editor, services } = harness;
  const { written } = await writeHalf(harness);
  (await editor.picks.next()).press(QuickInputButtons.Back);
  await editor.choose('Account two');
  const customers = await editor.picks.next();
  expect(customers.value).toBe('');
  customers.escape();
  await written;
  expect(await inForm(services)).toEqual(['half a no', '', '', ['half a no']]);
  expect(services.composer.draft.values.account).toBe(services.book.all()[1]?.account.id);
  expect(services.composer.draft.target).toBeUndefined();
});

test('Back finds what was typed for the customer, and the customer stays when the account is chosen again', async () => {
  await using harness = await startEditorHarness({ services: [fakeService('crm'), fakeService('desk')] });
  const { editor, services } = harness;
  const { written } = await writeHalf(harness);
  const customers = await editor.picks.next();
  expect([customers.value, customers.labels[0]]).toEqual(['Acme', '$(search) Customer Acme']);
  customers.press(QuickInputButtons.Back);
  await editor.choose('Account one');
  const again = await editor.picks.next();
  expect(again.value).toBe('Acme');
  again.escape();
  await written;
  expect(await inForm(services)).toEqual(['half a no', 'Acme', '', ['half a no']]);
});
