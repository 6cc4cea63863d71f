import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Keys, type Secrets } from '../../../src/accounts/keys.ts';
import { settle } from '../../fakeClock.ts';

const origin = 'https://api.example.com';

function keyring(entries: Record<string, string> = {}) {
  const stored = new Map(Object.entries(entries));
  const secrets: Secrets = {
    get: (name) => Promise.resolve(stored.get(name)),
    store: (name, value) => Promise.resolve(void stored.set(name, value)),
    delete: (name) => Promise.resolve(void stored.delete(name)),
  };
  return { secrets, stored };
}

test('one secret an account, read again after a restart, gone when it is removed', async () => {
  const { secrets, stored } = keyring();
  const keys = new Keys(secrets);
  await keys.save('a', 'key-of-a', origin);
  await keys.save('b', 'key-of-b', origin);
  await keys.save('a', 'newer', origin);
  expect([...stored.keys()]).toEqual(['notelog.key.a', 'notelog.key.b']);
  expect(await new Keys(secrets).read('a', origin)).toBe('newer');
  await keys.remove('a');
  await expect(keys.read('a', origin)).rejects.toMatchObject({ reason: 'keyMissing', field: 'account' });
  expect(await keys.read('b', origin)).toBe('key-of-b');
});

test.each(['https://api.example.com:8443', 'http://api.example.com', 'https://api.example.org', ''])(
  'a key does not follow its account to %j',
  async (other) => {
    const keys = new Keys(keyring().secrets);
    await keys.save('a', 'key-of-a', origin);
    const told: unknown = await keys.read('a', other).catch((error: unknown) => error);
    expect(told).toMatchObject({ reason: 'keyMissing' });
    expect(inspect(told)).not.toContain('key-of-a');
  },
);

test.each([
  '',
  'plain-key',
  '{"version":1,"key":"half',
  '{"version":2,"key":"k","origin":"o"}',
  '[]',
  'null',
])('a damaged secret is a missing key: %j', async (raw) => {
  const keys = new Keys(keyring({ 'notelog.key.a': raw }).secrets);
  await expect(keys.read('a', origin)).rejects.toMatchObject({ reason: 'keyMissing' });
});

test('the keyring is asked for one thing at a time, in order', async () => {
  const open: (() => void)[] = [];
  const asked: string[] = [];
  const wait = async <T>(name: string, value: T): Promise<T> => {
    asked.push(name);
    await new Promise<void>((resolve) => open.push(resolve));
    return value;
  };
  const keys = new Keys({
    get: (name) => wait(`get ${name}`, JSON.stringify({ version: 1, key: 'k', origin })),
    store: (name) => wait(`store ${name}`, undefined),
    delete: (name) => wait(`delete ${name}`, undefined),
  });
  const all = [keys.read('a', origin), keys.save('b', 'k', origin), keys.remove('c'), keys.read('d', origin)];
  for (let count = 1; count <= all.length; count++) {
    await settle();
    expect(asked).toHaveLength(count);
    open.shift()?.();
  }
  await Promise.all(all);
  expect(asked.map((line) => line.replace('notelog.key.', ''))).toEqual([
    'get a',
    'store b',
    'delete c',
    'get d',
  ]);
});

test.each(['throws', 'rejects'])(
  'a keyring that %s: told as storage, without the key, and asked again',
  async (how) => {
    let broken = true;
    const { secrets } = keyring();
    const keys = new Keys({
      ...secrets,
      store: (name, value) => {
        if (!broken) return secrets.store(name, value);
        const error = new Error(`cannot store ${value}`);
        if (how === 'throws') throw error;
        return Promise.reject(error);
      },
    });
    const told: unknown = await keys.save('a', 'very-secret-key', origin).catch((error: unknown) => error);
    expect(told).toMatchObject({ reason: 'storage' });
    expect(inspect(told, { depth: 9, showHidden: true })).not.toContain('very-secret-key');
    broken = false;
    await keys.save('a', 'very-secret-key', origin);
    expect(await keys.read('a', origin)).toBe('very-secret-key');
  },
);
