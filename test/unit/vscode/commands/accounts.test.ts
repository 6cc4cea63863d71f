import { expect, test } from 'vitest';
import { checkAccount, removeAccount, setDefaultAccount } from '../../../../src/vscode/commands/accounts.ts';
import { Failure } from '../../../../src/base/failure.ts';
import { entryOf } from '../../../support/entries.ts';
import { deferred, fakeService } from '../../../support/fakeProvider.ts';
import { openEditorHarness } from '../../../support/editorHarness.ts';
import { memorySecrets } from '../../../support/testPlatform.ts';
import { guardedService, openGuarded, saved, shownAndLogged } from './accountSteps.ts';

test('of an account whose key works, the user learns that it does and whose it is', async () => {
  await using harness = await openGuarded();
  await checkAccount(harness.services, 'one');
  await harness.editor.answer('Account one works. Connected to Old Inc.');
  expect(shownAndLogged(harness)).not.toContain('sk-');
});

test('a key that is missing can be replaced from the message', async () => {
  await using harness = await openEditorHarness({ services: [guardedService()], hasKeys: false });
  await checkAccount(harness.services, 'one');
  const message = await harness.editor.messages.next();
  expect([message.severity, message.text, message.buttons]).toEqual([
    'error',
    'Account one: No key is saved for this account on this machine.',
    ['Replace Key'],
  ]);
  message.press('Replace Key');
  expect((await harness.editor.inputs.next()).title).toBe('Replace Key · Account one');
});

test('a key that the service refuses can be replaced; a service that is away offers nothing', async () => {
  const service = fakeService();
  const failures = [
    new Failure('keyRefused', 'The key is refused.'),
    new Failure('offline', 'The service cannot be reached.'),
  ];
  service.verify = () => Promise.reject(failures.shift() ?? new Error('Nothing more'));
  await using harness = await openEditorHarness({ services: [service] });
  await checkAccount(harness.services, 'one');
  expect(await harness.editor.messages.next()).toMatchObject({ buttons: ['Replace Key'] });
  await checkAccount(harness.services, 'one');
  expect(await harness.editor.messages.next()).toMatchObject({
    text: 'Account one: The service cannot be reached.',
    buttons: [],
  });
  await expect(checkAccount(harness.services, 'one')).rejects.toThrow('Nothing more');
});

test('a check that was cancelled shows nothing', async () => {
  const service = fakeService();
  const answer = deferred<never>();
  service.verify = (_, signal) => answer.until(signal);
  await using harness = await openEditorHarness({ services: [service] });
  const check = checkAccount(harness.services, 'one');
  (await harness.editor.workOf('asking CRM')).cancel();
  await check;
  expect(harness.editor.messages.left).toEqual([]);
});

test('of several accounts the user picks one, and Escape ends the command', async () => {
  await using harness = await openEditorHarness({ services: [guardedService('crm'), guardedService('erp')] });
  const { editor, services } = harness;
  const check = checkAccount(services);
  const pick = await editor.picks.next();
  expect([pick.title, pick.labels]).toEqual(['Check Account', ['Account one', 'Account two']]);
  await pick.choose('Account two');
  await check;
  await editor.answer('Account two works');
  const command = checkAccount(services);
  (await editor.picks.next()).escape();
  await command;
  expect(editor.messages.left).toEqual([]);
});

test('the user is told when an account is no longer there, and can look at its notes', async () => {
  await using harness = await openGuarded();
  await checkAccount(harness.services, 'gone');
  await harness.editor.answer('This account is no longer set up here.', 'Show Recent Notes');
  await expect.poll(() => harness.editor.commands).toEqual([['notelog.recentNotes.focus']]);
});

test('without any account one can be added', async () => {
  await using harness = await openEditorHarness({ services: [] });
  await removeAccount(harness.services);
  await harness.editor.answer('There is no account yet. Notes go to the notebook.', 'Add Account');
  await expect.poll(() => harness.editor.commands).toEqual([['notelog.addAccount']]);
});

test('an account is removed with its key once the user has agreed, and its notes are counted', async () => {
  await using harness = await openGuarded();
  const { editor, services, secrets } = harness;
  await services.outbox.enqueue(entryOf('e1'));
  const removal = removeAccount(services, 'one');
  const question = await editor.messages.next();
  expect([question.modal, question.text, question.detail, question.buttons]).toEqual([
    true,
    'Remove Account one?',
    'Its key is removed from this machine. What the service holds stays. 1 note not logged yet: see Recent Notes.',
    ['Keep Account', 'Remove'],
  ]);
  expect(secrets.size).toBe(1);
  question.press('Remove');
  await removal;
  expect([services.book.find('one'), secrets.size, services.outbox.size]).toEqual([undefined, 0, 1]);
});

test('an account that the user does not want removed stays as it is', async () => {
  await using harness = await openGuarded();
  const before = saved(harness);
  const removal = removeAccount(harness.services, 'one');
  await harness.editor.answer('Remove Account one?');
  await removal;
  expect(saved(harness)).toEqual(before);
});

test('where the keyring fails the account stays, so that its key can still be removed', async () => {
  const secrets = { ...memorySecrets(), delete: () => Promise.reject(new Error('sk-quoted')) };
  await using harness = await openEditorHarness({ services: [guardedService()], secrets });
  const removal = removeAccount(harness.services, 'one');
  await harness.editor.answer('Remove', 'Remove');
  await expect(removal).rejects.toMatchObject({ reason: 'storage' });
  expect(harness.services.book.find('one')).toBeDefined();
  expect(shownAndLogged(harness)).not.toContain('sk-');
});

test('notes go to the account that the user chooses as the default', async () => {
  await using harness = await openEditorHarness({ services: [guardedService('crm'), guardedService('erp')] });
  const { editor, services } = harness;
  const set = setDefaultAccount(services);
  await editor.choose('Account two');
  await set;
  await editor.answer('New notes are logged to Account two unless you choose another account.');
  expect(services.book.default().account.id).toBe('two');
  const command = setDefaultAccount(services);
  (await editor.picks.next()).escape();
  await command;
  expect(services.book.default().account.id).toBe('two');
});
