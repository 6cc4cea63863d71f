import { expect, test } from 'vitest';
import { createRandom, randomBytes } from '../../support/random.ts';

const draws = (seed: number) => {
  const random = createRandom(seed);
  return Array.from({ length: 20 }, () => random.int(0, 9));
};

test('a seed repeats its numbers, and its neighbour gives others from the first on', () => {
  expect(draws(7)).toEqual(draws(7));
  const first = Array.from({ length: 100 }, (_, seed) => createRandom(seed).int(0, 9));
  expect(new Set(first).size).toBe(10);
});

test('bytes are the same for the same seed and size', () => {
  const bytes = randomBytes({ seed: 3, size: 1000 });
  expect(randomBytes({ seed: 3, size: 1000 })).toEqual(bytes);
  expect(new Set(bytes).size).toBeGreaterThan(200);
  expect(randomBytes({ seed: 4, size: 1000 })).not.toEqual(bytes);
});
