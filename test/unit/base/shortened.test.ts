import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortened, startOf } from '../../../src/base/shortened.ts';
import { growth, mostGrowth } from '../../support/growth.ts';

const characters = ['a', 'é', 'e\u0301', '😀', '👩‍👩‍👧', '👍🏽', '🇩🇪', '1️⃣', 'नि', '한', '\r\n', '𠮷\u{e0100}'];

test('a text is cut between two characters, whatever they are made of', () => {
  for (const character of characters)
    for (let longest = 20; longest < 60; longest += 1) {
      const text = character.repeat(50);
      const start = startOf(text, longest);
      if (text.length <= longest) expect(start).toBe(text);
      else expect(start).toBe(character.repeat(Math.floor(longest / character.length)));
    }
});

test('any text is cut to its length, and what is left is a start of it', () => {
  const text = fc
    .array(fc.constantFrom(...characters, '\u200d', '\u0301', '\ud83d', 'b '))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (whole, longest) => {
      const short = shortened(whole, longest);
      if (whole.length <= longest) expect(short).toBe(whole);
      else {
        expect(short.length).toBeLessThanOrEqual(longest + 1);
        expect(short.endsWith('…')).toBe(true);
        expect(whole.startsWith(short.slice(0, -1))).toBe(true);
        expect(short.isWellFormed()).toBe(whole.slice(0, short.length - 1).isWellFormed());
      }
    }),
  );
});

test('marks that are piled up on one letter are cut too, and no text takes longer than a short one', () => {
  expect(shortened('x'.padEnd(5000, '\u0301'), 80)).toBe(`${'x'.padEnd(80, '\u0301')}…`);
  expect(shortened(`ab${'\u0301'.repeat(5000)}`, 80)).toBe('a…');
  for (const part of ['a', '🇩🇪', '\u0301', '\u200d😀'])
    expect(
      growth(
        (text: string) => shortened(text, 4000),
        (size) => part.repeat(size),
        100_000,
      ),
    ).toBeLessThan(mostGrowth);
});
