import { expect, test } from 'vitest';
import { inert } from '../../../src/markdown/inert.ts';
import { growth, mostGrowth } from '../../support/growth.ts';

test.each([
  ['command:x', 'command\u2060:x'],
  ['see (vscode-insiders://a)', 'see (vscode-insiders\u2060://a)'],
  ['a.b-FILE:///etc', 'a.b-FILE\u2060:///etc'],
  ['a+vscode.x:y', 'a+vscode.x\u2060:y'],
  ['écommand:x', 'écommand\u2060:x'],
  ['mycommand:x', 'mycommand:x'],
  ['_data:x', '_data:x'],
  ['file: x', 'file: x'],
  ['https://a.test', 'https://a.test'],
])('%s', (markdown, expected) => {
  expect(inert(markdown)).toBe(expected);
});

test.each(['vscode-', 'data:', 'command', 'a.'])('many times %s take linear time', (word) => {
  expect(growth(inert, (size) => word.repeat(Math.ceil(size / word.length)), 25_000)).toBeLessThan(
    mostGrowth,
  );
});
