import { expect, test } from 'vitest';
import { QuickInputButtons } from 'vscode';
import { replaceKey } from '../../../../src/vscode/commands/replaceKey.ts';
import { addAccount, editAccount } from '../../../../src/vscode/commands/setUpAccount.ts';
import { keyOf, openEditorHarness } from '../../../support/editorHarness.ts';
import { badKey, goodKey, guardedService, openGuarded } from './accountSteps.ts';

test('an account is edited without its key as long as the address stays', async () => {
  await using harness = await openGuarded();
  const { editor, services, secrets } = harness;
  const before = [...secrets];
  const edited = editAccount(services, 'one');
  await editor.type('');
  const name = await editor.picks.next();
  expect([name.title, name.value]).toEqual(['Edit Account · Account one', 'Account one']);
  name.type('Renamed').enter();
  await editor.answer('Connected to Old Inc.');
  await edited;
  expect(services.book.find('one')?.account.label).toBe('Renamed');
  expect([...secrets]).toEqual(before);
});

test('a new address asks for the key again, and the key is stored for that address alone', async () => {
  await using harness = await openGuarded();
  const { editor, services } = harness;
  const edited = editAccount(services, 'one');
  await editor.type('Berlin');
  const key = await editor.inputs.next();
  expect([key.password, key.value]).toEqual([true, '']);
  key.type(goodKey).enter();
  await editor.type('Berlin');
  await editor.answer('Connected to');
  await edited;
  expect(await services.keys.find('one', 'https://Berlin.example')).toMatchObject({ key: goodKey });
  expect(await services.keys.find('one', 'https://here.example')).toEqual({ state: 'otherOrigin' });
});

test('an account without a key is asked for one', async () => {
  await using harness = await openEditorHarness({ services: [guardedService()], hasKeys: false });
  const { editor, services } = harness;
  const edited = editAccount(services, 'one');
  await editor.type('');
  await editor.type(goodKey);
  await editor.type('Account one');
  await editor.answer('Connected to');
  await edited;
  expect(await services.keys.read('one', 'https://here.example')).toBe(goodKey);
});

test('an account that another window removes meanwhile is saved again with its key', async () => {
  await using harness = await openGuarded();
  const { editor, services } = harness;
  const edited = editAccount(services, 'one');
  await editor.type('');
  const name = await editor.picks.next();
  await services.keys.remove('one');
  await services.book.remove('one');
  name.enter();
  await editor.answer('Connected to');
  await edited;
  expect(services.book.find('one')?.account.label).toBe('Account one');
  expect(await services.keys.read('one', 'https://here.example')).toBe(keyOf('one'));
});

test('a host that changed since the key was entered is named beside the old one, and gets no key by itself', async () => {
  await using harness = await openGuarded();
  const { editor, services } = harness;
  const open = services.book.find('one') ?? expect.fail();
  // As settings that are synced from another machine, or edited by hand.
  await services.book.save({ ...open.account, fields: { place: 'elsewhere' } });
  await expect(services.keys.read('one', 'https://elsewhere.example')).rejects.toMatchObject({
    reason: 'keyMissing',
    message: expect.stringContaining('from here.example to elsewhere.example') as unknown,
  });
  for (const ask of [editAccount, replaceKey]) {
    void ask(services, 'one');
    if (ask === editAccount) await editor.type('elsewhere');
    const key = await editor.inputs.next();
    expect(key.prompt).toContain('API key for elsewhere.example.');
    expect(key.prompt).toContain('was entered for here.example and was not sent to elsewhere.example');
    key.escape();
  }
});

test('a key that was typed for one host does not go to another when the address is changed back', async () => {
  const asked: string[] = [];
  const service = guardedService();
  const verify = service.verify;
  service.verify = async (context, signal) => {
    asked.push(`${context.account.fields['place'] ?? 'here'} ${await context.key()}`);
    return verify(context, signal);
  };
  await using harness = await openGuarded(service);
  const { editor, services } = harness;
  void editAccount(services, 'one');
  await editor.type('Berlin');
  const key = await editor.inputs.next();
  key.type(badKey).enter();
  await expect.poll(() => key.validationMessage).toContain('Nothing was saved.');
  key.press(QuickInputButtons.Back);
  await editor.type('here');
  expect((await editor.picks.next()).prompt).toContain('Connected to Old Inc');
  expect(asked).toEqual([`Berlin ${badKey}`, `here ${keyOf('one')}`]);
});

test('a key that was typed is asked for again when the service is chosen anew', async () => {
  await using harness = await openGuarded();
  const { editor } = harness;
  void addAccount(harness.services);
  await editor.choose('CRM');
  const key = await editor.inputs.next();
  key.type(badKey).press(QuickInputButtons.Back);
  await editor.choose('CRM');
  const again = await editor.inputs.next();
  expect([again.value, again.prompt]).toEqual(['', expect.stringContaining('API key for here.example.')]);
});
