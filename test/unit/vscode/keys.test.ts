import { expect, test } from 'vitest';
import * as vscode from 'vscode';
import { Failure } from '../../../src/base/failure.ts';
import { KeyPrompt } from '../../../src/vscode/keyPrompt.ts';
import { keyringWaitInStatusBar, withKeyring } from '../../../src/vscode/keyringWait.ts';
import { StrayKeyNotice } from '../../../src/vscode/strayKeyNotice.ts';
import { settle } from '../../support/fakeClock.ts';
import { openEditor } from '../../support/editor/editor.ts';
import { openEditorHarness, type EditorHarness } from '../../support/editorHarness.ts';

const account = { id: 'one', provider: 'crm', label: '[Work](command:quit)', fields: {} };

/** A prompt, and the event by which the editor tells of a key that was entered. */
function openPrompt() {
  const editor = openEditor();
  const entered = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  return { editor, entered, prompt: new KeyPrompt({ onDidChange: entered.event }) };
}

test('a key is asked for once for an account, however many notes wait for it', async () => {
  const { editor, prompt } = openPrompt();
  const first = prompt.ask({ accountId: 'one', account, why: 'The key is refused.' });
  await prompt.ask({ accountId: 'one', account, why: 'The key is refused.' });
  expect(editor.statusMessages).toEqual([
    '$(key) [Work]\u2060(command:quit): API key needed. The note is queued.',
  ]);
  const message = await editor.messages.next();
  expect([message.severity, message.text]).toEqual([
    'warning',
    '[Work]\u2060(command:quit): The key is refused. Its notes are queued and go out automatically as soon as the key works.',
  ]);
  message.press('Replace Key');
  await first;
  expect(editor.commands).toEqual([['notelog.replaceKey', 'one']]);
  const second = prompt.ask({ accountId: 'one', account, why: 'The key is refused.' });
  await editor.answer('The key is refused.');
  await second;
  expect(editor.commands).toHaveLength(1);
});

test('a key that is entered in another way ends the question, so that it can be asked again', async () => {
  const { editor, entered, prompt } = openPrompt();
  const request = { accountId: 'one', account, why: 'The key is refused.' };
  const first = prompt.ask(request);
  entered.fire({ key: 'notelog.key.another' });
  await settle();
  await prompt.ask(request);
  expect([editor.messages.left.length, editor.statusMessages.length]).toEqual([1, 1]);
  entered.fire({ key: 'notelog.key.one' });
  await first;
  void prompt.ask(request);
  // The button of a message that is still in sight works.
  const old = await editor.messages.next();
  old.press('Replace Key');
  await expect.poll(() => editor.commands).toEqual([['notelog.replaceKey', 'one']]);
  await editor.answer('The key is refused.');
});

test('no key is asked for when the account was removed; its notes can be looked at', async () => {
  const { editor, prompt } = openPrompt();
  const answer = prompt.ask({ accountId: 'gone', account: undefined, why: 'It was removed.' });
  await editor.answer('It was removed. Its notes are queued', 'Show Recent Notes');
  await answer;
  expect(editor.commands).toEqual([['notelog.recentNotes.focus']]);
});

test('a message about a removed account that is closed leads nowhere', async () => {
  const { editor, prompt } = openPrompt();
  const answer = prompt.ask({ accountId: 'gone', account: undefined, why: 'It was removed.' });
  await editor.answer('It was removed.');
  await answer;
  expect(editor.commands).toEqual([]);
});

test('a long wait for the keyring is shown once, and ends with the answer', async () => {
  const editor = openEditor();
  const answer = Promise.withResolvers<string>();
  const done = withKeyring(({ onLongWait }) => {
    onLongWait?.();
    onLongWait?.();
    return answer.promise;
  });
  const work = await editor.workOf('Notelog');
  expect([work.isOver, editor.progress.left]).toEqual([false, []]);
  answer.resolve('key');
  expect(await done).toBe('key');
  await expect.poll(() => work.isOver).toBe(true);
});

test('when the keyring fails, the action fails', async () => {
  openEditor();
  const failure = new Failure('storage', 'No answer.');
  await expect(withKeyring(() => Promise.reject(failure))).rejects.toBe(failure);
  const cancelled = withKeyring(() => Promise.reject(new Failure('cancelled', 'Cancelled.')));
  await expect(cancelled).rejects.toBeInstanceOf(vscode.CancellationError);
});

test('the status bar says that Notelog waits for the keyring, for as long as it does', async () => {
  const editor = openEditor();
  const show = keyringWaitInStatusBar();
  show(true);
  const work = await editor.workOf('waiting for the keyring');
  expect([work.location, work.isOver]).toEqual([vscode.ProgressLocation.Window, false]);
  show(false);
  await expect.poll(() => work.isOver).toBe(true);
});

/** Somebody has written a key into the settings, for the account or for none. */
async function openStray(options: { readonly hasKeys?: boolean; readonly id?: string } = {}) {
  const harness = await openEditorHarness({ hasKeys: options.hasKeys ?? false });
  const [first] = harness.accounts;
  await harness.services.settings.saveAccounts([{ ...first, id: options.id ?? 'one', apiKey: 'sk-stray' }]);
  return Object.assign(harness, { notice: new StrayKeyNotice(harness.services) });
}

const warning = 'The setting notelog.accounts holds a key (“apiKey” of Account one). It is not used:';

function settingsText({ services }: EditorHarness): string {
  return JSON.stringify(services.settings.accounts());
}

test('a key in the settings is moved to the keyring when the user says so', async () => {
  await using harness = await openStray();
  const { editor, services, notice } = harness;
  const checked = notice.check();
  const message = await editor.messages.next();
  expect([message.severity, message.buttons]).toEqual([
    'warning',
    ['Move to Keyring', 'Remove from Settings'],
  ]);
  expect(message.text).toContain(warning);
  message.press('Move to Keyring');
  await editor.answer('Account one has its key in the keyring now, and the settings no longer hold it.');
  await checked;
  expect(await services.keys.read('one', 'https://here.example')).toBe('sk-stray');
  expect(settingsText(harness)).not.toContain('sk-stray');
  expect([...editor.sentences, ...harness.log.lines].join()).not.toContain('sk-stray');
});

test('a key that is in the keyring already stays there', async () => {
  await using harness = await openStray({ hasKeys: true });
  const checked = harness.notice.check();
  await harness.editor.answer(warning, 'Move to Keyring');
  await harness.editor.answer('has its key in the keyring');
  await checked;
  expect(await harness.services.keys.read('one', 'https://here.example')).toBe('sk-secret-of-one');
  expect(settingsText(harness)).not.toContain('sk-stray');
});

test('a key of no account can only be removed from the settings', async () => {
  await using harness = await openStray({ id: 'NOT AN ID' });
  const checked = harness.notice.check();
  const message = await harness.editor.messages.next();
  expect(message.buttons).toEqual(['Remove from Settings']);
  message.press('Remove from Settings');
  await harness.editor.answer(
    'The key is removed from the settings. Copies of the settings may still hold it;',
  );
  await checked;
  expect(settingsText(harness)).not.toContain('sk-stray');
  expect(harness.secrets.size).toBe(0);
});

test('a warning that was closed does not come again in this session', async () => {
  await using harness = await openStray();
  const checked = harness.notice.check();
  await harness.editor.answer(warning);
  await checked;
  await harness.notice.check();
  expect(harness.editor.messages.left).toEqual([]);
  expect(settingsText(harness)).toContain('sk-stray');
});

test('when the settings cannot be written, the key stays in them, and the user is told', async () => {
  await using harness = await openStray();
  const services = {
    ...harness.services,
    settings: { ...harness.services.settings, saveAccounts: () => Promise.reject(new Error('read-only')) },
  };
  const checked = new StrayKeyNotice(services).check();
  await harness.editor.answer(warning, 'Remove from Settings');
  await harness.editor.answer('The settings could not be written. The key is still in the settings.');
  await checked;
  expect(settingsText(harness)).toContain('sk-stray');
  expect(harness.log.lines.join()).not.toContain('sk-stray');
});
