import { directoryEntrySchema, type DirectoryEntry } from '../model/directory.ts';

/** Bytes to allocate at once, unless a single entry is longer. */
const blockSize = 1 << 20;

/** Entries of which the places are allocated at once, so that nothing is copied to make room. */
const placesSize = 4096;

/**
 * Entries by number, as JSON in bytes outside of the heap. There are tens of thousands, and most are never shown. As
 * objects they would be a million things for the garbage collector to move, in pauses longer than a frame.
 */
export class OffHeapEntries {
  readonly #blocks: Buffer[] = [];
  /** Where the free part of the last block begins. */
  #free = 0;
  /** For each number: block, start and length; no entry where the length is 0. A replaced entry leaves a gap. */
  readonly #places: Uint32Array[] = [];

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
    const places = (this.#places[Math.floor(number / placesSize)] ??= new Uint32Array(3 * placesSize));
    places.set([block, start, length], (number % placesSize) * 3);
  }

  #json(number: number): string | undefined {
    const places = this.#places[Math.floor(number / placesSize)];
    const at = (number % placesSize) * 3;
    const length = places?.[at + 2] ?? 0;
    const block = this.#blocks[places?.[at] ?? 0];
    const start = places?.[at + 1] ?? 0;
    return length === 0 ? undefined : block?.toString('utf8', start, start + length);
  }
}
