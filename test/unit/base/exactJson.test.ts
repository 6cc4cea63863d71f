import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { exactNumber, parseExactly } from '../../../src/base/exactJson.ts';

test.each([
  ['{"id":9007199254740993}', { id: '9007199254740993' }],
  ['{"id": 18446744073709551615 }', { id: '18446744073709551615' }],
  ['[-9007199254740993,\n9007199254740995]', ['-9007199254740993', '9007199254740995']],
  ['{"id":9007199254740991}', { id: 9_007_199_254_740_991 }],
  ['{"id":"9007199254740993"}', { id: '9007199254740993' }],
  ['{"at":1234567890123456.5}', { at: 1_234_567_890_123_456.5 }],
  ['{"at":9007199254740993e0}', { at: 9_007_199_254_740_992 }],
  [
    '{"a":[{"id":9007199254740993,"b":1}],"text":"x, 1234567890123456789"}',
    { a: [{ id: '9007199254740993', b: 1 }], text: 'x, 1234567890123456789' },
  ],
])('%s is read without losing a digit', (json, value) => {
  expect(parseExactly(json)).toEqual(value);
});

test('any JSON reads as the engine reads it, where no number is too large', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const digits = (value: unknown) => JSON.stringify(value);
      const large = /\d{16}/.test(json.replace(/"(?:[^"\\]|\\.)*"/g, ''));
      if (!large) expect(digits(parseExactly(json))).toBe(digits(JSON.parse(json)));
    }),
  );
});

test('a text without a large number is left to the engine alone', () => {
  const revived = vi.spyOn(JSON, 'parse');
  parseExactly('{"id":12,"text":"a"}');
  parseExactly('{"id":9007199254740993}');
  expect(revived.mock.calls.map(({ length }) => length)).toEqual([1, 2]);
  revived.mockRestore();
});

test('a whole number of any size is written as its digits, and nothing else is', () => {
  expect(JSON.stringify({ id: exactNumber('9007199254740993') })).toBe('{"id":9007199254740993}');
  expect(JSON.stringify({ id: exactNumber('7') })).toBe('{"id":7}');
  for (const text of ['', '007', '-1', '1.5', '1e3', '1}', '"1"', ' 1', 'null', '٣'])
    expect(() => exactNumber(text)).toThrow('not a positive whole number');
});
