/** Rows that are collected without making an array for each entry: there are hundreds in one, and thousands of entries. */
export class RowList {
  #rows = new Uint16Array(4096);
  #length = 0;

  /** Forgets all rows, and makes room for so many. */
  start(most: number): void {
    this.#length = 0;
    if (most > this.#rows.length) this.#rows = new Uint16Array(most);
  }

  add(row: number): void {
    this.#rows[this.#length] = row;
    this.#length += 1;
  }

  /** The rows until the next call of {@link start}, some of them more than once. */
  get rows(): Uint16Array {
    return this.#rows.subarray(0, this.#length);
  }
}
