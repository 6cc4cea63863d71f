import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { Uri } from 'vscode';
import * as z from 'zod';
import { isMeant, noteArguments, parseNoteArguments } from '../../../../src/proposals/commandInput.ts';
import { runCommand } from '../../../../src/vscode/commands/commands.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import { directoryEntryOf } from '../../../support/fakeDirectory.ts';
import { fakeService } from '../../../support/fakeProvider.ts';
import { root } from '../../../../scripts/build.ts';

/** A keybinding. */
const exampleSchema = z.object({
  command: z.enum(['notelog.newNote', 'notelog.logCall']),
  args: z.unknown(),
});

/** A harness whose one account lists Acme and Beta. */
async function startListing() {
  const service = fakeService('crm', { directory: [{ type: 'customer', within: undefined }] });
  const entries = ['Acme', 'Beta'].map((name) => directoryEntryOf(name, name));
  service.directory = () => Promise.resolve({ entries, cursor: undefined });
  const harness = await startEditorHarness({ services: [service] });
  const index = harness.directories.of(harness.book.default(), 'customer');
  index?.wake();
  while (index?.status.whole !== true) await harness.clock.advance(100);
  const run = (...args: readonly unknown[]) => runCommand(harness.services, 'notelog.newNote', args);
  return { ...harness, service, run, [Symbol.asyncDispose]: () => harness[Symbol.asyncDispose]() };
}

const note = { customer: { query: 'acme' }, text: 'Fixed the import' };

test('what a caller hands over is opened in the form, and nothing is logged', async () => {
  await using harness = await startListing();
  const answer = await harness.run({ ...note, kind: 'call', callDuration: '25 min' });
  expect(harness.composer.draft).toMatchObject({
    target: { id: 'Acme' },
    values: { text: 'Fixed the import', kind: 'call', duration: '25 min' },
    proposal: { source: { via: 'command', name: '' } },
  });
  expect(answer).toEqual({ id: harness.composer.draft.id, state: 'reviewing' });
  expect([harness.outbox.size, harness.service.arrived]).toEqual([0, []]);
});

test('the same call a thousand times is one draft', async () => {
  await using harness = await startListing();
  for (let times = 0; times < 20; times++) await harness.run(note);
  expect((await harness.drafts.all()).length).toBe(1);
});

test('without a text the form begins with what is known, which is no proposal', async () => {
  await using harness = await startListing();
  expect(await harness.run({ customer: { query: 'Acme' }, kind: 'call' })).toBeUndefined();
  expect(harness.composer.draft).toMatchObject({ target: { id: 'Acme' }, values: { kind: 'call' } });
  expect(harness.proposals.pending).toEqual([]);
});

test('without a customer the form is opened, in which one is chosen', async () => {
  await using harness = await startListing();
  expect(await harness.run({ text: 'Fixed the import', ask: 'now' })).toMatchObject({ state: 'reviewing' });
  expect([harness.composer.draft.target, harness.composer.draft.values.text]).toEqual([
    undefined,
    'Fixed the import',
  ]);
});

test('asked about at once, the question shows text, customer and account, and only Log logs it', async () => {
  await using harness = await startListing();
  const ran = harness.run({ ...note, ask: 'now' });
  const question = await harness.editor.messages.next();
  expect(question.text).toBe('Log this note about Acme of crm in Account one?');
  expect([question.modal, question.detail, question.buttons]).toEqual([
    true,
    'Fixed the import',
    ['Open in Form', 'Log'],
  ]);
  expect(harness.service.arrived).toEqual([]);
  question.press('Log');
  await harness.editor.answer('Logged for Acme of crm in Account one.');
  expect(await ran).toMatchObject({ state: 'stored' });
  expect(harness.service.arrived.map((each) => each.note.text.value)).toEqual(['Fixed the import']);
});

test('a question that is closed declines it, and one that is answered with the form opens it there', async () => {
  await using harness = await startListing();
  const closed = harness.run({ ...note, ask: 'now' });
  (await harness.editor.messages.next()).press(undefined);
  expect(await closed).toMatchObject({ state: 'declined' });
  const opened = harness.run({ ...note, text: 'Another', ask: 'now' });
  (await harness.editor.messages.next()).press('Open in Form');
  expect(await opened).toMatchObject({ state: 'reviewing' });
  expect(harness.composer.draft.values.text).toBe('Another');
  expect(harness.service.arrived).toEqual([]);
});

test.each([
  ['nobody fits', { customer: { query: 'Nobody' } }],
  ['the text does not fit into a question', { text: 'long '.repeat(300) }],
  ['something has to be corrected', { author: 'no address' }],
])('where %s, there is no question but the form', async (_, change) => {
  await using harness = await startListing();
  expect(await harness.run({ ...note, ...change, ask: 'now' })).toMatchObject({ state: 'reviewing' });
  expect([harness.composer.hasContent, harness.editor.messages.left]).toEqual([true, []]);
});

test.each([
  [{ ...note, text: 7 }, '“text”'],
  [{ ...note, ask: 'never' }, '“ask”'],
  [{ customer: { query: 'Acme' }, ask: 'now' }, '“text”'],
  [{ ...note, attachment: '/etc/passwd' }, 'no field “attachment”'],
])('a bad argument is one sentence that names the field: %j', async (argument, sentence) => {
  await using harness = await startListing();
  const ran = harness.run(argument);
  const message = await harness.editor.messages.next();
  expect(message.text).toContain(sentence);
  message.press(undefined);
  await ran;
  expect([harness.composer.hasContent, harness.proposals.pending]).toEqual([false, []]);
});

test('a history is that of the customer who is named, if exactly one fits', async () => {
  await using harness = await startListing();
  harness.service.list = () => Promise.resolve({ notes: [], cursor: undefined });
  await runCommand(harness.services, 'notelog.showHistory', [{ customer: { query: 'Acme' } }]);
  expect(harness.editor.documents.length + harness.editor.previews.length).toBeGreaterThan(0);
  const ran = runCommand(harness.services, 'notelog.showHistory', [{ customer: { id: 'cus_9' } }]);
  const message = await harness.editor.messages.next();
  expect(message.text).toContain('The field “customer” fits nobody');
  message.press(undefined);
  await ran;
});

test('what menus and other programs pass means what it always did', () => {
  const others = [undefined, null, 'text', 7, [note], Uri.file('/a'), { row: 'note', key: 'k' }, {}];
  expect(others.filter((each) => isMeant(noteArguments, each))).toEqual([]);
  expect(isMeant(noteArguments, { kind: 'call' })).toBe(true);
});

test('the documentation lists every field and no other, and its examples are good', async () => {
  const text = await readFile(`${root}/docs/commands.md`, 'utf8');
  const listed = [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, field]) => field);
  expect(listed).toEqual(Object.keys(noteArguments.shape));
  const examples = [...text.matchAll(/```json\n([\s\S]+?)```/g)].map(([, json]) => json ?? '');
  expect(examples.length).toBe(2);
  for (const example of examples) {
    const { args, command } = exampleSchema.parse(JSON.parse(example));
    const kind = command === 'notelog.logCall' ? 'call' : 'note';
    expect(isMeant(noteArguments, args) && parseNoteArguments(args, kind)).toMatchObject({ kind });
  }
});
