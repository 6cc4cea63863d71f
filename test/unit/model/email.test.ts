import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emailOf, emailProblem, isEmail } from '../../../src/model/email.ts';

test.each([
  'ann@x.example',
  ' ann@x.example\u00a0',
  '\u200bann@x.example\ufeff',
  '\u202aann@x.example\u202c',
  'ann@x.\u200bexample',
  'ann@x.example,',
  'ann@x.example;\u200b ',
  'ann@x.example.',
  'mailto:ann@x.example',
  'MAILTO:ann@x.example?subject=Hello%20Ann',
  'mailto:ann%40x.example',
  '<ann@x.example>',
  '<mailto:ann@x.example>;',
  'Ann <ann@x.example>,',
  'Ann <\u200bann@x.example\u200b>',
  '"Lee, Ann" <ann@x.example>',
  'Ann@x.example <ann@x.example>',
  '"ann@x.example" <ann@x.example>',
  'Ann (ann@x.example)',
])('%j is the address ann@x.example', (typed) => {
  expect(emailOf(typed)).toBe('ann@x.example');
  expect(emailProblem(typed)).toBeUndefined();
});

test.each([
  '',
  'Ann',
  'ann@x.example, bob@x.example',
  'Ann <ann@x.example>, Bob <bob@x.example>',
  'ann@x.example, Bob <bob@x.example>',
  'bob@x.example <ann@x.example>',
  'mailto:',
  'mailto:%?subject=ann@x.example',
  'https://x.example/@ann',
  '<>',
  '@',
  'cus_1',
])('%j is no single address', (typed) => {
  expect(emailOf(typed)).toBeUndefined();
  expect(emailProblem(typed)).toBeDefined();
});

test('whatever is pasted gives an address or nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'a@.<>(),;:" mailto?%4\u200b'.split('')) }), (typed) => {
      const address = emailOf(typed);
      expect(address === undefined || isEmail(address)).toBe(true);
    }),
  );
});
