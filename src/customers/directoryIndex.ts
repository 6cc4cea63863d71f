import type { SteadyClock } from '../base/clock.ts';
import type { Failure } from '../base/failure.ts';
import type { DirectoryEntry } from '../model/directory.ts';
import { DirectoryCache, type DirectoryCacheParts } from './directoryCache.ts';
import { DirectoryReader, type DirectoryReaderParts } from './directoryReader.ts';

/** What an index needs from outside. */
interface DirectoryIndexParts
  extends Omit<DirectoryCacheParts, 'onChange'>, Omit<DirectoryReaderParts, 'cache' | 'onChange'> {
  readonly clock: SteadyClock;
}

/** How far an index has been filled. */
export interface DirectoryStatus {
  /** `halted`: the service could not be asked; it is tried again later, and at the next search. */
  readonly state: DirectoryReader['state'];
  /** How many entries can be found now. */
  readonly count: number;
  /** Whether the directory was read to its end at least once. */
  readonly whole: boolean;
  /** How many entries of the newest pass could not be read so far; the log says more. */
  readonly unread: number;
  /** Why it is halted. */
  readonly failure: Failure | undefined;
}

/**
 * The local copy of a directory that a service cannot search: filled page by page, usable from the first page on, kept
 * on disk, and read again in the background. ChartMogul's order looks like customer-since (docs/api/chartmogul.md,
 * section 6), so there is no shorter way to learn what changed than to read everything.
 */
export class DirectoryIndex {
  readonly #cache: DirectoryCache;
  readonly #reader: DirectoryReader;
  readonly #listeners = new Set<() => void>();

  constructor(parts: DirectoryIndexParts) {
    const onChange = () => this.#changed();
    this.#cache = new DirectoryCache({ ...parts, onChange });
    this.#reader = new DirectoryReader({ ...parts, cache: this.#cache, onChange });
  }

  get status(): DirectoryStatus {
    const { size: count, isWhole: whole, unread } = this.#cache;
    const { state, failure } = this.#reader;
    return { state, count, whole, unread, failure };
  }

  /** The best entries first, at most `limit`; none where nothing is typed. */
  find(typed: string, limit: number): readonly DirectoryEntry[] {
    return this.#cache.find(typed, limit);
  }

  /** `key`: the `targetKey` of its target. */
  get(key: string): DirectoryEntry | undefined {
    return this.#cache.get(key);
  }

  /** Called whenever {@link status} or what is found may have changed. Returns how to stop listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when what lies on disk can be found; asks no service. */
  load(): Promise<void> {
    return this.#reader.load();
  }

  /** Somebody is about to search: loads, fills or refreshes the index in the background, whichever is due. */
  wake(): void {
    this.#reader.wake();
  }

  /** Ends all work on the index, and resolves when it has ended. What is on disk stays. */
  close(): Promise<void> {
    return this.#reader.close();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
