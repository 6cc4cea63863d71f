import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { DirectoryPage } from '../model/directory.ts';
import type { Lease } from '../storage/lease.ts';
import type { DirectoryCache } from './directoryCache.ts';
import { readPass } from './readPass.ts';
import { cancelled } from '../words/network.ts';

/** What a reader needs. */
export interface DirectoryReaderParts {
  readonly cache: DirectoryCache;
  /** Asks the service for one page. Rejects with a `Failure`. */
  readonly read: (cursor: string | undefined, signal: AbortSignal) => Promise<DirectoryPage>;
  /** Lets one window at a time read the directory; undefined: each reads for itself. */
  readonly lease: Pick<Lease, 'acquire' | 'isHeld' | 'release'> | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when {@link DirectoryReader.state} or {@link DirectoryReader.failure} has changed. */
  readonly onChange: () => void;
}

/** How long a directory that was read counts as new (milliseconds): a whole pass asks for hundreds of pages. */
const refreshAfter = 4 * 3600_000;

/** How long to wait before looking for the pages that another window reads (milliseconds). */
const otherWindowDelay = 3000;

/** Keeps a directory's cache up to date in the background, once it was woken. */
export class DirectoryReader {
  readonly #parts: DirectoryReaderParts;
  readonly #closed = new AbortController();
  /** Ends the current wait. */
  #waiting = new AbortController();
  #state: 'idle' | 'filling' | 'halted' = 'idle';
  #failure: Failure | undefined;
  #running: Promise<void> | undefined;
  #loaded: Promise<void> | undefined;

  constructor(parts: DirectoryReaderParts) {
    this.#parts = parts;
  }

  /** `halted`: the service could not be asked; it is tried again later, and by {@link wake}. */
  get state(): 'idle' | 'filling' | 'halted' {
    return this.#state;
  }

  /** Why it is halted. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** Resolves when what lies on disk is in the cache; asks no service. */
  load(): Promise<void> {
    return (this.#loaded ??= this.#parts.cache.readNewPages(this.#closed.signal));
  }

  /** Starts to read, or goes on at once where it waits. */
  wake(): void {
    if (this.#closed.signal.aborted) return;
    this.#waiting.abort();
    this.#running ??= this.#run()
      .catch((error: unknown) => {
        if (!this.#closed.signal.aborted) this.#parts.log.error('Directory: reading stopped', error);
      })
      .finally(() => {
        this.#running = undefined;
        this.#become('idle');
      });
  }

  /** Stops for good, and resolves when nothing is being read or written any more. */
  async close(): Promise<void> {
    this.#closed.abort(new Failure('cancelled', cancelled()));
    await this.#loaded?.catch(() => undefined);
    await this.#running;
  }

  async #run(): Promise<void> {
    const { cache, lease } = this.#parts;
    const { signal } = this.#closed;
    await this.load();
    for (;;) {
      signal.throwIfAborted();
      await cache.readNewPages(signal);
      const rest = this.#dueIn();
      if (rest > 0) {
        this.#become('idle');
        await this.#sleep(rest);
      } else if (lease && !(await lease.acquire())) {
        this.#become('filling');
        await this.#sleep(otherWindowDelay);
      } else {
        try {
          // The window that held the lease before may have read more since.
          await cache.readNewPages(signal);
          if (this.#dueIn() <= 0 && !(await this.#readPass())) return;
        } finally {
          await lease?.release();
        }
      }
    }
  }

  /** Milliseconds until the directory has to be read again. */
  #dueIn(): number {
    const { endedAt } = this.#parts.cache;
    const age = endedAt === undefined ? Infinity : this.#parts.clock.now() - endedAt;
    // A clock that was set back says nothing about the age.
    return age < 0 ? 0 : refreshAfter - age;
  }

  #readPass(): Promise<boolean> {
    return readPass({
      ...this.#parts,
      signal: this.#closed.signal,
      onReading: () => this.#become('filling'),
      onFailure: async (failure, wait) => {
        this.#become('halted', failure);
        await this.#sleep(wait);
      },
    });
  }

  #become(state: DirectoryReader['state'], failure?: Failure): void {
    if (this.#state === state && this.#failure === failure) return;
    this.#state = state;
    this.#failure = failure;
    this.#parts.onChange();
  }

  /** Ends early when {@link wake} is called. Rejects when the reader is closed. */
  async #sleep(ms: number): Promise<void> {
    this.#waiting = new AbortController();
    const ended = AbortSignal.any([this.#waiting.signal, this.#closed.signal]);
    await this.#parts.clock.wait(ms, ended).catch(() => undefined);
    this.#closed.signal.throwIfAborted();
  }
}
