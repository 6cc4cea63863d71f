import { expect, test } from 'vitest';
import { QuickInputButtons, Uri } from 'vscode';
import type { Editor } from '../../../support/editor/editor.ts';
import { Failure } from '../../../../src/base/failure.ts';
import { nodeFiles } from '../../../../src/storage/nodeFiles.ts';
import { attachFile } from '../../../../src/vscode/commands/attachFile.ts';
import { fakeService } from '../../../support/fakeProvider.ts';
import { faultyFiles } from '../../../support/faultyFiles.ts';
import { enterList, nameCustomer, openWithFiles, uris } from './attachSteps.ts';

test('a file goes with a note that says what it is', async () => {
  await using opened = await openWithFiles(true);
  const { editor, services, service } = opened;
  const attached = attachFile(services, uris('quote.pdf'));
  await nameCustomer(editor, 'Acme');
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
  await using opened = await openWithFiles(true);
  const attached = attachFile(opened.services, uris('quote.pdf'));
  await nameCustomer(opened.editor, 'Acme');
  (await opened.editor.picks.next()).enter();
  await attached;
  expect(opened.service.arrived).toMatchObject([{ note: { text: { value: 'quote.pdf' } } }]);
});

test('Escape keeps the comment and the file in the form', async () => {
  await using opened = await openWithFiles(true);
  const { editor, composer, drafts } = opened;
  const attached = attachFile(opened.services, uris('quote.pdf'));
  await nameCustomer(editor, 'Acme');
  (await editor.picks.next()).type('Our qu').escape();
  await attached;
  expect(composer.draft).toMatchObject({ values: { text: 'Our qu' }, attachments: [{ name: 'quote.pdf' }] });
  await drafts.flush();
  expect([(await drafts.all()).length, opened.service.arrived]).toEqual([1, []]);
});

test('Escape with nothing typed leaves nothing behind', async () => {
  await using opened = await openWithFiles(true);
  const attached = attachFile(opened.services, uris('quote.pdf'));
  await nameCustomer(opened.editor, 'Acme');
  (await opened.editor.picks.next()).escape();
  await attached;
  expect([opened.composer.hasContent, opened.editor.statusMessages]).toEqual([false, []]);
});

test('several files are several notes, after one list with a comment for each', async () => {
  await using opened = await openWithFiles(true);
  const { editor, services, service } = opened;
  const attached = attachFile(services, uris('quote.pdf', 'minutes.md'));
  await nameCustomer(editor, 'Acme');
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
  await enterList(editor, '$(check) Log 2 notes', '$(file) quote.pdf Our quote', '$(file) minutes.md');
  await editor.answer('Logged 2 notes for Acme of crm in Account one.');
  await attached;
  expect(service.arrived.map(({ note }) => [note.text.value, note.attachment?.name])).toEqual([
    ['Our quote', 'quote.pdf'],
    ['minutes.md', 'minutes.md'],
  ]);
  expect(editor.messages.left).toEqual([]);
});

test('Back in the list goes from a comment to the files, and from the files to the customer', async () => {
  await using opened = await openWithFiles(true);
  const { editor, services } = opened;
  const attached = attachFile(services, uris('quote.pdf', 'minutes.md'));
  await nameCustomer(editor, 'Acme');
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
  await using opened = await openWithFiles(true);
  const { editor, composer, drafts } = opened;
  const attached = attachFile(opened.services, uris('quote.pdf', 'minutes.md'));
  await nameCustomer(editor, 'Acme');
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
  await using opened = await openWithFiles(false);
  const { editor, services, service } = opened;
  const attached = attachFile(services, uris('minutes.md'));
  await nameCustomer(editor, 'Acme');
  const title = await enterList(editor, '$(check) Log this file as text', '$(file) minutes.md');
  expect(title).toBe('Attach minutes.md for Acme of crm · Account one');
  await attached;
  const [arrived] = service.arrived;
  expect([arrived?.note.text.value, arrived?.note.attachment]).toEqual(['# Minutes', undefined]);
});

test('a text is not sent unless the user says so', async () => {
  await using opened = await openWithFiles(false);
  const attached = attachFile(opened.services, uris('minutes.md'));
  await nameCustomer(opened.editor, 'Acme');
  (await opened.editor.picks.next()).escape();
  await attached;
  expect([opened.service.arrived, opened.outbox.entries()]).toEqual([[], []]);
});

test('a file that no account takes is refused before the customer is asked for', async () => {
  await using opened = await openWithFiles(false);
  await attachFile(opened.services, uris('minutes.md', 'binary.bin'));
  await opened.editor.answer('“binary.bin” is not a text file');
  expect([opened.editor.questions.left, opened.outbox.entries()]).toEqual([[], []]);
});

test('accounts that do not take a file are left out, and named', async () => {
  const all = [fakeService('crm', { attachments: 'none' }), fakeService('desk', { attachments: 'one' })];
  await using opened = await openWithFiles(true, { services: all });
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
  await using opened = await openWithFiles(false);
  const { editor, service } = opened;
  service.find = () => Promise.reject(new Failure('offline', 'There is no connection.'));
  const attached = attachFile(opened.services, uris('minutes.md'));
  const pick = await editor.picks.next();
  pick.type('Acme');
  await pick.choose('Look up customer “Acme”');
  await expect.poll(() => pick.busy).toBe(false);
  await pick.choose('Acme');
  const title = await enterList(editor, '$(check) Log this file as text', '$(file) minutes.md');
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
  await using opened = await openWithFiles(true);
  await attachFile(opened.services, uris('quote.pdf', file));
  await opened.editor.answer(sentence);
  expect(opened.editor.questions.left).toEqual([]);
});

test('with no file chosen, the user is told how', async () => {
  await using opened = await openWithFiles(true);
  await attachFile(opened.services, []);
  await opened.editor.answer('Open or select a file first, then attach it as a note.');
});

test('a full disk sends nothing and keeps the note as a draft', async () => {
  const { files } = faultyFiles(nodeFiles, ({ name: operation, path }) =>
    operation === 'create' && path.includes('outbox') ? 'ENOSPC' : undefined,
  );
  await using opened = await openWithFiles(true, { files });
  const attached = attachFile(opened.services, uris('quote.pdf'));
  await nameCustomer(opened.editor, 'Acme');
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
  await using opened = await openWithFiles(true, {
    attachable: new Map([[uri.toString(), new Uint8Array(0)]]),
  });
  await attachFile(opened.services, [uri]);
  const message = await opened.editor.messages.next();
  expect(message.text).toContain('“[Win]\u2060(command:quit).txt” is empty');
});

test('with one account the customer is the first question, before which there is none', async () => {
  await using opened = await openWithFiles(true);
  const attached = attachFile(opened.services, uris('quote.pdf'));
  const pick = await opened.editor.picks.next();
  expect([pick.step, pick.buttons]).toEqual([1, []]);
  pick.escape();
  await attached;
});

/** Types a comment for Account one, which takes attachments, goes back, and chooses a customer of Account two. */
async function commentThenOther(editor: Editor): Promise<void> {
  await nameCustomer(editor, 'Acme', 'Account one');
  (await editor.picks.next()).type('Our minutes').press(QuickInputButtons.Back);
  await nameCustomer(editor, 'Acme', 'Account two');
}

test('a file is sent as text only after it was listed, whatever was typed for another account', async () => {
  const [one, two] = [
    fakeService('crm', { attachments: 'one' }),
    fakeService('desk', { attachments: 'none' }),
  ];
  await using opened = await openWithFiles(true, { services: [one, two] });
  const attached = attachFile(opened.services, uris('minutes.md'));
  await commentThenOther(opened.editor);
  (await opened.editor.picks.next()).escape();
  await attached;
  expect([one.arrived, two.arrived]).toEqual([[], []]);
});

test('a comment stays for a customer of another account, and in the form', async () => {
  await using opened = await openWithFiles(true, {
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
