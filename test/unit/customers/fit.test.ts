import { expect, test } from 'vitest';
import { fitOf, isNamed, nameBegins } from '../../../src/customers/fit.ts';
import type { DirectoryEntry } from '../../../src/model/directory.ts';

const entry: DirectoryEntry = {
  target: { type: 'customer', id: 'cus_1', name: 'Café  Straße' },
  company: 'Holding',
  email: 'ann@x.example',
  externalIds: ['4711'],
};

test.each([
  ['cafe strasse', 'exact'],
  [' CAFÉ STRASSE ', 'exact'],
  ['CUS_1', 'exact'],
  ['4711', 'exact'],
  ['Ann <Ann@x.example>', 'exact'],
  // Many customers may share a company.
  ['Holding', 'words'],
  ['strasse cafe', 'words'],
  ['cafe hold', 'words'],
  ['', 'words'],
  ['cafe 4711', 'similar'],
  ['cafi', 'similar'],
])('“%s” fits: %s', (typed, fit) => {
  expect(fitOf(entry, typed)).toBe(fit);
});

test('nothing is not the name of a customer who has none', () => {
  expect(fitOf({ target: { type: 'customer', id: 'cus_1' } }, ' ')).toBe('words');
});

test('a name is told from its beginning', () => {
  expect([isNamed(entry, 'café  strasse'), isNamed(entry, 'café')]).toEqual([true, false]);
  expect([nameBegins(entry, 'CAFE'), nameBegins(entry, 'strasse'), nameBegins(entry, '')]).toEqual([
    true,
    false,
    false,
  ]);
});
