import { rowCount } from './letterGroups.ts';

/** Entries in one block: memory is taken for so many at once, and nothing that is there is copied to make room. */
export const blockSize = 2048;

/** Numbers of 32 bits in one row of a block. */
const rowWords = blockSize / 32;

/** Entries as bits: entry `n` is bit `n % 32` of number `n / 32`. */
export type Bits = Int32Array;

/** Rows of groups that an entry must hold all of. */
type Rows = readonly number[];

/**
 * For each group of letters, a row with one bit for each entry that holds it. Groups share rows, so that a row may name
 * an entry that lacks the group, but it never lacks one that holds it. (Bit-sliced signatures, as in BitFunnel.)
 */
export class BitRows {
  /** In each, one row after the other. */
  readonly #blocks: Int32Array[] = [];
  /** How many entries each row names. */
  readonly #counts = new Uint32Array(rowCount);
  /** What was selected: tens of arrays for each key, which would keep the garbage collector busy. */
  readonly #selected: Int32Array[] = [];
  #used = 0;
  /** Used again for each block: what is found of one thing wanted, and which numbers are not 0 yet. */
  readonly #found = new Int32Array(rowWords);
  readonly #left = new Uint16Array(rowWords);

  /** Sets the entry's bit in these rows. */
  add(entry: number, rows: Uint16Array): void {
    const block = (this.#blocks[Math.floor(entry / blockSize)] ??= new Int32Array(rowCount * rowWords));
    const counts = this.#counts;
    const word = (entry % blockSize) >>> 5;
    const bit = 1 << (entry & 31);
    for (const row of rows) {
      const at = row * rowWords + word;
      const before = block[at] ?? 0;
      if ((before & bit) !== 0) continue;
      block[at] = before | bit;
      counts[row] = (counts[row] ?? 0) + 1;
    }
  }

  /** Clears the entry's bit in every row. */
  remove(entry: number): void {
    const block = this.#blocks[Math.floor(entry / blockSize)];
    if (block === undefined) return;
    const bit = 1 << (entry & 31);
    let at = (entry % blockSize) >>> 5;
    for (let row = 0; row < rowCount; row += 1, at += rowWords) {
      const before = block[at] ?? 0;
      if ((before & bit) === 0) continue;
      block[at] = before & ~bit;
      this.#counts[row] = (this.#counts[row] ?? 0) - 1;
    }
  }

  /** Begins a new search: the bits that were selected for the one before are used again. */
  start(): void {
    this.#used = 0;
  }

  /**
   * The entries that are, for each of `wanted`, in each row of at least one of its alternatives; until {@link start} is
   * called. `within`: only those of these entries.
   */
  select(wanted: readonly (readonly Rows[])[], within?: Bits): Bits {
    const length = this.#blocks.length * rowWords;
    let selected = this.#selected[this.#used];
    if (selected?.length !== length) selected = new Int32Array(length);
    this.#selected[this.#used] = selected;
    this.#used += 1;
    const ordered = this.#ordered(wanted);
    for (const [number, block] of this.#blocks.entries()) {
      const base = number * rowWords;
      for (let word = 0; word < rowWords; word += 1)
        selected[base + word] = within === undefined ? -1 : (within[base + word] ?? 0);
      this.#narrow(selected, base, block, ordered);
    }
    return selected;
  }

  /**
   * The emptiest rows first, since one or two sort out most entries, and first what the fewest entries can have. Each row
   * is given as the place at which it begins in a block.
   */
  #ordered(wanted: readonly (readonly Rows[])[]): readonly (readonly Rows[])[] {
    const count = (row = 0) => this.#counts[row] ?? 0;
    return wanted
      .map((alternatives) => {
        const sorted = alternatives.map((rows) => [...new Set(rows)].sort((a, b) => count(a) - count(b)));
        const most = sorted.reduce((sum, [emptiest]) => sum + count(emptiest), 0);
        return { most, places: sorted.map((rows) => rows.map((row) => row * rowWords)) };
      })
      .sort((a, b) => a.most - b.most)
      .map(({ places }) => places);
  }

  /** Leaves of the bits of one block, which begin at `base`, those that are wanted. */
  #narrow(selected: Bits, base: number, block: Int32Array, wanted: readonly (readonly Rows[])[]): void {
    const left = this.#left;
    let count = 0;
    for (let word = 0; word < rowWords; word += 1) if (selected[base + word] !== 0) left[count++] = word;
    for (const alternatives of wanted) {
      const found = this.#found.fill(0);
      for (const [first = 0, second = first, ...others] of alternatives)
        for (let index = 0; index < count; index += 1) {
          const word = left[index] ?? 0;
          let bits = (block[first + word] ?? 0) & (block[second + word] ?? 0) & (selected[base + word] ?? 0);
          if (bits === 0) continue;
          for (const other of others) bits &= block[other + word] ?? 0;
          found[word] = (found[word] ?? 0) | bits;
        }
      const before = count;
      count = 0;
      for (let index = 0; index < before; index += 1) {
        const word = left[index] ?? 0;
        const bits = found[word] ?? 0;
        selected[base + word] = bits;
        if (bits !== 0) left[count++] = word;
      }
    }
  }
}

/** Calls `visit` with each entry of one block, by its place in it; the lowest first. */
export function visitBits(bits: Bits, block: number, visit: (at: number) => void): void {
  const base = block * rowWords;
  for (let word = 0; word < rowWords; word += 1) {
    let rest = bits[base + word] ?? 0;
    while (rest !== 0) {
      const lowest = 31 - Math.clz32(rest & -rest);
      visit(word * 32 + lowest);
      rest ^= 1 << lowest;
    }
  }
}

/** How many entries there are, as far as `most`. */
export function countBits(bits: Bits, most: number): number {
  let count = 0;
  for (let word = 0; word < bits.length && count < most; word += 1)
    for (let rest = bits[word] ?? 0; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
