import { expect, test } from 'vitest';
import { QuickInputButtons } from 'vscode';
import { addAccount, editAccount } from '../../../../src/vscode/commands/setUpAccount.ts';
import { Failure } from '../../../../src/base/failure.ts';
import { deferred } from '../../../support/fakeProvider.ts';
import type { EditorHarness } from '../../../support/editorHarness.ts';
import { badKey, goodKey, guardedService, openGuarded, saved, shownAndLogged } from './accountSteps.ts';

/** Chooses the service and to be asked for everything. */
async function wantAll({ editor }: EditorHarness): Promise<void> {
  await editor.choose('CRM');
  const key = await editor.inputs.next();
  const settings = key.buttons.find(({ tooltip }) => tooltip === 'Address, name and other settings');
  key.press(settings ?? expect.fail());
}

/** Enters place and key after that. */
async function enter(harness: EditorHarness, key: string, place = ''): Promise<void> {
  await wantAll(harness);
  await harness.editor.type(place);
  await harness.editor.type(key);
}

test('a new account is asked for service and key, and is saved under the name of what the key opens', async () => {
  await using harness = await openGuarded();
  const { editor, services } = harness;
  const added = addAccount(services);
  const kinds = await editor.picks.next();
  expect([kinds.title, kinds.placeholder, kinds.labels]).toEqual(['Add Account', 'Which service?', ['CRM']]);
  await kinds.choose('CRM');
  const key = await editor.inputs.next();
  expect([key.title, key.prompt, key.password, key.value, key.step]).toEqual([
    'Add Account · CRM',
    'API key for here.example. It goes to no other host. Kept in VS Code’s secret storage.',
    true,
    '',
    2,
  ]);
  key.type(`\ufeff${goodKey}\u200b `).enter();
  const message = await editor.answer('Connected to Acme Inc (EUR).');
  await added;
  expect(message.buttons).toEqual(['Edit Account']);
  const account = services.book.all().at(1)?.account;
  expect(account).toMatchObject({ provider: 'crm', label: 'Acme Inc', fields: { place: 'here' } });
  expect(await services.keys.find(account?.id ?? '', 'https://here.example')).toEqual({
    state: 'there',
    key: goodKey,
    keptIn: 'keyring',
  });
  expect(services.composer.draft.values.account).toBe(account?.id);
  expect(JSON.stringify(services.settings.accounts())).not.toContain(goodKey);
  expect(shownAndLogged(harness)).not.toContain(goodKey);
});

test('a draft that holds something keeps its account when another one is added', async () => {
  await using harness = await openGuarded();
  const { editor, services } = harness;
  services.composer.edit('text', 'half a no');
  const added = addAccount(services);
  await editor.choose('CRM');
  await editor.type(goodKey);
  await added;
  expect([services.book.all().length, services.composer.draft.values.account]).toEqual([3, 'one']);
});

test('a second account of one name is told apart by its service', async () => {
  await using harness = await openGuarded();
  const { editor, services } = harness;
  for (let count = 0; count < 2; count += 1) {
    const added = addAccount(services);
    await editor.choose('CRM');
    await editor.type(goodKey);
    await added;
  }
  expect(services.book.all().map(({ account }) => account.label)).toEqual(
    expect.arrayContaining(['Acme Inc', 'CRM · Acme Inc']),
  );
});

test('what has no default is asked before the key', async () => {
  const service = guardedService();
  const [field] = service.kind.accountFields;
  Object.assign(service, {
    kind: { ...service.kind, accountFields: [{ ...(field ?? expect.fail()), fallback: undefined }] },
  });
  await using harness = await openGuarded(service);
  const { editor, services } = harness;
  const added = addAccount(services);
  await editor.choose('CRM');
  const place = await editor.type('Berlin');
  expect(place.step).toBe(2);
  await editor.type(goodKey);
  await added;
  expect(services.book.all().map(({ account }) => account.fields)).toContainEqual({ place: 'Berlin' });
});

test('a new account is asked for everything where the user says so', async () => {
  await using harness = await openGuarded();
  const { editor, services } = harness;
  const added = addAccount(services);
  await wantAll(harness);
  const place = await editor.picks.next();
  expect([place.title, place.prompt, place.value, place.step]).toEqual([
    'Add Account · CRM',
    'Place: Where the service is.',
    'here',
    2,
  ]);
  place.type('\u200b Berlin\u00a0').enter();
  const key = await editor.inputs.next();
  expect([key.prompt, key.step, key.buttons.length]).toEqual([
    'API key for berlin.example. It goes to no other host. Kept in VS Code’s secret storage.',
    3,
    1,
  ]);
  key.type(goodKey).enter();
  const name = await editor.picks.next();
  expect([name.prompt, name.value]).toEqual(['Connected to Acme Inc (EUR). Name this account', 'Acme Inc']);
  name.type('\u202aAcme\u202c ').enter();
  await editor.answer('Connected to Acme Inc (EUR).');
  await added;
  expect(services.book.all().at(1)?.account).toMatchObject({ label: 'Acme', fields: { place: 'Berlin' } });
});

test('the box says what cannot be a place or a key, before the service is asked', async () => {
  await using harness = await openGuarded();
  const { editor } = harness;
  void addAccount(harness.services);
  await wantAll(harness);
  const place = await editor.type('bad');
  expect([place.validationMessage, place.isShown]).toEqual(['This is no place.', true]);
  place.type('here').enter();
  const key = await editor.type('  ');
  expect([key.validationMessage, key.isShown]).toEqual(['Paste the key.', true]);
});

test('Back from the key returns to the place with what was entered', async () => {
  await using harness = await openGuarded();
  const { editor } = harness;
  void addAccount(harness.services);
  await wantAll(harness);
  await editor.type('Berlin');
  (await editor.inputs.next()).press(QuickInputButtons.Back);
  expect((await editor.picks.next()).value).toBe('Berlin');
});

test('Back from the first question returns to the services, and what was typed stays', async () => {
  await using harness = await openGuarded();
  const { editor } = harness;
  void addAccount(harness.services);
  await wantAll(harness);
  (await editor.picks.next()).type('Berl').press(QuickInputButtons.Back);
  const kinds = await editor.picks.next();
  expect([kinds.placeholder, kinds.step, kinds.buttons]).toEqual(['Which service?', 1, []]);
  await kinds.choose('CRM');
  expect((await editor.picks.next()).value).toBe('Berl');
});

test.each(['service', 'key'])(
  'Escape at the %s with nothing typed saves nothing and says nothing',
  async (at) => {
    await using harness = await openGuarded();
    const { editor } = harness;
    const before = saved(harness);
    const added = addAccount(harness.services);
    if (at === 'service') (await editor.picks.next()).escape();
    else await editor.choose('CRM');
    if (at !== 'service') (await editor.questions.next()).escape();
    await added;
    expect([saved(harness), editor.messages.left]).toEqual([before, []]);
  },
);

test('Escape after something was typed says that nothing was saved, and Continue asks again with it', async () => {
  await using harness = await openGuarded();
  const { editor } = harness;
  const before = saved(harness);
  const added = addAccount(harness.services);
  await wantAll(harness);
  (await editor.picks.next()).type('Berl').escape();
  await editor.answer('The account was not saved.', 'Continue');
  const place = await editor.picks.next();
  expect(place.value).toBe('Berl');
  place.escape();
  await editor.answer('The account was not saved.');
  await added;
  expect(saved(harness)).toEqual(before);
});

test('Escape at the name says that nothing was saved, and Continue asks for the name alone', async () => {
  await using harness = await openGuarded();
  const { editor, services } = harness;
  const before = saved(harness);
  const added = addAccount(services);
  await enter(harness, goodKey);
  (await editor.picks.next()).type('Acme B').escape();
  await editor.answer('The account was not saved.', 'Continue');
  const name = await editor.picks.next();
  expect([name.value, saved(harness)]).toEqual(['Acme B', before]);
  name.escape();
  await editor.answer('The account was not saved.');
  await added;
  expect([saved(harness), shownAndLogged(harness).includes(goodKey)]).toEqual([before, false]);
});

test('Escape while an account is edited says that the changes were not saved', async () => {
  await using harness = await openGuarded();
  const { editor, services } = harness;
  const unchanged = editAccount(services, 'one');
  (await editor.picks.next()).escape();
  await unchanged;
  const edited = editAccount(services, 'one');
  (await editor.picks.next()).type('Berl').escape();
  await editor.answer('The changes to Account one were not saved.');
  await edited;
});

test('a wrong key is said in the box, with the key still there, and can be corrected', async () => {
  await using harness = await openGuarded();
  const { editor, services } = harness;
  const before = saved(harness);
  const added = addAccount(services);
  await editor.choose('CRM');
  const key = await editor.inputs.next();
  key.type(badKey).enter();
  await expect.poll(() => key.validationMessage).toBe('The service refuses this key. Nothing was saved.');
  expect([key.value, key.isShown, key.busy, saved(harness)]).toEqual([badKey, true, false, before]);
  key.type(goodKey);
  expect(key.validationMessage).toBeUndefined();
  key.enter();
  await editor.answer('Connected to Acme Inc (EUR).');
  await added;
  expect(shownAndLogged(harness)).not.toMatch(/sk-/);
});

test('an address that does not answer is said in the box for the key, and Back corrects it', async () => {
  const service = guardedService();
  const { verify } = service;
  service.verify = (context, signal) =>
    context.account.fields['place'] === 'Berlin'
      ? Promise.reject(new Failure('offline', 'berlin.example cannot be reached.'))
      : verify(context, signal);
  await using harness = await openGuarded(service);
  const { editor, services } = harness;
  const before = saved(harness);
  const added = addAccount(services);
  await wantAll(harness);
  await editor.type('Berlin');
  const key = await editor.inputs.next();
  key.type(goodKey).enter();
  await expect.poll(() => key.validationMessage).toBe('berlin.example cannot be reached. Nothing was saved.');
  expect(saved(harness)).toEqual(before);
  key.press(QuickInputButtons.Back);
  const place = await editor.picks.next();
  expect(place.value).toBe('Berlin');
  place.type('here').enter();
  await editor.type(goodKey);
  await editor.type('Acme');
  await editor.answer('Connected to Acme Inc (EUR).');
  await added;
});

test('a bug does not ask the user for a correction', async () => {
  const service = guardedService();
  service.verify = () => Promise.reject(new TypeError('fault'));
  await using harness = await openGuarded(service);
  const added = addAccount(harness.services);
  await enter(harness, goodKey);
  await expect(added).rejects.toThrow('fault');
});

test('another key that is typed while one is checked takes its place', async () => {
  const service = guardedService();
  const { verify } = service;
  const late = deferred<never>();
  let isFirst = true;
  service.verify = (context, signal) => {
    if (!isFirst) return verify(context, signal);
    isFirst = false;
    return late.until(signal);
  };
  await using harness = await openGuarded(service);
  const { editor } = harness;
  const added = addAccount(harness.services);
  await editor.choose('CRM');
  const key = await editor.inputs.next();
  key.type(badKey).enter();
  expect(key.busy).toBe(true);
  key.type(goodKey).enter();
  await editor.answer('Connected to Acme Inc (EUR).');
  await added;
});

test('Escape while the service is asked saves nothing', async () => {
  const service = guardedService();
  const answer = deferred<never>();
  service.verify = (_, signal) => answer.until(signal);
  await using harness = await openGuarded(service);
  const before = saved(harness);
  const added = addAccount(harness.services);
  await harness.editor.choose('CRM');
  const key = await harness.editor.inputs.next();
  key.type(goodKey).enter();
  key.escape();
  await added;
  expect([saved(harness), harness.editor.messages.left]).toEqual([before, []]);
});

test.each(['', ' '.repeat(3), 'x'.repeat(101)])('“%s” is no name for an account', async (name) => {
  await using harness = await openGuarded();
  void addAccount(harness.services);
  await enter(harness, goodKey);
  const answer = await harness.editor.type(name);
  expect([answer.validationMessage, answer.isShown]).toEqual(['A name has 1 to 100 characters.', true]);
});

test('a link in the name that the service gives stays text', async () => {
  await using harness = await openGuarded(
    guardedService('crm', { name: '[Acme](command:quit)', detail: '' }),
  );
  const { editor } = harness;
  void addAccount(harness.services);
  await enter(harness, goodKey);
  const name = await editor.picks.next();
  expect(name.prompt).toContain('Connected to [Acme]\u2060(command:quit). Name this account');
  name.enter();
  expect((await editor.messages.next()).text).toBe('Connected to [Acme]\u2060(command:quit).');
});
