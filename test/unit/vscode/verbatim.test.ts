import fc from 'fast-check';
import { expect, test } from 'vitest';
import { constant, verbatim } from '../../../src/vscode/verbatim.ts';
import { editorVectors } from '../../support/hostileVectors.ts';

/** What the editor turns into links and icons (VS Code 1.105: base/common/linkedText.ts, base/browser/ui/iconLabel). */
const alive = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)|\$\([a-z0-9-]+(~[a-z]+)?\)/i;

test.each(editorVectors)('$name stays text, and looks the same', ({ payload }) => {
  expect(payload).toMatch(alive);
  const text = verbatim(payload);
  expect(text).not.toMatch(alive);
  expect(text.replaceAll('\u2060', '')).toBe(payload);
});

test('a text of a megabyte is cut, alone and filled in, between two characters', () => {
  const long = '🇩🇪'.repeat(1_000_000);
  expect(verbatim(long)).toBe(`${'🇩🇪'.repeat(2000)}…`);
  expect(constant`a ${long} b`).toBe(`a ${'🇩🇪'.repeat(2000)}… b`);
});

test('nothing becomes a link or an icon, whatever stands beside it', () => {
  const piece = fc.constantFrom(
    '[',
    ']',
    '(',
    ')',
    '$',
    '\\',
    ']]',
    '$$',
    'a',
    '\u2060',
    'command:a',
    'check',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      expect(verbatim(pieces.join(''))).not.toMatch(alive);
    }),
  );
});

test('everything else is left alone', () => {
  const text = 'Acme (Holding) [EU] costs $5 (net), see f(x)';
  expect(verbatim(text)).toBe(text);
});
