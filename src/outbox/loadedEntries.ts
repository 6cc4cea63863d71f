import type { Entry } from './entry.ts';
import type { LoadedEntry } from './entryFiles.ts';

/** The entries that this host has changed since tracking began, until `stop` is called. */
interface OwnChanges {
  readonly ids: ReadonlySet<string>;
  readonly stop: () => void;
}

/** The outbox's entries in memory, oldest first; each is what lay on disk when this host last read or wrote it. */
export class LoadedEntries {
  readonly #entries = new Map<string, LoadedEntry>();
  readonly #listeners = new Set<(entry?: Entry) => void>();
  /** The ids of all that track this host's own changes now. */
  readonly #trackers = new Set<Set<string>>();

  get(id: string): LoadedEntry | undefined {
    return this.#entries.get(id);
  }

  ids(): Iterable<string> {
    return this.#entries.keys();
  }

  /** How many there are. */
  get size(): number {
    return this.#entries.size;
  }

  /** Oldest first. */
  *walk(): Generator<Entry> {
    for (const { entry } of this.#entries.values()) yield entry;
  }

  /**
   * Calls `listener` after every change, with the entry that is new, changed or gone; without one, any may have
   * changed. The returned function ends it.
   */
  onChange(listener: (entry?: Entry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** This host has written the entry; `owner` as in {@link LoadedEntry}. */
  put(entry: Entry, owner: string | undefined): void {
    this.#entries.set(entry.id, { entry, owner, modifiedAt: undefined });
    this.#track(entry.id);
    this.#notify(entry);
  }

  /** This host has claimed the entry. Only its owner is new, so no listener is called. */
  putClaimed(id: string, loaded: LoadedEntry): void {
    this.#entries.set(id, loaded);
    this.#track(id);
  }

  /** This host has removed the entry. */
  remove(entry: Entry): void {
    this.#entries.delete(entry.id);
    this.#track(entry.id);
    this.#notify(entry);
  }

  trackOwnChanges(): OwnChanges {
    const ids = new Set<string>();
    this.#trackers.add(ids);
    return { ids, stop: () => this.#trackers.delete(ids) };
  }

  /**
   * Takes over what was read from the folder, except for the ids in `except`; undefined: the entry is gone. All at
   * once: a note must not be sent because the one before it has not been read yet.
   */
  replace(contents: ReadonlyMap<string, LoadedEntry | undefined>, except: ReadonlySet<string>): void {
    for (const [id, loaded] of contents) {
      if (except.has(id)) continue;
      if (loaded) this.#entries.set(id, loaded);
      else this.#entries.delete(id);
    }
    this.#sort();
    this.#notify();
  }

  /** Only after a read: entries of this host come in the order of their making, and sorting each time is slow. */
  #sort(): void {
    const sorted = [...this.#entries].sort(([, a], [, b]) => a.entry.queuedAt - b.entry.queuedAt);
    this.#entries.clear();
    for (const [id, loaded] of sorted) this.#entries.set(id, loaded);
  }

  #track(id: string): void {
    for (const ids of this.#trackers) ids.add(id);
  }

  #notify(entry?: Entry): void {
    for (const listener of this.#listeners) listener(entry);
  }
}
