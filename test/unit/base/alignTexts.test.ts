import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alignTexts } from '../../../src/base/alignTexts.ts';
import { limits } from '../../support/limits.ts';

describe('texts of two lists', () => {
  test.each([
    ['', '', []],
    ['abc', 'abc', [0, 1, 2]],
    ['abc', 'axc', [0, undefined, 2]],
    ['abc', 'abxc', [0, 1, undefined, 2]],
    ['aab', 'ab', [0, 2]],
    ['abab', 'xabab', [undefined, 0, 1, 2, 3]],
  ])('%j and %j', (old, now, expected) => {
    const pairs = new Map(alignTexts(Array.from(old), Array.from(now)).map(([from, to]) => [to, from]));
    expect(Array.from(now, (_, at) => pairs.get(at))).toEqual(expected);
  });

  test('are paired in order, each once, and only where they are the same', () => {
    const list = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 });
    fc.assert(
      fc.property(list, list, (old, now) => {
        let last: readonly [number, number] = [-1, -1];
        for (const pair of alignTexts(old, now)) {
          expect(old[pair[0]]).toBe(now[pair[1]]);
          expect(pair[0] > last[0] && pair[1] > last[1]).toBe(true);
          last = pair;
        }
      }),
    );
  });

  test(
    'that differ in too many places are paired at their starts and ends',
    { timeout: limits.unitTest },
    () => {
      const old = Array.from({ length: 20_000 }, (_, at) => `old ${at}`);
      const now = ['same', ...Array.from({ length: 20_000 }, (_, at) => `now ${at}`), 'end'];
      expect(alignTexts(['same', ...old, 'end'], now)).toEqual([
        [0, 0],
        [20_001, 20_001],
      ]);
    },
  );
});
