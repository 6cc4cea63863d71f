import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excessOf } from '../../../src/http/jsonExtent.ts';
import { growth, mostGrowth } from '../../support/growth.ts';

test.each([
  ['values', `[${'0,'.repeat(1_000_000)}0]`],
  ['values', `[${'{},'.repeat(300_000)}0]`],
  ['values', `[${'"\\\\",'.repeat(300_000)}0]`],
  ['depth', '['.repeat(10_000)],
  ['depth', '{"a":'.repeat(10_000)],
  [undefined, JSON.stringify(['{'.repeat(1000), '['.repeat(1000), ','.repeat(1_000_000), '\\"[[[['])],
  [undefined, JSON.stringify(Array.from({ length: 200 }, () => ({ id: 'x', text: '","'.repeat(5000) })))],
])('too many %s (%#)', (excess, json) => {
  expect(excessOf(json)).toBe(excess);
});

test('counts values as the engine does', () => {
  const count = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? 1 + Object.values(value).reduce((sum: number, each) => sum + count(each), 0)
      : 1;
  fc.assert(
    fc.property(fc.json(), (json) => {
      const values = count(JSON.parse(json));
      // An array or object also counts as a value before its first comma.
      expect(excessOf(json, 2 * values)).toBeUndefined();
      expect(excessOf(json, Math.ceil(values / 2) - 1)).toBe('values');
    }),
  );
});

test.each(['"a",', '\\', '"', '"\\"', ' ', '0'])('many %s take linear time', (part) => {
  const valuesIn = (json: string) => excessOf(json, Number.POSITIVE_INFINITY);
  expect(growth(valuesIn, (size) => `["${part.repeat(size)}`, 100_000)).toBeLessThan(mostGrowth);
});
