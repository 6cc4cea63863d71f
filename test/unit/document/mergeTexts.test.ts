import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeTexts } from '../../../src/document/mergeTexts.ts';

test.each([
  ['abc', 'abc', 'abcd', 'abcd'],
  ['abc', 'xabc', 'abcy', 'xabcy'],
  ['abc', 'abcy', 'xabc', 'xabcy'],
  ['abc', 'ac', 'abcd', 'acd'],
  ['abc', 'abcx', 'abcy', 'abcxy'],
  ['', 'x', 'y', 'xy'],
  ['abc', 'aXc', 'aYc', 'aXYc'],
  ['abc', '', 'abXc', 'abXc'],
  ['abc', 'x', 'x', 'x'],
  ['a\r\nb', 'a\nb', 'a\r\nbc', 'a\nbc'],
])('from %j, %j and %j are %j', (before, one, other, merged) => {
  expect(mergeTexts(before, one, other)).toBe(merged);
});

test('what either has added is there', () => {
  const text = fc.array(fc.constantFrom<string>('a', 'b', 'c', '😀', '\n'), { maxLength: 12 });
  const places = fc.array(fc.nat(12), { maxLength: 4 });
  fc.assert(
    fc.property(text, places, places, (characters, ones, others) => {
      const withAll = (added: readonly number[], first: number) =>
        added.reduce(
          (all, place, index) => all.toSpliced(place, 0, String.fromCodePoint(first + index)),
          characters,
        );
      const [one, other] = [withAll(ones, 0x41), withAll(others, 0x61 + 10)];
      const merged = mergeTexts(characters.join(''), one.join(''), other.join(''));
      for (const each of one.concat(other)) expect(merged).toContain(each);
      expect(merged.isWellFormed()).toBe(true);
    }),
  );
});
