import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findStrayKeys, withoutStrayKeys } from '../../../src/accounts/strayKeys.ts';

const account = {
  id: 'a',
  provider: 'crm',
  label: 'Demo',
  fields: { baseUrl: 'https://api.example.com', authorEmail: 'ann@example.com', resellerId: '7' },
};

test.each(['key', 'apiKey', 'api_key', 'API-Key', 'token', 'apiToken', 'x-api-token', 'password', 'secret'])(
  '%s is found in the account and among its fields, and nothing else is removed',
  (name) => {
    const raw = [{ ...account, [name]: ' k-1 ' }, 7, { ...account, id: 'b', fields: { [name]: 'k-2' } }];
    expect(findStrayKeys(raw)).toEqual([
      { accountId: 'a', name, value: 'k-1' },
      { accountId: 'b', name, value: 'k-2' },
    ]);
    expect(withoutStrayKeys(raw)).toEqual([account, 7, { ...account, id: 'b', fields: {} }]);
    const without = withoutStrayKeys(raw, ({ value }) => value === 'k-1');
    expect(without).toEqual([account, 7, { ...account, id: 'b', fields: { [name]: 'k-2' } }]);
  },
);

test('a property named `__proto__` stays', () => {
  const odd: unknown = JSON.parse(
    '[{ "__proto__": false, "key": "k-1", "fields": { "__proto__": { "a": 1 } } }]',
  );
  expect(JSON.stringify(withoutStrayKeys(odd))).toBe('[{"__proto__":false,"fields":{"__proto__":{"a":1}}}]');
});

test('an account as Notelog writes it contains no key', () => {
  expect(findStrayKeys([account, { ...account, key: '' }, { ...account, token: 7 }])).toEqual([]);
});

test('with anything in the settings nothing throws, and no key is left', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())), (raw) => {
      expect(findStrayKeys(withoutStrayKeys(raw))).toEqual([]);
      if (Array.isArray(raw) && findStrayKeys(raw).length === 0) expect(withoutStrayKeys(raw)).toEqual(raw);
    }),
  );
});
