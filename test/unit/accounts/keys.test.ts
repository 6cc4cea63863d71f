import { readdir, readFile } from 'node:fs/promises';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { machine, secretStorage } from './fakeKeyring.ts';

const origin = 'https://api.example.com';

test('each account has one secret, which is read again after a restart and gone after it is removed', async () => {
  await using box = await machine();
  const { secrets, stored } = secretStorage();
  const keys = box.start('one', secrets);
  await keys.save('a', 'key-of-a', origin);
  await keys.save('b', 'key-of-b', origin);
  await keys.save('a', 'newer', origin);
  expect([...stored.keys()]).toEqual(['notelog.key.a', 'notelog.key.b']);
  box.end('one');
  const later = box.start('two', secrets);
  expect(await later.find('a', origin)).toEqual({ state: 'there', key: 'newer', keptIn: 'keyring' });
  await later.remove('a');
  await expect(later.read('a', origin)).rejects.toMatchObject({ reason: 'keyMissing', field: 'account' });
  expect(await later.find('a', origin)).toEqual({ state: 'none' });
  expect(await later.read('b', origin)).toBe('key-of-b');
});

test('the origin that a key was entered for is known wherever it is kept, and of nothing else', async () => {
  await using box = await machine();
  const { secrets, stored } = secretStorage();
  const keys = box.start('one', secrets);
  await keys.save('a', 'key-of-a', origin);
  await keys.keepForSession('b', 'key-of-b', 'https://b.example.com');
  stored.set('notelog.key.broken', '{');
  expect(await Promise.all(['a', 'b', 'broken', 'none'].map((id) => keys.originOf(id)))).toEqual([
    origin,
    'https://b.example.com',
    undefined,
    undefined,
  ]);
});

test.each(['https://api.example.com:8443', 'http://api.example.com', 'https://api.example.org', ''])(
  'a key is not used for the origin %j, wherever it is kept',
  async (other) => {
    await using box = await machine();
    const keys = box.start('one', secretStorage().secrets);
    await keys.save('a', 'key-of-a', origin);
    await keys.keepForSession('b', 'key-of-b', origin);
    for (const id of ['a', 'b']) {
      expect(await keys.find(id, other)).toEqual({ state: 'otherOrigin' });
      const error: unknown = await keys.read(id, other).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ reason: 'keyMissing' });
      expect(inspect(error)).not.toMatch(/key-of-/);
      expect(await keys.find(id, origin)).toMatchObject({ state: 'there' });
    }
  },
);

test.each([
  '',
  'plain-key',
  '{"version":1,"key":"half',
  '{"version":2,"key":"k","origin":"o"}',
  '[]',
  'null',
])('a damaged secret is reported and left as it is: %j', async (raw) => {
  await using box = await machine();
  const { secrets, stored } = secretStorage({ 'notelog.key.a': raw });
  const keys = box.start('one', secrets);
  expect(await keys.find('a', origin)).toEqual({ state: 'damaged' });
  await expect(keys.read('a', origin)).rejects.toMatchObject({
    reason: 'keyMissing',
    message: expect.stringContaining('damaged') as unknown,
  });
  expect(stored.get('notelog.key.a')).toBe(raw);
  expect(box.log.lines.join()).toContain('account a');
  if (raw !== '') expect(box.log.lines.join()).not.toContain(raw);
  await keys.save('a', 'key-of-a', origin);
  expect(await keys.read('a', origin)).toBe('key-of-a');
});

test('a key that is gone at the next start was forgotten; one that was never stored was not', async () => {
  await using box = await machine();
  const before = box.start('one', secretStorage().secrets);
  await before.save('a', 'key-of-a', origin);
  expect(before.foundForgottenKey).toBe(false);
  box.end('one');

  const after = box.start('two', secretStorage().secrets);
  expect(await after.find('b', origin)).toEqual({ state: 'none' });
  expect(after.foundForgottenKey).toBe(false);
  expect(await after.find('a', origin)).toEqual({ state: 'forgotten' });
  expect(after.foundForgottenKey).toBe(true);
  await after.save('a', 'again', origin);
  expect(await after.read('a', origin)).toBe('again');
});

test('each reason for having no key has advice of its own', async () => {
  await using box = await machine();
  const first = secretStorage();
  const one = box.start('one', first.secrets);
  await one.save('forgotten', 'k', origin);
  await one.keepForSession('sessionOver', 'k', origin);
  box.end('one');
  const second = secretStorage({ 'notelog.key.damaged': '?' });
  const two = box.start('two', second.secrets);
  await two.save('lost', 'k', origin);
  second.stored.delete('notelog.key.lost');
  await two.save('otherOrigin', 'k', 'https://other.example.com');
  await box.start('three', secretStorage().secrets).save('elsewhere', 'k', origin);

  const messages = new Set<string>();
  for (const state of [
    'none',
    'forgotten',
    'sessionOver',
    'elsewhere',
    'lost',
    'otherOrigin',
    'damaged',
  ] as const) {
    expect(await two.find(state, origin)).toEqual({ state });
    await two.read(state, origin).catch((error: unknown) => {
      expect(error).toMatchObject({ reason: 'keyMissing', detail: `key: ${state}` });
      messages.add(String(error));
    });
  }
  expect(messages.size).toBe(7);
});

test('a key for the session is neither on disk nor in the keyring, and is gone when its host ends', async () => {
  await using box = await machine();
  const { secrets, stored } = secretStorage();
  const keys = box.start('one', secrets);
  await keys.save('a', 'key-in-the-keyring', origin);
  await keys.keepForSession('a', 'key-of-session', origin);
  expect(await keys.find('a', origin)).toEqual({ state: 'there', key: 'key-of-session', keptIn: 'session' });
  await expect.poll(() => [...stored]).toEqual([]);
  const files = (await readdir(box.folder, { recursive: true })).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(files.map((name) => readFile(`${box.folder}/${name}`, 'utf8')));
  expect(texts).toHaveLength(1);
  expect(texts.join()).not.toMatch(/key-of|key-in/);

  box.end('one');
  const later = box.start('two', secrets);
  expect(await later.find('a', origin)).toEqual({ state: 'sessionOver' });
  expect(later.foundForgottenKey).toBe(false);
  await keys.save('a', 'stored-after-all', origin);
  expect(await keys.find('a', origin)).toMatchObject({ keptIn: 'keyring' });
});

test('a key for the session needs no working keyring', async () => {
  await using box = await machine();
  const broken = () => Promise.reject(new Error('no keyring'));
  const keys = box.start('one', { get: broken, store: broken, delete: broken });
  await keys.keepForSession('a', 'key-of-a', origin);
  expect(await keys.read('a', origin)).toBe('key-of-a');
});

test('a storage that accepts a key but does not store it fails at once', async () => {
  await using box = await machine();
  const keys = box.start('one', { ...secretStorage().secrets, store: () => Promise.resolve() });
  await expect(keys.save('a', 'key-of-a', origin)).rejects.toMatchObject({ reason: 'storage' });
  expect(await keys.find('a', origin)).toEqual({ state: 'none' });
});

test('a key works although its marker cannot be written', async () => {
  await using box = await machine();
  const { secrets } = secretStorage();
  const disk = await import('node:fs/promises');
  await disk.writeFile(`${box.folder}/keys`, 'a file where the folder should be');
  const keys = box.start('one', secrets);
  await keys.save('a', 'key-of-a', origin);
  expect(await keys.read('a', origin)).toBe('key-of-a');
  expect(box.log.lines).toHaveLength(1);
});

test.each(['throws', 'rejects'])(
  'a keyring that %s fails as storage, without the key in the error; nothing is deleted, and the next request works',
  async (how) => {
    await using box = await machine();
    const { secrets, stored } = secretStorage();
    let broken = false;
    const fail = (quoted: string) => {
      const error = new Error(`cannot do ${quoted}`);
      if (how === 'throws') throw error;
      return Promise.reject(error);
    };
    const keys = box.start('one', {
      get: (name) => (broken ? fail(name) : secrets.get(name)),
      store: (name, value) => (broken ? fail(value) : secrets.store(name, value)),
      delete: () => expect.fail('deleted'),
    });
    await keys.save('a', 'very-secret-key', origin);
    broken = true;
    for (const work of [keys.read('a', origin), keys.save('a', 'other-secret-key', origin)]) {
      const error: unknown = await work.catch((reason: unknown) => reason);
      expect(error).toMatchObject({ reason: 'storage' });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/secret-key/);
    }
    expect(stored.size).toBe(1);
    broken = false;
    expect(await keys.read('a', origin)).toBe('very-secret-key');
  },
);
