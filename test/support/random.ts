import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';

/** Random numbers that are the same for the same seed. */
export interface Random {
  /** At least 0, below 1. */
  (): number;
  /** Whole, both ends included. */
  readonly int: (least: number, most: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T;
}

/**
 * `seed`: any whole number. Scenarios use the seeds 1, 2, 3 and so on. With such seeds, the first numbers of pure-rand's
 * faster generators are nearly equal or evenly spaced; those of the Mersenne Twister are not.
 */
export function createRandom(seed: number): Random {
  const generator = mersenne(seed);
  const next = () => uniformFloat64(generator);
  const int = (least: number, most: number) => uniformInt(generator, least, most);
  return Object.assign(next, {
    int,
    chance: (probability: number) => next() < probability,
    pick: <T>(choices: readonly [T, ...T[]]): T => choices[int(0, choices.length - 1)] ?? choices[0],
  });
}

/** The same bytes for the same seed and size. */
export function randomBytes({ seed, size }: { readonly seed: number; readonly size: number }): Uint8Array {
  const generator = mersenne(seed);
  return Uint8Array.from({ length: size }, () => generator.next());
}
