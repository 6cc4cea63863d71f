import { expect, test } from 'vitest';
import { inBatches } from '../../../src/base/inBatches.ts';

test('results keep the order of the items, and no more are worked at together than asked for', async () => {
  const running = new Set<number>();
  let most = 0;
  const work = async (item: number) => {
    running.add(item);
    most = Math.max(most, running.size);
    // Later items of a batch end first.
    for (let turn = 0; turn < 10 - item; turn++) await Promise.resolve();
    running.delete(item);
    return item * 10;
  };
  expect(await inBatches([1, 2, 3, 4, 5, 6, 7], 3, work)).toEqual([10, 20, 30, 40, 50, 60, 70]);
  expect(most).toBe(3);
  expect(await inBatches([], 3, work)).toEqual([]);
});

test('after an error no further batch begins', async () => {
  const begun: number[] = [];
  const work = (item: number) => {
    begun.push(item);
    return item === 2 ? Promise.reject(new Error('no')) : Promise.resolve(item);
  };
  await expect(inBatches([1, 2, 3, 4], 2, work)).rejects.toThrow('no');
  expect(begun).toEqual([1, 2]);
});
