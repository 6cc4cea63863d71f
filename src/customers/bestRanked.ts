/** Something with its rank (0 is best) and its weight among those of its rank (the greater the better). */
interface Ranked<T> {
  readonly item: T;
  readonly rank: number;
  readonly weight: number;
}

/** Keeps the best of many without sorting all. Equals stay in the order in which they were put. */
export class BestRanked<T> {
  readonly #limit: number;
  readonly #best: Ranked<T>[] = [];
  /** What is worse is not kept; {@link admits} is asked of thousands. */
  #worst: Pick<Ranked<T>, 'rank' | 'weight'> = { rank: Infinity, weight: -Infinity };

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.#best.length >= this.#limit;
  }

  get items(): readonly T[] {
    return this.#best.map(({ item }) => item);
  }

  /** Whether {@link put} would keep something of this rank and weight. */
  admits(rank: number, weight: number): boolean {
    return isBetter(rank, weight, this.#worst);
  }

  put(item: T, rank: number, weight: number): void {
    if (!this.admits(rank, weight)) return;
    let low = 0;
    let high = this.#best.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#best[middle];
      if (other !== undefined && isBetter(rank, weight, other)) high = middle;
      else low = middle + 1;
    }
    this.#best.splice(low, 0, { item, rank, weight });
    if (this.#best.length > this.#limit) this.#best.pop();
    const worst = this.#best.at(-1);
    if (this.isFull && worst !== undefined) this.#worst = worst;
  }
}

function isBetter(rank: number, weight: number, other: Pick<Ranked<unknown>, 'rank' | 'weight'>): boolean {
  return rank < other.rank || (rank === other.rank && weight > other.weight);
}
