import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { DirectoryEntry, DirectoryPage } from '../model/directory.ts';
import { targetKey } from './targetKey.ts';
import { Matcher } from './matcher.ts';
import type { PageFiles, PageId, StoredPage } from './pageFiles.ts';
import { PassProgress, type NextPage } from './passProgress.ts';
import { forEachYielding, type YieldParts } from '../base/forEachYielding.ts';

/** What contents need from outside. */
export interface DirectoryCacheParts extends YieldParts {
  /** Undefined: nothing is kept on disk. */
  readonly store: PageFiles | undefined;
  readonly log: Log;
  /** Called whenever something else may be found. */
  readonly onChange: () => void;
}

/**
 * What is known of a list: in memory, to be searched, and on disk, for the next start and for other windows. Each page
 * replaces what was known of its entries; those that a whole pass did not show are gone.
 */
export class DirectoryCache {
  readonly #parts: DirectoryCacheParts;
  #matcher = new Matcher();
  #passes = new PassProgress();
  /** In which pass an entry was last seen, by its key. */
  #seenIn = new Map<string, number>();
  /** The newest page that is certainly on disk: when it is gone, somebody removed it. */
  #onDisk: PageId | undefined;
  #whole = false;

  constructor(parts: DirectoryCacheParts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#matcher.size;
  }

  /** Whether the list was read to its end at least once. */
  get isWhole(): boolean {
    return this.#whole;
  }

  /** How many of the newest pass could not be read. */
  get unread(): number {
    return this.#passes.unread;
  }

  /** See {@link Matcher.find}. */
  find(typed: string, limit: number): readonly DirectoryEntry[] {
    return this.#matcher.find(typed, limit);
  }

  /** By `keyOf` its target. */
  get(key: string): DirectoryEntry | undefined {
    return this.#matcher.get(key);
  }

  /** Where the newest pass goes on, or a new one begins. */
  nextPage(): NextPage {
    return this.#passes.nextPage();
  }

  /** The begin of a new pass, whatever became of the last. */
  firstPageOfNewPass(): NextPage {
    return this.#passes.firstPageOfNewPass();
  }

  /** When the newest pass ended, in milliseconds since the epoch; undefined: it is under way, or there is none. */
  get endedAt(): number | undefined {
    return this.#passes.endedAt;
  }

  /** Takes up a page of the service. `removed`: somebody removed the earlier ones, so that all is forgotten. */
  async addPage(
    position: NextPage,
    { entries, cursor, unread = 0 }: DirectoryPage,
  ): Promise<'more' | 'last' | 'removed'> {
    const { store, clock, log } = this.#parts;
    if (store && this.#onDisk && !(await store.has(this.#onDisk))) {
      this.#forget();
      return 'removed';
    }
    const fresh = entries.filter(
      ({ target }) => this.#seenIn.get(targetKey(target)) !== position.pass,
    ).length;
    const ended = this.#passes.endAt(position, cursor, fresh);
    const page: StoredPage = {
      entries: [...entries],
      ...(cursor === undefined ? {} : { next: cursor }),
      ...(ended === undefined ? {} : { ended }),
      ...(unread === 0 ? {} : { unread }),
      at: clock.now(),
    };
    try {
      await store?.write(position, page);
      if (store) this.#onDisk = position;
    } catch (error) {
      // What is in memory is as good for as long as this window lives.
      log.warn(`Directory: page ${position.page} cannot be kept (${reasonOf(error)})`);
    }
    await this.#indexPage(position, page);
    // It may have been the one page that was missing.
    return this.#passes.endedAt === undefined ? 'more' : 'last';
  }

  /** Takes up what other windows, or an earlier one, have left on disk. Asks no service. */
  async readNewPages(stop: AbortSignal): Promise<void> {
    const { store, log } = this.#parts;
    if (!store) return;
    let names: readonly PageId[];
    try {
      names = await store.ids();
    } catch (error) {
      log.warn(`Directory: cannot be looked up on disk (${reasonOf(error)})`);
      return;
    }
    const newest = names.at(-1);
    if (this.#onDisk && (newest === undefined || isAfter(this.#onDisk, newest))) this.#forget();
    for (const name of names) {
      if (stop.aborted) return;
      if (this.#onDisk && !isAfter(name, this.#onDisk)) continue;
      const page = await store.read(name);
      // Parsing a page was work enough for one turn.
      await this.#parts.pause();
      if (!page) continue;
      this.#onDisk = name;
      await this.#indexPage(name, page);
    }
  }

  async #indexPage(name: PageId, page: StoredPage): Promise<void> {
    this.#passes.add(name, page);
    await forEachYielding(
      page.entries,
      (entry) => {
        this.#matcher.set(entry);
        this.#seenIn.set(targetKey(entry.target), name.pass);
      },
      this.#parts,
    );
    if (this.#passes.isWhole(name.pass)) await this.#removeMissing(name.pass);
    this.#parts.onChange();
  }

  /** A whole pass showed all that there is: what it did not show is gone. */
  async #removeMissing(pass: number): Promise<void> {
    this.#whole = true;
    this.#passes.forgetBefore(pass);
    await forEachYielding(
      this.#matcher.keys(),
      (key) => {
        if (this.#seenIn.get(key) === pass) return;
        this.#matcher.delete(key);
        this.#seenIn.delete(key);
      },
      this.#parts,
    );
    await this.#parts.store?.removeBefore(pass);
  }

  #forget(): void {
    this.#matcher = new Matcher();
    this.#passes = new PassProgress();
    this.#seenIn = new Map();
    this.#onDisk = undefined;
    this.#whole = false;
    this.#parts.onChange();
  }
}

function isAfter(a: PageId, b: PageId): boolean {
  return a.pass > b.pass || (a.pass === b.pass && a.page > b.page);
}

function reasonOf(error: unknown): string {
  if (Failure.is(error)) return error.detail ?? error.reason;
  return error instanceof Error ? error.name : 'unknown';
}
