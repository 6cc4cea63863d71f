import { expect, test } from 'vitest';
import { rowLines } from '../../../src/vscode/rowLines.ts';

const seventy = 'a word '.repeat(10).trimEnd();

test.each([
  'A short one. With two sentences.',
  'Author e-mail: The team member in whose name notes are logged.|If it is empty, the service takes the owner.',
  // The second line is long enough to be cut after a whole sentence, so it begins with a part of one.
  `Enter sends it. Not checked:|The connection to service.example broke ${seventy}`,
  // Without an end, between two words.
  `${seventy}|word`,
  'w'.repeat(100),
])('“%s” stands in the lines of a row as it is marked', (marked) => {
  const [first, second] = marked.split('|');
  expect(rowLines(marked.replace('|', ' '))).toEqual({ first, second });
});
