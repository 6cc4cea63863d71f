import fc from 'fast-check';
import { expect, test } from 'vitest';
import { strayKeys, withoutStrayKeys } from '../../../src/accounts/strayKeys.ts';

const account = {
  id: 'a',
  provider: 'crm',
  label: 'Demo',
  fields: { baseUrl: 'https://api.example.com', authorEmail: 'ann@example.com', resellerId: '7' },
};

test.each(['key', 'apiKey', 'api_key', 'API-Key', 'token', 'apiToken', 'x-api-token', 'password', 'secret'])(
  '%s is found in the account and among its fields, and nothing else goes',
  (name) => {
    const raw = [{ ...account, [name]: ' k-1 ' }, 7, { ...account, id: 'b', fields: { [name]: 'k-2' } }];
    expect(strayKeys(raw)).toEqual([
      { accountId: 'a', name, value: 'k-1' },
      { accountId: 'b', name, value: 'k-2' },
    ]);
    expect(withoutStrayKeys(raw)).toEqual([account, 7, { ...account, id: 'b', fields: {} }]);
  },
);

test('what stands under a name of the language stays', () => {
  const odd: unknown = JSON.parse(
    '[{ "__proto__": false, "key": "k-1", "fields": { "__proto__": { "a": 1 } } }]',
  );
  expect(JSON.stringify(withoutStrayKeys(odd))).toBe('[{"__proto__":false,"fields":{"__proto__":{"a":1}}}]');
});

test('an account as Notelog writes it holds none', () => {
  expect(strayKeys([account, { ...account, key: '' }, { ...account, token: 7 }])).toEqual([]);
});

test('whatever stands in the settings: nothing throws, and what is left holds none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())), (raw) => {
      expect(strayKeys(withoutStrayKeys(raw))).toEqual([]);
      if (Array.isArray(raw) && strayKeys(raw).length === 0) expect(withoutStrayKeys(raw)).toEqual(raw);
    }),
  );
});
