import { expect, test } from 'vitest';
import { WordIndex } from '../../../src/customers/wordIndex.ts';

function indexOf(...entries: readonly (readonly string[])[]): WordIndex {
  const index = new WordIndex();
  for (const [number, words] of entries.entries()) index.add(words, number);
  return index;
}

test('an entry is found once for each similar word, however often the word stands in it', () => {
  const index = indexOf(['acme', 'acme', 'acmes'], ['bolt'], ['acme']);
  expect(index.findSimilar('acme')).toEqual([[0, 2], [0]]);
});

test('words of up to 40 letters are found by a part of them, longer ones are not', () => {
  const index = indexOf(['a'.repeat(40)], ['a'.repeat(41)]);
  expect(index.findSimilar('aaaaaa')).toEqual([[0]]);
});

test('one or two letters find only words that begin with them', () => {
  const index = indexOf(['bolt', 'obolus', 'boat']);
  expect(index.findSimilar('bo')).toEqual([[0], [0]]);
});
