import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutEdges } from '../../../src/base/withoutEdges.ts';

test.each([
  ['\u200bcus_1\u200b', 'cus_1'],
  ['\ufeff\u00a0Acme\u00a0', 'Acme'],
  ['\u202aC:\\Notes\u202c', 'C:\\Notes'],
  ['\u2068Acme\u2069\u200e', 'Acme'],
  ['\u061cأكمي\u200f', 'أكمي'],
  ['\u2060Acme\u00ad\r\n', 'Acme'],
  ['\u3164\u2800', ''],
  ['Acme ❤\ufe0f', 'Acme ❤\ufe0f'],
  ['🏴\u{e0067}\u{e0062}\u{e007f}', '🏴\u{e0067}\u{e0062}\u{e007f}'],
  ['A\u200bB', 'A\u200bB'],
])('%j is %j without what nobody sees at its ends', (text, expected) => {
  expect(withoutEdges(text)).toBe(expected);
});

test('what is visible stays, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-composite' }), (text) => {
      const visible = `x${text}x`;
      expect(withoutEdges(`\u200b \u202a${visible}\u00a0\u200f`)).toBe(visible);
    }),
  );
});
