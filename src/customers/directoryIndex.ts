import type { Lease } from '../storage/lease.ts';
import { Failure } from '../base/failure.ts';
import type { DirectoryEntry, DirectoryPage } from '../model/directory.ts';
import { DirectoryCache, type DirectoryCacheParts } from './directoryCache.ts';
import { readPass } from './readPass.ts';

/** What an index needs from outside. */
export interface DirectoryIndexParts extends Omit<DirectoryCacheParts, 'onChange'> {
  /** Asks the service for one page. Rejects with a `Failure`. */
  readonly read: (cursor: string | undefined, signal: AbortSignal) => Promise<DirectoryPage>;
  /** Lets one window at a time read the list; undefined: each reads for itself. */
  readonly lease: Pick<Lease, 'acquire' | 'held' | 'release'> | undefined;
}

/** How far an index is. */
export interface DirectoryStatus {
  /** `halted`: the service could not be asked; it is tried again later, and by {@link DirectoryIndex.wake}. */
  readonly state: 'idle' | 'filling' | 'halted';
  /** Entries that can be found now. */
  readonly count: number;
  /** Whether the list was read to its end at least once. */
  readonly whole: boolean;
  /** How many the service has that could not be read, as far as the newest pass has come; the log says more. */
  readonly unread: number;
  /** Why it is halted. */
  readonly failure: Failure | undefined;
}

/** How long a list that was read counts as new (milliseconds): a whole pass asks for hundreds of pages. */
export const refreshAfter = 4 * 3600_000;

/** How often the pages that another window reads are looked for (milliseconds). */
const otherWindowDelay = 3000;

/**
 * The local copy of a list that a service cannot search: filled page by page, usable from the first page on, kept on
 * disk, and read again in the background. ChartMogul's order looks like customer-since (docs/api/chartmogul.md,
 * section 6), so that there is no shorter way to learn what changed than to read all.
 */
export class DirectoryIndex {
  readonly #parts: DirectoryIndexParts;
  readonly #closed = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #contents: DirectoryCache;
  #failure: Failure | undefined;
  #state: DirectoryStatus['state'] = 'idle';
  #running: Promise<void> | undefined;
  #loaded: Promise<void> | undefined;
  /** Ends the wait that is under way. */
  #bell = new AbortController();

  constructor(parts: DirectoryIndexParts) {
    this.#parts = parts;
    this.#contents = new DirectoryCache({ ...parts, onChange: () => this.#changed() });
  }

  get status(): DirectoryStatus {
    const { size: count, isWhole: whole, unread } = this.#contents;
    return { state: this.#state, count, whole, unread, failure: this.#failure };
  }

  /** See {@link Matcher.find}. */
  find(typed: string, limit: number): readonly DirectoryEntry[] {
    return this.#contents.find(typed, limit);
  }

  /** By `keyOf` its target. */
  get(key: string): DirectoryEntry | undefined {
    return this.#contents.get(key);
  }

  /** Called whenever {@link status} or what is found may be another. Returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when what lies on disk can be found; asks no service. */
  load(): Promise<void> {
    return (this.#loaded ??= this.#contents.readNewPages(this.#closed.signal));
  }

  /** Somebody is about to search: loads, fills, goes on or reads anew, whatever is due, in the background. */
  wake(): void {
    if (this.#closed.signal.aborted) return;
    this.#bell.abort();
    this.#running ??= this.#run()
      .catch((error: unknown) => {
        if (!this.#closed.signal.aborted) this.#parts.log.error('Directory: stopped', error);
      })
      .finally(() => {
        this.#running = undefined;
        this.#become('idle');
      });
  }

  /** Ends all work on it, and resolves when it has ended. What is on disk stays. */
  async close(): Promise<void> {
    this.#closed.abort(new Failure('cancelled', 'Cancelled.'));
    await this.#loaded?.catch(() => undefined);
    await this.#running;
  }

  async #run(): Promise<void> {
    const { lease } = this.#parts;
    await this.load();
    for (;;) {
      this.#closed.signal.throwIfAborted();
      await this.#contents.readNewPages(this.#closed.signal);
      const rest = this.#dueIn();
      if (rest > 0) {
        this.#become('idle');
        await this.#sleep(rest);
      } else if (lease && !(await lease.acquire())) {
        this.#become('filling');
        await this.#sleep(otherWindowDelay);
      } else {
        try {
          // The window that read it before may have read more since.
          await this.#contents.readNewPages(this.#closed.signal);
          if (this.#dueIn() <= 0 && !(await this.#fill())) return;
        } finally {
          await lease?.release();
        }
      }
    }
  }

  /** Milliseconds until the list has to be read again. */
  #dueIn(): number {
    const { endedAt } = this.#contents;
    const age = endedAt === undefined ? Infinity : this.#parts.clock.now() - endedAt;
    // A clock that was set back says nothing of the age.
    return age < 0 ? 0 : refreshAfter - age;
  }

  /** See {@link readPass}. */
  #fill(): Promise<boolean> {
    const { read, lease, clock, log } = this.#parts;
    return readPass({
      cache: this.#contents,
      read,
      lease,
      clock,
      log,
      signal: this.#closed.signal,
      onReading: () => this.#become('filling'),
      onFailure: async (failure, wait) => {
        this.#become('halted', failure);
        await this.#sleep(wait);
      },
    });
  }

  #become(state: DirectoryStatus['state'], failure?: Failure): void {
    if (this.#state === state && this.#failure === failure) return;
    this.#state = state;
    this.#failure = failure;
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Ends early when somebody is about to search. Rejects when the index is closed. */
  async #sleep(ms: number): Promise<void> {
    this.#bell = new AbortController();
    const ended = AbortSignal.any([this.#bell.signal, this.#closed.signal]);
    await this.#parts.clock.wait(ms, ended).catch(() => undefined);
    this.#closed.signal.throwIfAborted();
  }
}
