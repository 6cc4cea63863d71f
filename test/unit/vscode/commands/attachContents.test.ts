import { expect, test } from 'vitest';
import { Uri } from 'vscode';
import { attachFile } from '../../../../src/vscode/commands/attachFile.ts';
import { enterList, nameCustomer, openWithFiles, uris } from './attachSteps.ts';

// What of a file is sent: as it is seen, in which encoding, of which size and name.

const unsaved = new Map([
  ['file:///minutes.md', '# Minutes, changed'],
  ['untitled:Untitled-1', 'Never saved'],
]);

test('of a document with changes that are not saved, the text that is seen is sent, and said so', async () => {
  await using opened = await openWithFiles(false, { unsaved });
  const { editor, services, service } = opened;
  const attached = attachFile(services, [...uris('minutes.md'), Uri.parse('untitled:Untitled-1')]);
  await nameCustomer(editor, 'Acme');
  await enterList(
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
  await using opened = await openWithFiles(true, { unsaved });
  const { editor, services, service } = opened;
  const attached = attachFile(services, uris('minutes.md'));
  await nameCustomer(editor, 'Acme');
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
  await using opened = await openWithFiles(false);
  const { editor, services, service } = opened;
  const attached = attachFile(services, uris(file));
  await nameCustomer(editor, 'Acme');
  await editor.answer(
    `“${file}” is text, but not in UTF-8. Choose its encoding to log it as text.`,
    'Choose Encoding',
  );
  const pick = await editor.picks.next();
  expect([pick.title, pick.labels[0]]).toEqual([`Encoding of ${file}`, encoding]);
  await pick.choose(encoding);
  await enterList(editor, '$(check) Log this file as text', `$(file) ${file} read as ${encoding}: ${shown}`);
  await attached;
  expect(service.arrived.map(({ note }) => note.text.value)).toEqual([text]);
});

test('an encoding that the file is not in is refused, and asked for again', async () => {
  await using opened = await openWithFiles(false);
  const { editor, services } = opened;
  const attached = attachFile(services, uris('western.txt'));
  await nameCustomer(editor, 'Acme');
  await editor.answer('is text, but not in UTF-8', 'Choose Encoding');
  await editor.choose('Japanese (Shift JIS)');
  await editor.answer('“western.txt” is not in Japanese (Shift JIS). Choose another encoding.');
  await attached;
  expect([opened.service.arrived, opened.outbox.entries()]).toEqual([[], []]);
});

test('the encoding in which the editor shows a file is proposed first', async () => {
  await using opened = await openWithFiles(false);
  const { editor, services } = opened;
  const [uri] = uris('western.txt');
  const getText = () => 'Gr\u044c\u044f\u0435';
  editor.textDocuments = [
    { uri: uri ?? expect.fail(), isDirty: false, isUntitled: false, encoding: 'windows1251', getText },
  ];
  const attached = attachFile(services, uris('western.txt'));
  await nameCustomer(editor, 'Acme');
  await editor.answer('is text, but not in UTF-8', 'Choose Encoding');
  const pick = await editor.picks.next();
  expect(pick.labels.slice(0, 2)).toEqual(['Cyrillic (Windows 1251)', 'Western (Windows 1252)']);
  pick.escape();
  await attached;
  expect(opened.service.arrived).toEqual([]);
});

test('a file whose size is told as 0 is attached when it has content', async () => {
  await using opened = await openWithFiles(true);
  const { editor, services, service } = opened;
  const attached = attachFile(services, uris('proc/version'));
  await nameCustomer(editor, 'Acme');
  (await editor.picks.next()).enter();
  await attached;
  expect(service.arrived[0]?.note.attachment).toMatchObject({ name: 'version', size: 5 });
});

test('the name of a file goes out composed', async () => {
  await using opened = await openWithFiles(false);
  const { editor, services, service } = opened;
  const attached = attachFile(services, [Uri.parse('file:///Zoe%CC%88.txt')]);
  await nameCustomer(editor, 'Acme');
  await enterList(editor, '$(check) Log this file as text', '$(file) Zo\u00eb.txt');
  await attached;
  expect(service.arrived[0]?.note.text).toMatchObject({ name: 'Zo\u00eb.txt' });
});
