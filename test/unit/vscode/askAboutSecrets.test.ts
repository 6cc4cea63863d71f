import { expect, test } from 'vitest';
import type { Suspect } from '../../../src/compose/leakCheck.ts';
import { secretKinds } from '../../../src/leaks/secret.ts';
import { askAboutSecrets } from '../../../src/vscode/askAboutSecrets.ts';
import { secretKind } from '../../../src/words/leaks.ts';
import { openEditorHarness } from '../../support/editorHarness.ts';

const text = 'one\nTOKEN=s3cret\nthree';

const suspect = (own: Partial<Suspect> = {}): Suspect => ({
  name: 'notes.txt',
  uri: 'file:///home/notes.txt',
  text,
  secrets: [{ kind: 'assignment', start: 10, end: 16, line: 2 }],
  why: 'found',
  ...own,
});

test('the question says what was found and where, and never the secret', async () => {
  await using harness = await openEditorHarness();
  const { editor, services } = harness;
  const asked = askAboutSecrets(services.documents, [suspect()], ['mask', 'leaveOut', 'asItIs']);
  const message = await editor.messages.next();
  expect(message).toMatchObject({
    text: '“notes.txt” seems to hold a secret',
    modal: true,
    detail:
      'Nothing has been sent. Whoever reads the note could read:\nValue of a password, key or token, line 2',
    buttons: ['Mask and Continue', 'Leave Out', 'Continue As It Is', 'Show'],
  });
  expect(editor.sentences.join()).not.toContain('s3cret');
  message.press('Mask and Continue');
  expect(await asked).toBe('mask');
});

test('Show opens the file at the line, and the question stays beside it', async () => {
  await using harness = await openEditorHarness();
  const { editor, services } = harness;
  const asked = askAboutSecrets(services.documents, [suspect()], ['mask', 'asItIs']);
  (await editor.messages.next()).press('Show');
  const later = await editor.messages.next();
  expect([editor.documents, editor.selections]).toEqual([['file:///home/notes.txt'], [1]]);
  expect(later).toMatchObject({
    text: '“notes.txt” seems to hold a secret: Value of a password, key or token, line 2. Log it all the same?',
    modal: false,
    buttons: ['Mask and Continue', 'Continue As It Is'],
  });
  later.press('Continue As It Is');
  expect(await asked).toBe('asItIs');
});

test('a text that is in no file is shown as a document that nobody can change', async () => {
  await using harness = await openEditorHarness();
  const { editor, services } = harness;
  const asked = askAboutSecrets(services.documents, [suspect({ uri: undefined })], ['mask', 'asItIs']);
  (await editor.messages.next()).press('Show');
  (await editor.messages.next()).press(undefined);
  expect(await asked).toBeUndefined();
  const [shown = ''] = editor.documents;
  expect(shown).toMatch(/^notelog:/);
  expect(editor.selections).toEqual([1]);
});

test('closing the question means that nothing goes', async () => {
  await using harness = await openEditorHarness();
  const asked = askAboutSecrets(harness.services.documents, [suspect()], ['mask', 'asItIs']);
  (await harness.editor.messages.next()).press(undefined);
  expect(await asked).toBeUndefined();
});

test('of several files, each finding names its file, and long lists are cut', async () => {
  await using harness = await openEditorHarness();
  const { editor, services } = harness;
  const files = Array.from({ length: 12 }, (_, at) =>
    suspect({ name: `${at}.txt`, why: at === 0 ? 'name' : 'found' }),
  );
  const asked = askAboutSecrets(services.documents, files, ['leaveOut', 'asItIs']);
  const message = await editor.messages.next();
  expect(message.text).toBe('12 files seem to hold secrets');
  const lines = message.detail?.split('\n') ?? [];
  expect(lines.slice(1, 3)).toEqual([
    '0.txt: Such files usually hold keys or passwords',
    '1.txt: Value of a password, key or token, line 2',
  ]);
  expect(lines.at(-1)).toBe('and 5 more');
  message.press('Leave Out');
  expect(await asked).toBe('leaveOut');
});

test('where nothing could be searched, Enter does not let it go', async () => {
  await using harness = await openEditorHarness();
  const { editor, services } = harness;
  const asked = askAboutSecrets(
    services.documents,
    [suspect({ why: 'notSearched', secrets: [] })],
    ['asItIs'],
  );
  const message = await editor.messages.next();
  expect([message.text, message.buttons]).toEqual([
    'Notelog cannot tell whether “notes.txt” holds secrets',
    ['Do Not Log', 'Continue As It Is'],
  ]);
  message.press('Do Not Log');
  expect(await asked).toBeUndefined();
});

test('every kind of secret has a name of its own', () => {
  expect(new Set(secretKinds.map((kind) => secretKind(kind))).size).toBe(secretKinds.length);
});
