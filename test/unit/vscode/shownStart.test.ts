import { expect, test } from 'vitest';
import { shownStart } from '../../../src/vscode/shownStart.ts';

test('a long text is cut for a box, and not within a character', () => {
  expect(shownStart('short')).toBe('short');
  expect(shownStart('x'.repeat(8_000_000))).toBe(`${'x'.repeat(4000)}…`);
  expect(shownStart(`${'x'.repeat(3999)}🦊🦊`)).toBe(`${'x'.repeat(3999)}…`);
});
