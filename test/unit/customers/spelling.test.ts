import { expect, test } from 'vitest';
import { similarStart } from '../../../src/customers/spelling.ts';
import { Speller } from '../../../src/customers/speller.ts';

test.each([
  ['northwind', 'norhwind', 'northwind'],
  ['northwind', 'northwinds', 'northwind'],
  ['northwind', 'nprthwind', 'northwind'],
  ['northwind', 'onrthwind', 'northwind'],
  ['northwind', 'northwidn', 'northwin'],
  ['northwind', 'noerth', 'north'],
  ['northwind', 'nroth', 'north'],
  ['northwind', 'northwind', undefined],
  ['northwind', 'north', undefined],
  ['northwind', 'nxrthwxnd', undefined],
  ['north', 'northern', undefined],
  ['acme', 'acem', 'acme'],
  ['acmes', 'acms', 'acmes'],
  ['acme', 'acmr', undefined],
  ['acme', 'xacme', 'acme'],
  ['bolt', 'blt', undefined],
  ['a'.repeat(60), `${'a'.repeat(39)}b`, 'a'.repeat(39)],
  ['a'.repeat(60), `${'a'.repeat(40)}b`, undefined],
])('of %s, %s may mean %s', (word, typed, start) => {
  expect(similarStart(word, typed)).toBe(start);
  if (word.startsWith(typed)) return;
  const speller = new Speller();
  speller.add(`before ${word} behind`);
  expect(speller.startsLike(typed)).toEqual(start === undefined ? [] : [start]);
});

test('words of several thousand names are all kept', () => {
  const speller = new Speller();
  const words = Array.from(
    { length: 9000 },
    (_, at) => `w${at.toString(26).replaceAll(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '')}word`,
  );
  for (const word of words) speller.add(word);
  const missed = words.filter((word) => !speller.startsLike(`${word}x`).includes(word));
  expect(missed).toEqual([]);
});
