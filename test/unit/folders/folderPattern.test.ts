import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitsPattern, fittingPatterns, type FolderPattern } from '../../../src/folders/folderPattern.ts';
import { customer } from '../../support/fakeProvider.ts';

test('a star stands for any text, and case does not matter', () => {
  const fits = (pattern: string, ...texts: string[]) => texts.map((text) => fitsPattern(pattern, text));
  expect(
    fits('customer/acme-*', 'customer/acme-1', 'Customer/ACME-', 'customer/acme', 'a/customer/acme-1'),
  ).toEqual([true, true, false, false]);
  expect(fits('github.com/*/app', 'github.com/acme/app', 'github.com/app', 'github.com/a/b/app')).toEqual([
    true,
    false,
    true,
  ]);
  expect(fits('*acme*', 'acme', 'x/acme/y', 'acm')).toEqual([true, true, false]);
  expect(fits('a*ba', 'aba', 'abba', 'ba')).toEqual([true, true, false]);
  expect(fits('main', 'main', 'mains')).toEqual([true, false]);
});

test('a pattern fits whatever its stars are replaced by', () => {
  const piece = fc.string({ maxLength: 5 }).map((text) => text.replaceAll('*', ''));
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1 }), fc.array(piece), (pieces, fillings) => {
      const text = pieces.map((each, at) => (at === 0 ? each : `${fillings[at] ?? ''}${each}`)).join('');
      expect(fitsPattern(pieces.join('*'), text)).toBe(true);
    }),
  );
});

test('remotes and branches are compared with the patterns of their own kind', () => {
  const patternOf = (of: FolderPattern['of'], pattern: string): FolderPattern => ({
    of,
    pattern,
    accountId: 'one',
    target: customer(pattern),
  });
  const patterns = [
    patternOf('remote', 'github.com/acme/*'),
    patternOf('branch', 'github.com/acme/*'),
    patternOf('branch', 'acme-*'),
  ];
  const remotes = [
    { host: 'gitlab.com', path: ['x'] },
    { host: 'github.com', path: ['Acme', 'app'] },
  ];
  const fitting = (git: Parameters<typeof fittingPatterns>[1]) =>
    fittingPatterns(patterns, git).map((each) => patterns.indexOf(each));
  expect([fitting(undefined), fitting({ remotes: [], branch: undefined })]).toEqual([[], []]);
  expect(fitting({ remotes, branch: 'main' })).toEqual([0]);
  expect(fitting({ remotes: [], branch: 'acme-1' })).toEqual([2]);
});
