/** Random numbers that a seed repeats. */
export interface Random {
  /** At least 0, below 1. */
  (): number;
  /** Whole, both ends included. */
  readonly int: (least: number, most: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T;
}

/** `seed`: any whole number; neighbours give unlike sequences. */
export function createRandom(seed: number): Random {
  // Steps of a Weyl sequence, mixed as by MurmurHash3's last step.
  let state = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1);
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
  const int = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return Object.assign(next, {
    int,
    chance: (probability: number) => next() < probability,
    pick: <T>(choices: readonly [T, ...T[]]): T => choices[int(0, choices.length - 1)] ?? choices[0],
  });
}
