import { directoryEntrySchema, type DirectoryEntry } from '../../../../src/model/directory.ts';

/** Bytes to allocate at once, unless a single entry is longer. */
const blockSize = 1 << 20;

/**
 * Entries by number, as JSON in bytes outside of the heap. There are tens of thousands, and most are never shown. As
 * objects they would be a million things for the garbage collector to move, in pauses longer than a frame; as strings
 * they would lie between the texts that a search scans, which then takes twice as long (measured).
 */
export class OffHeapEntries {
  readonly #blocks: Buffer[] = [];
  /** Where the free part of the last block begins. */
  #free = 0;
  /** For each number: block, start and length; no entry where the length is 0. A replaced entry leaves a gap. */
  readonly #locations: number[] = [];

  /** False where the entry is the same as before. */
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
    this.#locate(number, this.#blocks.length - 1, this.#free, length);
    this.#free += length;
    return true;
  }

  get(number: number): DirectoryEntry | undefined {
    const json = this.#json(number);
    return json === undefined ? undefined : directoryEntrySchema.parse(JSON.parse(json));
  }

  delete(number: number): void {
    this.#locate(number, 0, 0, 0);
  }

  #locate(number: number, block: number, start: number, length: number): void {
    this.#locations[number * 3] = block;
    this.#locations[number * 3 + 1] = start;
    this.#locations[number * 3 + 2] = length;
  }

  #json(number: number): string | undefined {
    const [block = 0, start = 0, length = 0] = this.#locations.slice(number * 3, number * 3 + 3);
    return length === 0 ? undefined : this.#blocks[block]?.toString('utf8', start, start + length);
  }
}
