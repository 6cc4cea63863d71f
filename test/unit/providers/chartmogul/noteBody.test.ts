import { expect, test } from 'vitest';
import { hasHtmlChange } from '../../../../src/providers/chartmogul/noteBody.ts';
import { entryOf } from '../../../support/entries.ts';
import { storedAs } from '../../../support/fakeProvider.ts';
import { markdownHere } from '../../../support/markdownHere.ts';

test.each([
  ['the same words', { text: 'Hello' }, true],
  ['other words', { text: 'Hallo' }, false],
  ['the same words, but formatted', { text: 'Hello', html: '<b>Hello</b>' }, false],
])('whether a note has a plain text already: %s', async (_, stored, expected) => {
  const note = { ...storedAs('note_1', entryOf('a')), ...stored };
  const change = { text: { format: 'typed', value: 'Hello' } } as const;
  expect(await hasHtmlChange(note, change, markdownHere)).toBe(expected);
});
