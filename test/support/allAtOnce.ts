import type { InTurns } from '../../src/base/forEachYielding.ts';

/** Works on all items in one turn. */
export const allAtOnce: InTurns = (items, work) => {
  for (const item of items) work(item);
  return Promise.resolve();
};
