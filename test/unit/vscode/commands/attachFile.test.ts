import { expect, test } from 'vitest';
import { QuickInputButtons, Uri } from 'vscode';
import type { Editor } from '../../../support/editor/editor.ts';
import { Failure } from '../../../../src/base/failure.ts';
import { nodeFiles } from '../../../../src/storage/nodeFiles.ts';
import { attachFile } from '../../../../src/vscode/commands/attachFile.ts';
import { startEditorHarness, type EditorHarnessOptions } from '../../../support/editorHarness.ts';
import { settle } from '../../../support/fakeClock.ts';
import { fakeService } from '../../../support/fakeProvider.ts';
import { faultyFiles } from '../../../support/faultyFiles.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const attachable = new Map([
  ['file:///minutes.md', bytes('# Minutes')],
  ['file:///quote.pdf', bytes('%PDF')],
  ['file:///empty.txt', bytes('')],
  ['file:///big.iso', new Uint8Array(1_000_001)],
  ['file:///folder/', bytes('x')],
  ['file:///binary.bin', new Uint8Array([0xff, 0x00, 0x80])],
  ['file:///western.txt', Buffer.from('Grüße\n\n', 'latin1')],
  ['file:///wide.txt', Buffer.from('Hello – again', 'utf16le')],
  ['file:///ends.txt', Buffer.from('Hello\0')],
  ['file:///proc/version', bytes('Linux')],
  ['file:///Zoe%CC%88.txt', bytes('hi')],
]);
const sizeless = new Set(['file:///proc/version', 'file:///empty.txt']);
const unsaved = new Map([
  ['file:///minutes.md', '# Minutes, changed'],
  ['untitled:Untitled-1', 'Never saved'],
]);
const uris = (...names: readonly string[]) => names.map((name) => Uri.parse(`file:///${name}`));

async function open(takesFiles: boolean, options: EditorHarnessOptions = {}) {
  const service = fakeService('crm', { attachments: takesFiles ? 'one' : 'none' });
  const harness = await startEditorHarness({ services: [service], attachable, sizeless, ...options });
  return { ...harness, service };
}

async function name(editor: Editor, id: string, account = 'Account one'): Promise<void> {
  const pick = await editor.picks.next();
  pick.type(id);
  await pick.choose(`Look up customer “${id}” in ${account}`);
}

test('a file goes with a note that says what it is', async () => {
  await using opened = await open(true);
  const { editor, services, service } = opened;
  const attached = attachFile(services, uris('quote.pdf'));
  await name(editor, 'Acme');
  const input = await editor.picks.next();
  expect([input.title, input.value]).toEqual(['Attach quote.pdf for Acme of crm · Account one', 'quote.pdf']);
  input.type(' ').enter();
  expect(input.validationMessage).toBe('Write something first.');
  input.type('Our quote').enter();
  await editor.answer('Logged for Acme of crm in Account one.');
  await attached;
  expect(service.arrived).toMatchObject([
    { note: { text: { value: 'Our quote' }, attachment: { name: 'quote.pdf', size: 4 } } },
  ]);
});

test('the name of the file is enough for a text', async () => {
  await using opened = await open(true);
  const attached = attachFile(opened.services, uris('quote.pdf'));
  await name(opened.editor, 'Acme');
  (await opened.editor.picks.next()).enter();
  await attached;
  expect(opened.service.arrived).toMatchObject([{ note: { text: { value: 'quote.pdf' } } }]);
});

test('Escape keeps the comment and the file in the form', async () => {
  await using opened = await open(true);
  const { editor, composer, drafts } = opened;
  const attached = attachFile(opened.services, uris('quote.pdf'));
  await name(editor, 'Acme');
  (await editor.picks.next()).type('Our qu').escape();
  await attached;
  expect(composer.draft).toMatchObject({ values: { text: 'Our qu' }, attachments: [{ name: 'quote.pdf' }] });
  await drafts.flush();
  expect([(await drafts.all()).length, opened.service.arrived]).toEqual([1, []]);
});

test('Escape with nothing typed leaves nothing behind', async () => {
  await using opened = await open(true);
  const attached = attachFile(opened.services, uris('quote.pdf'));
  await name(opened.editor, 'Acme');
  (await opened.editor.picks.next()).escape();
  await attached;
  expect([opened.composer.hasContent, opened.editor.statusMessages]).toEqual([false, []]);
});

/** Presses Enter in the list of files, which must show these rows. */
async function log(editor: Editor, ...rows: readonly string[]): Promise<string | undefined> {
  const list = await editor.picks.next();
  const shown = list.items.map(({ label, description }) => [label, description ?? ''].join(' ').trim());
  expect(shown).toEqual(rows);
  await settle();
  list.enterAt(0);
  return list.title;
}

test('several files are several notes, after one list with a comment for each', async () => {
  await using opened = await open(true);
  const { editor, services, service } = opened;
  const attached = attachFile(services, uris('quote.pdf', 'minutes.md'));
  await name(editor, 'Acme');
  const list = await editor.picks.next();
  expect([list.title, list.labels]).toEqual([
    'Attach 2 Files for Acme of crm · Account one',
    ['$(check) Log 2 notes', '$(file) quote.pdf', '$(file) minutes.md'],
  ]);
  await list.choose('quote.pdf');
  const comment = await editor.picks.next();
  expect([comment.title, comment.value]).toEqual([
    'quote.pdf · Attach 2 Files for Acme of crm · Account one',
    '',
  ]);
  comment.type('Our quote').enter();
  await log(editor, '$(check) Log 2 notes', '$(file) quote.pdf Our quote', '$(file) minutes.md');
  await editor.answer('Logged 2 notes for Acme of crm in Account one.');
  await attached;
  expect(service.arrived.map(({ note }) => [note.text.value, note.attachment?.name])).toEqual([
    ['Our quote', 'quote.pdf'],
    ['minutes.md', 'minutes.md'],
  ]);
  expect(editor.messages.left).toEqual([]);
});

test('Back in the list goes from a comment to the files, and from the files to the customer', async () => {
  await using opened = await open(true);
  const { editor, services } = opened;
  const attached = attachFile(services, uris('quote.pdf', 'minutes.md'));
  await name(editor, 'Acme');
  await (await editor.picks.next()).choose('quote.pdf');
  (await editor.picks.next()).type('Our qu').press(QuickInputButtons.Back);
  const list = await editor.picks.next();
  expect(list.items[1]?.description).toBe('Our qu');
  list.press(QuickInputButtons.Back);
  const customers = await editor.picks.next();
  expect(customers.value).toBe('Acme');
  customers.escape();
  await attached;
  expect(opened.composer.draft).toMatchObject({
    values: { text: 'Our qu' },
    attachments: [{ name: 'quote.pdf' }],
  });
});

test('Escape in the list keeps each comment with its file, and sends nothing', async () => {
  await using opened = await open(true);
  const { editor, composer, drafts } = opened;
  const attached = attachFile(opened.services, uris('quote.pdf', 'minutes.md'));
  await name(editor, 'Acme');
  for (const file of ['quote.pdf', 'minutes.md']) {
    await (await editor.picks.next()).choose(file);
    (await editor.picks.next()).type(`About ${file}`).enter();
  }
  (await editor.picks.next()).escape();
  await attached;
  await drafts.flush();
  const kept = (await drafts.all()).map(({ draft }) => [draft.values.text, draft.attachments[0]?.name]);
  expect(kept.sort()).toEqual([
    ['About minutes.md', 'minutes.md'],
    ['About quote.pdf', 'quote.pdf'],
  ]);
  expect([composer.draft.values.text, opened.service.arrived]).toEqual(['About quote.pdf', []]);
});

test('a service that takes no attachments gets the text of the file', async () => {
  await using opened = await open(false);
  const { editor, services, service } = opened;
  const attached = attachFile(services, uris('minutes.md'));
  await name(editor, 'Acme');
  const title = await log(editor, '$(check) Log this file as text', '$(file) minutes.md');
  expect(title).toBe('Attach minutes.md for Acme of crm · Account one');
  await attached;
  const [arrived] = service.arrived;
  expect([arrived?.note.text.value, arrived?.note.attachment]).toEqual(['# Minutes', undefined]);
});

test('a text is not sent unless the user says so', async () => {
  await using opened = await open(false);
  const attached = attachFile(opened.services, uris('minutes.md'));
  await name(opened.editor, 'Acme');
  (await opened.editor.picks.next()).escape();
  await attached;
  expect([opened.service.arrived, opened.outbox.entries()]).toEqual([[], []]);
});

test('a file that no account takes is refused before the customer is asked for', async () => {
  await using opened = await open(false);
  await attachFile(opened.services, uris('minutes.md', 'binary.bin'));
  await opened.editor.answer('“binary.bin” is not a text file');
  expect([opened.editor.questions.left, opened.outbox.entries()]).toEqual([[], []]);
});

test('accounts that do not take a file are left out, and named', async () => {
  const all = [fakeService('crm', { attachments: 'none' }), fakeService('desk', { attachments: 'one' })];
  await using opened = await open(true, { services: all });
  const { editor } = opened;
  const attached = attachFile(opened.services, uris('binary.bin'));
  const pick = await editor.picks.next();
  expect(pick.title).toBe('Attach binary.bin · not to Account one, text files only');
  pick.type('Acme');
  expect(pick.labels.filter((label) => label.includes('Account one'))).toEqual([]);
  await pick.choose('Look up customer “Acme”');
  (await editor.picks.next()).enter();
  await attached;
  expect(all.map(({ arrived }) => arrived.length)).toEqual([0, 1]);
});

test('a customer who could not be looked up is named as not checked', async () => {
  await using opened = await open(false);
  const { editor, service } = opened;
  service.find = () => Promise.reject(new Failure('offline', 'There is no connection.'));
  const attached = attachFile(opened.services, uris('minutes.md'));
  const pick = await editor.picks.next();
  pick.type('Acme');
  await pick.choose('Look up customer “Acme”');
  await expect.poll(() => pick.busy).toBe(false);
  await pick.choose('Acme');
  const title = await log(editor, '$(check) Log this file as text', '$(file) minutes.md');
  expect(title).toBe('Attach minutes.md for Acme · Account one (not checked)');
  await attached;
  expect(service.arrived).toHaveLength(1);
});

test.each([
  ['empty.txt', '“empty.txt” is empty (0 bytes). Attach a file that has content. Nothing was sent.'],
  [
    'big.iso',
    '“big.iso” is 1 MB; a file of up to 1 MB can be attached (setting notelog.attachment.maxMegabytes). Nothing was sent.',
  ],
  ['folder/', 'is a folder. Attach a file from it instead. Nothing was sent.'],
  ['gone.txt', 'This file cannot be read. Nothing was sent.'],
])('%s cannot be attached, and the user is told before any question', async (file, sentence) => {
  await using opened = await open(true);
  await attachFile(opened.services, uris('quote.pdf', file));
  await opened.editor.answer(sentence);
  expect(opened.editor.questions.left).toEqual([]);
});

test('with no file chosen, the user is told how', async () => {
  await using opened = await open(true);
  await attachFile(opened.services, []);
  await opened.editor.answer('Open or select a file first, then attach it as a note.');
});

test('a full disk sends nothing and keeps the note as a draft', async () => {
  const { files } = faultyFiles(nodeFiles, ({ name: operation, path }) =>
    operation === 'create' && path.includes('outbox') ? 'ENOSPC' : undefined,
  );
  await using opened = await open(true, { files });
  const attached = attachFile(opened.services, uris('quote.pdf'));
  await name(opened.editor, 'Acme');
  await opened.editor.type('Our quote');
  await opened.editor.answer('Nothing was logged; the note is in the form.');
  await attached;
  expect(opened.composer.draft).toMatchObject({
    values: { text: 'Our quote' },
    attachments: [{ name: 'quote.pdf' }],
  });
  expect(opened.service.arrived).toEqual([]);
});

test('a link in a file’s name stays text', async () => {
  const uri = Uri.file('/[Win](command:quit).txt');
  await using opened = await open(true, { attachable: new Map([[uri.toString(), bytes('')]]) });
  await attachFile(opened.services, [uri]);
  const message = await opened.editor.messages.next();
  expect(message.text).toContain('“[Win]\u2060(command:quit).txt” is empty');
});

test('with one account the customer is the first question, before which there is none', async () => {
  await using opened = await open(true);
  const attached = attachFile(opened.services, uris('quote.pdf'));
  const pick = await opened.editor.picks.next();
  expect([pick.step, pick.buttons]).toEqual([1, []]);
  pick.escape();
  await attached;
});

/** Types a comment for Account one, which takes attachments, goes back, and chooses a customer of Account two. */
async function commentThenOther(editor: Editor): Promise<void> {
  await name(editor, 'Acme', 'Account one');
  (await editor.picks.next()).type('Our minutes').press(QuickInputButtons.Back);
  await name(editor, 'Acme', 'Account two');
}

test('a file is sent as text only after it was listed, whatever was typed for another account', async () => {
  const [one, two] = [
    fakeService('crm', { attachments: 'one' }),
    fakeService('desk', { attachments: 'none' }),
  ];
  await using opened = await open(true, { services: [one, two] });
  const attached = attachFile(opened.services, uris('minutes.md'));
  await commentThenOther(opened.editor);
  (await opened.editor.picks.next()).escape();
  await attached;
  expect([one.arrived, two.arrived]).toEqual([[], []]);
});

test('a comment stays for a customer of another account, and in the form', async () => {
  await using opened = await open(true, {
    services: [fakeService('crm', { attachments: 'one' }), fakeService('desk', { attachments: 'one' })],
  });
  const attached = attachFile(opened.services, uris('quote.pdf'));
  await commentThenOther(opened.editor);
  const comment = await opened.editor.picks.next();
  expect(comment.value).toBe('Our minutes');
  comment.escape();
  await attached;
  expect(opened.composer.draft).toMatchObject({
    values: { text: 'Our minutes', target: 'Acme', account: opened.book.all()[1]?.account.id },
    attachments: [{ name: 'quote.pdf' }],
  });
});

test('of a document with changes that are not saved, the text that is seen is sent, and said so', async () => {
  await using opened = await open(false, { unsaved });
  const { editor, services, service } = opened;
  const attached = attachFile(services, [...uris('minutes.md'), Uri.parse('untitled:Untitled-1')]);
  await name(editor, 'Acme');
  await log(
    editor,
    '$(check) Log 2 notes as text',
    '$(file) minutes.md as you see it, not saved yet',
    '$(file) Untitled-1.txt as you see it, not saved yet',
  );
  await attached;
  expect(service.arrived.map(({ note }) => note.text)).toEqual([
    { format: 'file', value: '# Minutes, changed', name: 'minutes.md' },
    { format: 'file', value: 'Never saved', name: 'Untitled-1.txt' },
  ]);
});

test('a document with changes that are not saved is attached as it is seen, and said so', async () => {
  await using opened = await open(true, { unsaved });
  const { editor, services, service } = opened;
  const attached = attachFile(services, uris('minutes.md'));
  await name(editor, 'Acme');
  const input = await editor.picks.next();
  expect(input.prompt).toBe(
    'What is this file about? Press Enter to log it as you see it. It is not saved yet.',
  );
  input.enter();
  await attached;
  const size = '# Minutes, changed'.length;
  expect(service.arrived[0]?.note.attachment).toMatchObject({ name: 'minutes.md', size });
});

test.each([
  ['western.txt', 'Western (Windows 1252)', 'Grüße', 'Grüße\n\n'],
  ['wide.txt', 'UTF-16 LE', 'Hello – again', 'Hello – again'],
  ['ends.txt', 'UTF-8', 'Hello', 'Hello'],
])('%s is read in the encoding %s that the user chooses', async (file, encoding, shown, text) => {
  await using opened = await open(false);
  const { editor, services, service } = opened;
  const attached = attachFile(services, uris(file));
  await name(editor, 'Acme');
  await editor.answer(
    `“${file}” is text, but not in UTF-8. Choose its encoding to log it as text.`,
    'Choose Encoding',
  );
  const pick = await editor.picks.next();
  expect([pick.title, pick.labels[0]]).toEqual([`Encoding of ${file}`, encoding]);
  await pick.choose(encoding);
  await log(editor, '$(check) Log this file as text', `$(file) ${file} read as ${encoding}: ${shown}`);
  await attached;
  expect(service.arrived.map(({ note }) => note.text.value)).toEqual([text]);
});

test('an encoding that the file is not in is refused, and asked for again', async () => {
  await using opened = await open(false);
  const { editor, services } = opened;
  const attached = attachFile(services, uris('western.txt'));
  await name(editor, 'Acme');
  await editor.answer('is text, but not in UTF-8', 'Choose Encoding');
  await editor.choose('Japanese (Shift JIS)');
  await editor.answer('“western.txt” is not in Japanese (Shift JIS). Choose another encoding.');
  await attached;
  expect([opened.service.arrived, opened.outbox.entries()]).toEqual([[], []]);
});

test('the encoding in which the editor shows a file is proposed first', async () => {
  await using opened = await open(false);
  const { editor, services } = opened;
  const [uri] = uris('western.txt');
  const getText = () => 'Gr\u044c\u044f\u0435';
  editor.textDocuments = [
    { uri: uri ?? expect.fail(), isDirty: false, isUntitled: false, encoding: 'windows1251', getText },
  ];
  const attached = attachFile(services, uris('western.txt'));
  await name(editor, 'Acme');
  await editor.answer('is text, but not in UTF-8', 'Choose Encoding');
  const pick = await editor.picks.next();
  expect(pick.labels.slice(0, 2)).toEqual(['Cyrillic (Windows 1251)', 'Western (Windows 1252)']);
  pick.escape();
  await attached;
  expect(opened.service.arrived).toEqual([]);
});

test('a file whose size is told as 0 is attached when it has content', async () => {
  await using opened = await open(true);
  const { editor, services, service } = opened;
  const attached = attachFile(services, uris('proc/version'));
  await name(editor, 'Acme');
  (await editor.picks.next()).enter();
  await attached;
  expect(service.arrived[0]?.note.attachment).toMatchObject({ name: 'version', size: 5 });
});

test('the name of a file goes out composed', async () => {
  await using opened = await open(false);
  const { editor, services, service } = opened;
  const attached = attachFile(services, [Uri.parse('file:///Zoe%CC%88.txt')]);
  await name(editor, 'Acme');
  await log(editor, '$(check) Log this file as text', '$(file) Zo\u00eb.txt');
  await attached;
  expect(service.arrived[0]?.note.text).toMatchObject({ name: 'Zo\u00eb.txt' });
});
