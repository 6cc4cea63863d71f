import { expect, test } from 'vitest';
import { fenceFor } from '../../../src/markdown/fence.ts';

test.each([
  ['text', '```'],
  ['a ``` b', '````'],
  // More arguments than a function takes.
  ['` '.repeat(130_000), '```'],
])('a fence is longer than the backticks of its text (%#)', (text, fence) => {
  expect(fenceFor(text)).toBe(fence);
});
