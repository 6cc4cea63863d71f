import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findLines } from '../../../src/code/sameLines.ts';

const version = ['import a', '', 'export function one() {', '}', '', 'export function two() {', '}', ''].join(
  '\n',
);

test.each<[what: string, lines: string, first: number, found: number | undefined]>([
  ['at the same number', 'export function one() {\n}', 3, 3],
  ['at the same number, though it is there twice', '}', 4, 4],
  ['at the same number, an empty line', '', 2, 2],
  ['the empty line at the end', '', 8, 8],
  ['further down than here', 'export function two() {\n}', 3, 6],
  ['further up than here', 'import a\n\nexport function one() {', 40, 1],
  ['a part of a line', 'export function one()', 3, undefined],
  ['not there', 'export function three() {', 3, undefined],
  ['there twice', '}\n', 30, undefined],
  ['too little to be sure of', '}', 30, undefined],
  ['more than there is', `${version}\nmore of it`, 1, undefined],
])('lines %s', (_, lines, first, found) => {
  expect(findLines(version, lines, first)).toBe(found);
  const [there, here] = [version.replaceAll('\n', '\r\n'), lines.replaceAll('\n', '\r\n')];
  expect([findLines(there, lines, first), findLines(version, here, first)]).toEqual([found, found]);
});

test('lines that are twice elsewhere are nowhere, even if they overlap', () => {
  expect(findLines('same words\nsame words\nsame words', 'same words\nsame words', 9)).toBeUndefined();
  expect(findLines('x\nsame words\nsame words', 'same words\nsame words', 9)).toBe(2);
});

test('what is found is what was looked for', () => {
  const line = fc.constantFrom('', '}', 'const value = 1;', 'const other = 2;', 'return value + other;');
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1 }),
      fc.array(line, { minLength: 1, maxLength: 3 }),
      fc.nat(9),
      (all, some, at) => {
        const found = findLines(all.join('\n'), some.join('\n'), at + 1);
        if (found !== undefined) expect(all.slice(found - 1, found - 1 + some.length)).toEqual(some);
        const here = all.slice(at, at + some.length);
        if (here.length === some.length && here.join('\n') === some.join('\n')) expect(found).toBe(at + 1);
      },
    ),
  );
});
