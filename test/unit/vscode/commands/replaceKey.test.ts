import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CancellationError } from 'vscode';
import { replaceKey } from '../../../../src/vscode/commands/replaceKey.ts';
import { addAccount } from '../../../../src/vscode/commands/setUpAccount.ts';
import type { Platform } from '../../../../src/app/platform.ts';
import { storagePaths } from '../../../../src/app/storagePaths.ts';
import { keyOf, openEditorHarness, type EditorHarness } from '../../../support/editorHarness.ts';
import { memorySecrets } from '../../../support/testPlatform.ts';
import { badKey, goodKey, guardedService, openGuarded, saved, shownAndLogged } from './accountSteps.ts';

/** A keyring that can be made to fail or to hang at a key. It handles requests in order, as the editor's does. */
function brokenSecrets() {
  const inside = new Map<string, string>();
  const memory = memorySecrets(inside);
  const late: (() => void)[] = [];
  let last = Promise.resolve();
  const state = { mode: 'works' as 'works' | 'fails' | 'hangs' };
  const secrets: Platform['secrets'] = {
    ...memory,
    store: (name, value) => {
      if (state.mode === 'works') return memory.store(name, value);
      if (state.mode === 'fails') return Promise.reject(new Error(`Cannot store ${value}`));
      last = new Promise((resolve) => {
        late.push(() => {
          inside.set(name, value);
          resolve();
        });
      });
      return last;
    },
    delete: (name) => last.then(() => memory.delete(name)),
  };
  return { secrets, inside, state, late };
}

async function openBroken(mode: 'fails' | 'hangs') {
  const keyring = brokenSecrets();
  const harness = await openEditorHarness({ services: [guardedService()], secrets: keyring.secrets });
  keyring.state.mode = mode;
  return Object.assign(harness, { keyring });
}

test('a new key is checked and takes the place of the old one', async () => {
  await using harness = await openGuarded();
  const { editor, services } = harness;
  const replaced = replaceKey(services, 'one');
  const input = await editor.inputs.next();
  expect([input.title, input.password, input.buttons]).toEqual(['Replace Key · Account one', true, []]);
  input.type(goodKey).enter();
  await editor.answer('Connected to Acme Inc (EUR). The key is saved.');
  await replaced;
  expect(await services.keys.read('one', 'https://here.example')).toBe(goodKey);
  expect(shownAndLogged(harness)).not.toContain('sk-');
});

test('a refused key leaves the old one, and another can be entered', async () => {
  await using harness = await openGuarded();
  const { editor, services } = harness;
  void replaceKey(services, 'one');
  const input = await editor.type(badKey);
  await expect.poll(() => input.validationMessage).toBe('The service refuses this key. Nothing was saved.');
  expect(await services.keys.read('one', 'https://here.example')).toBe(keyOf('one'));
  expect([input.value, input.isShown]).toEqual([badKey, true]);
  expect(shownAndLogged(harness)).not.toContain('sk-');
});

test('Escape keeps the old key', async () => {
  await using harness = await openGuarded();
  const before = saved(harness);
  const replaced = replaceKey(harness.services, 'one');
  (await harness.editor.inputs.next()).type(goodKey).escape();
  await replaced;
  expect(saved(harness)).toEqual(before);
});

test('the key of an account that another window removes meanwhile is not saved', async () => {
  await using harness = await openGuarded();
  const { editor, services, secrets } = harness;
  const replaced = replaceKey(services, 'one');
  const input = await editor.inputs.next();
  await services.keys.remove('one');
  await services.book.remove('one');
  input.type(goodKey).enter();
  await editor.answer('This account is no longer set up here.');
  await replaced;
  expect([...secrets]).toEqual([]);
});

test('where the keyring fails the key can be tried again, or kept for the session', async () => {
  await using harness = await openBroken('fails');
  const { editor, services, keyring } = harness;
  const replaced = replaceKey(services, 'one');
  await editor.type(goodKey);
  const first = await editor.messages.next();
  expect([first.text, first.buttons]).toEqual([
    'The editor’s secret storage does not answer. Unlock the keyring and try again. The key was not saved. It can be kept in this window’s memory until the window is closed.',
    ['Try Again', 'Keep for This Session'],
  ]);
  first.press('Try Again');
  await editor.answer('The key was not saved.', 'Keep for This Session');
  await editor.answer(
    'Connected to Acme Inc (EUR). The key is kept until this window is closed or reloaded; then you enter it again.',
  );
  await replaced;
  expect(await services.keys.find('one', 'https://here.example')).toMatchObject({
    key: goodKey,
    keptIn: 'session',
  });
  expect([...keyring.inside.values()].join()).not.toContain(goodKey);
  expect(shownAndLogged(harness)).not.toContain('sk-');
});

test('a keyring that works again takes the key', async () => {
  await using harness = await openBroken('fails');
  const { editor, services, keyring } = harness;
  const replaced = replaceKey(services, 'one');
  await editor.type(goodKey);
  const message = await editor.messages.next();
  keyring.state.mode = 'works';
  message.press('Try Again');
  await editor.answer('is saved.');
  await replaced;
  expect(await services.keys.find('one', 'https://here.example')).toMatchObject({
    key: goodKey,
    keptIn: 'keyring',
  });
});

test('a key that the user does not want kept is kept nowhere', async () => {
  await using harness = await openBroken('fails');
  const { editor, services } = harness;
  const replaced = replaceKey(services, 'one');
  await editor.type(goodKey);
  await editor.answer('The key was not saved.');
  await replaced;
  expect(await services.keys.read('one', 'https://here.example')).toBe(keyOf('one'));
  expect(editor.messages.left).toEqual([]);
});

test('the user is told when the keyring hangs, and can cancel the wait', async () => {
  await using harness = await openBroken('hangs');
  const { editor, services, clock, keyring } = harness;
  const replaced = replaceKey(services, 'one');
  await editor.type(goodKey);
  await expect.poll(() => keyring.late).toHaveLength(1);
  await clock.advance(5_000);
  for (;;) {
    const work = await editor.workOf('Notelog');
    if (work.messages.length === 0) continue;
    expect(work.messages).toEqual([
      'Waiting for the keyring… It may be asking for its password in another window.',
    ]);
    work.cancel();
    break;
  }
  await expect(replaced).rejects.toBeInstanceOf(CancellationError);
  expect(editor.messages.left).toEqual([]);
});

test('a key that the keyring takes after the user has cancelled a new account is removed again', async () => {
  await using harness = await openBroken('hangs');
  const { editor, services, clock, keyring } = harness;
  const added = addAccount(services);
  await editor.choose('CRM');
  await editor.type(goodKey);
  await expect.poll(() => keyring.late).toHaveLength(1);
  await clock.advance(5_000);
  for (let work = await editor.workOf('Notelog'); ; work = await editor.workOf('Notelog')) {
    if (work.messages.length === 0) continue;
    work.cancel();
    break;
  }
  await expect(added).rejects.toBeInstanceOf(CancellationError);
  for (const take of keyring.late) take();
  await expect.poll(() => [...keyring.inside.values()].filter((each) => each.includes(goodKey))).toEqual([]);
  expect(services.settings.accounts()).toHaveLength(1);
});

test.each([
  ['For this session only', 'session'],
  ['In the keyring', 'keyring'],
])('on a machine that forgets keys the user chooses where to keep one: %s', async (label, keptIn) => {
  await using harness = await openGuarded();
  const { editor, services } = harness;
  await forgetKey(harness);
  const replaced = replaceKey(services, 'one');
  await editor.type(goodKey);
  const place = await editor.picks.next();
  expect(place.placeholder).toBe('This machine has forgotten a key before. Where should this one be kept?');
  await place.choose(label);
  await editor.messages.next();
  await replaced;
  expect(await services.keys.find('one', 'https://here.example')).toMatchObject({ key: goodKey, keptIn });
});

test('Escape from that choice keeps the key nowhere', async () => {
  await using harness = await openGuarded();
  await forgetKey(harness);
  const replaced = replaceKey(harness.services, 'one');
  await harness.editor.type(goodKey);
  (await harness.editor.picks.next()).escape();
  await replaced;
  expect([...harness.secrets]).toEqual([]);
  expect(harness.editor.messages.left).toEqual([]);
});

/** An earlier start stored the key, and it is gone. */
async function forgetKey({ services, secrets, folder }: EditorHarness): Promise<void> {
  const path = join(storagePaths(folder).keyMarkers, 'one.json');
  await writeFile(path, JSON.stringify({ version: 1, keptIn: 'keyring', host: 'an earlier start' }));
  secrets.clear();
  expect(await services.keys.find('one', 'https://here.example')).toEqual({ state: 'forgotten' });
}
