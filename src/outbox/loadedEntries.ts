import type { Entry } from './entry.ts';
import type { LoadedEntry } from './entryFiles.ts';

/** What a look at the folder found, by id; undefined: the entry is gone. */
export type Findings = ReadonlyMap<string, LoadedEntry | undefined>;

/** The entries that this host knows of. What is in memory is only ever what lay on disk. */
export class LoadedEntries {
  readonly #known = new Map<string, LoadedEntry>();
  readonly #listeners = new Set<(entry?: Entry) => void>();
  /** For each look at the folder that is under way: what this host has changed since it began. */
  readonly #looks = new Set<Set<string>>();

  get(id: string): LoadedEntry | undefined {
    return this.#known.get(id);
  }

  get ids(): ReadonlySet<string> {
    return new Set(this.#known.keys());
  }

  /** How many there are. */
  get size(): number {
    return this.#known.size;
  }

  /** Oldest first. */
  *walk(): Generator<Entry> {
    for (const { entry } of this.#known.values()) yield entry;
  }

  /** See `Outbox.onChange`. */
  onChange(listener: (entry?: Entry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** This host has written the entry; `owner` as in {@link LoadedEntry}. */
  put(entry: Entry, owner: string | undefined): void {
    this.setQuietly(entry.id, { entry, owner, modifiedAt: undefined });
    this.#changed(entry);
  }

  /** The same without a word: of an entry that was claimed just now, only who works on it is new. */
  setQuietly(id: string, known: LoadedEntry): void {
    this.#known.set(id, known);
    this.#touch(id);
  }

  /** This host has removed the entry. */
  remove(entry: Entry): void {
    this.#known.delete(entry.id);
    this.#touch(entry.id);
    this.#changed(entry);
  }

  /**
   * Takes over what `look` finds, all at once: a note must not be sent because the one before
   * it has not been read yet. What this host itself does meanwhile is newer; `look` finds its ids in `touched`.
   */
  async learn(look: (touched: ReadonlySet<string>) => Promise<Findings>): Promise<void> {
    const touched = new Set<string>();
    this.#looks.add(touched);
    let read: Findings;
    try {
      read = await look(touched);
    } finally {
      this.#looks.delete(touched);
    }
    for (const [id, known] of read) {
      if (touched.has(id)) continue;
      if (known) this.#known.set(id, known);
      else this.#known.delete(id);
    }
    this.#sort();
    this.#changed();
  }

  /** Entries are put in as they are made, so this is rarely needed: sorting at each change would not be linear. */
  #sort(): void {
    const sorted = [...this.#known].sort(([, a], [, b]) => a.entry.queuedAt - b.entry.queuedAt);
    this.#known.clear();
    for (const [id, known] of sorted) this.#known.set(id, known);
  }

  /** This host knows better than whoever is reading the folder right now. */
  #touch(id: string): void {
    for (const touched of this.#looks) touched.add(id);
  }

  #changed(entry?: Entry): void {
    for (const listener of this.#listeners) listener(entry);
  }
}
