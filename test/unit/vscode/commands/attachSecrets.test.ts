import { expect, test } from 'vitest';
import type { FindSecrets } from '../../../../src/leaks/secretSearch.ts';
import { attachFile } from '../../../../src/vscode/commands/attachFile.ts';
import { startNote } from '../../../../src/vscode/startNote.ts';
import type { Editor } from '../../../support/editor/editor.ts';
import { startEditorHarness } from '../../../support/editorHarness.ts';
import { settle } from '../../../support/fakeClock.ts';
import { fakeService } from '../../../support/fakeProvider.ts';
import { nameCustomer, uris } from './attachSteps.ts';

/** Takes each `s3cret` for a secret. */
const findSecrets: FindSecrets = (text) =>
  Promise.resolve(
    Array.from(text.matchAll(/s3cret/g), ({ index }) => ({
      kind: 'github' as const,
      start: index,
      end: index + 6,
    })),
  );

const attachable = new Map([
  ['file:///settings.txt', Buffer.from('TOKEN=s3cret\n')],
  ['file:///plain.txt', Buffer.from('Hello\n')],
]);

async function open(takesFiles = true) {
  const service = fakeService('crm', { attachments: takesFiles ? 'one' : 'none' });
  const harness = await startEditorHarness({ services: [service], attachable, findSecrets });
  return { ...harness, service };
}

async function enterList(editor: Editor): Promise<void> {
  const list = await editor.picks.next();
  await settle();
  list.enterAt(0);
}

test('a file with a secret goes as a masked copy, with the comment that was typed', async () => {
  await using opened = await open();
  const { editor, services, service } = opened;
  const attached = attachFile(services, uris('settings.txt'));
  await nameCustomer(editor, 'Acme');
  (await editor.picks.next()).type('Our settings').enter();
  await editor.answer('“settings.txt” seems to hold a secret', 'Mask and Continue');
  await editor.answer('Logged for Acme of crm in Account one.');
  await attached;
  const [arrived] = service.arrived;
  expect(arrived).toMatchObject({
    note: { text: { value: 'Our settings' }, attachment: { name: 'settings.txt', size: 15 } },
  });
});

test('a file with a secret that is not to go stays in the form with its comment', async () => {
  await using opened = await open();
  const { editor, composer, service } = opened;
  const attached = attachFile(opened.services, uris('settings.txt'));
  await nameCustomer(editor, 'Acme');
  (await editor.picks.next()).type('Our settings').enter();
  await editor.answer('“settings.txt” seems to hold a secret');
  await attached;
  expect(service.arrived).toEqual([]);
  expect(composer.draft).toMatchObject({
    values: { text: 'Our settings' },
    attachments: [{ uri: 'file:///settings.txt' }],
  });
});

test('of several files, the one with a secret can be left out', async () => {
  await using opened = await open();
  const { editor, services, service } = opened;
  const attached = attachFile(services, uris('settings.txt', 'plain.txt'));
  await nameCustomer(editor, 'Acme');
  await enterList(editor);
  await editor.answer('“settings.txt” seems to hold a secret', 'Leave Out');
  await editor.answer('Logged for Acme of crm in Account one.');
  await attached;
  expect(service.arrived.map(({ note }) => note.attachment?.name)).toEqual(['plain.txt']);
});

test('where the only file is left out, nothing is sent, and the user is told', async () => {
  await using opened = await open();
  const { editor, services, service } = opened;
  const attached = attachFile(services, uris('settings.txt'));
  await nameCustomer(editor, 'Acme');
  (await editor.picks.next()).enter();
  await editor.answer('“settings.txt” seems to hold a secret', 'Leave Out');
  await editor.answer('Every file was left out. Nothing was sent.');
  await attached;
  expect(service.arrived).toEqual([]);
});

test('the text of a file is masked where it is the note', async () => {
  await using opened = await open(false);
  const { editor, services, service } = opened;
  const attached = attachFile(services, uris('settings.txt'));
  await nameCustomer(editor, 'Acme');
  await enterList(editor);
  await editor.answer('“settings.txt” seems to hold a secret', 'Mask and Continue');
  await attached;
  expect(service.arrived.map(({ note }) => note.text.value)).toEqual(['TOKEN=[masked]\n']);
});

test('ten thousand selected files are refused in one sentence', async () => {
  await using opened = await open();
  await attachFile(opened.services, uris(...Array.from({ length: 10_000 }, (_, at) => `${at}.txt`)));
  await opened.editor.answer(
    '10000 files are selected, and up to 100 can be logged at once. Select fewer. Nothing was sent.',
  );
  expect([opened.editor.questions.left, opened.editor.messages.left]).toEqual([[], []]);
});

test('a text that a command found comes masked into the form, or not at all', async () => {
  await using opened = await open();
  const { editor, services, composer } = opened;
  const stopped = startNote(services, { text: 'TOKEN=s3cret' });
  await editor.answer('“The text for the note” seems to hold a secret');
  await stopped;
  expect([composer.hasContent, editor.commands]).toEqual([false, []]);
  const masked = startNote(services, { text: 'TOKEN=s3cret' });
  await editor.answer('“The text for the note” seems to hold a secret', 'Mask and Continue');
  await masked;
  expect([composer.draft.values.text, editor.commands]).toEqual(['TOKEN=[masked]', [['notelog.form.focus']]]);
});
