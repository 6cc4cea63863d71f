import { forEachYielding, type YieldParts } from '../base/forEachYielding.ts';
import type { DirectoryEntry } from '../model/directory.ts';
import { EntrySearch } from './entrySearch.ts';
import { targetKey } from './targetKey.ts';

/** The entries of a directory in memory, to be searched, each with the pass that showed it last. */
export class DirectoryEntries {
  readonly #parts: YieldParts;
  readonly #search = new EntrySearch();
  /** By the key of the entry's target. */
  readonly #lastPass = new Map<string, number>();

  constructor(parts: YieldParts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#search.size;
  }

  find(typed: string, limit: number): readonly DirectoryEntry[] {
    return this.#search.find(typed, limit);
  }

  /** `key`: the `targetKey` of its target. */
  get(key: string): DirectoryEntry | undefined {
    return this.#search.get(key);
  }

  /** How many of these entries the pass has not shown before. */
  countNew(entries: readonly DirectoryEntry[], pass: number): number {
    return entries.filter(({ target }) => this.#lastPass.get(targetKey(target)) !== pass).length;
  }

  /** Adds what a page of the pass shows, and replaces what was known about it. */
  async addAll(entries: readonly DirectoryEntry[], pass: number): Promise<void> {
    await forEachYielding(
      entries,
      (entry) => {
        this.#search.set(entry);
        this.#lastPass.set(targetKey(entry.target), pass);
      },
      this.#parts,
    );
  }

  /** A whole pass shows all that there is: what it has not shown is gone. */
  async removeMissingIn(pass: number): Promise<void> {
    await forEachYielding(
      this.#search.keys(),
      (key) => {
        if (this.#lastPass.get(key) === pass) return;
        this.#search.delete(key);
        this.#lastPass.delete(key);
      },
      this.#parts,
    );
  }
}
