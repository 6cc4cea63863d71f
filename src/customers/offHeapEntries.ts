import { directoryEntrySchema, type DirectoryEntry } from '../model/directory.ts';

/** Bytes that are asked for at once, unless an entry alone is longer. */
const blockSize = 1 << 20;

/**
 * Entries by number, as JSON in bytes outside of the heap. Of tens of thousands each is shown seldom or never; as
 * objects they would be a million things for the garbage collector to move about, in pauses that are longer than a
 * frame, and as texts they would lie between those that a search goes through, which takes twice as long then.
 */
export class OffHeapEntries {
  readonly #blocks: Buffer[] = [];
  /** Where the last block is free. */
  #free = 0;
  /** For each number: block, start and length; a length of 0: none. What is replaced leaves a gap. */
  readonly #places: number[] = [];

  /** False: it is the same as before. */
  set(number: number, entry: DirectoryEntry): boolean {
    const json = JSON.stringify(entry);
    if (this.#json(number) === json) return false;
    const length = Buffer.byteLength(json);
    const last = this.#blocks.at(-1);
    const fits = last !== undefined && this.#free + length <= last.length;
    const block = fits ? last : Buffer.allocUnsafe(Math.max(blockSize, length));
    if (!fits) {
      this.#blocks.push(block);
      this.#free = 0;
    }
    block.write(json, this.#free);
    this.#place(number, this.#blocks.length - 1, this.#free, length);
    this.#free += length;
    return true;
  }

  get(number: number): DirectoryEntry | undefined {
    const json = this.#json(number);
    return json === undefined ? undefined : directoryEntrySchema.parse(JSON.parse(json));
  }

  delete(number: number): void {
    this.#place(number, 0, 0, 0);
  }

  #place(number: number, block: number, start: number, length: number): void {
    this.#places[number * 3] = block;
    this.#places[number * 3 + 1] = start;
    this.#places[number * 3 + 2] = length;
  }

  #json(number: number): string | undefined {
    const [block = 0, start = 0, length = 0] = this.#places.slice(number * 3, number * 3 + 3);
    return length === 0 ? undefined : this.#blocks[block]?.toString('utf8', start, start + length);
  }
}
