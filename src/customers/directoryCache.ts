import type { YieldParts } from '../base/forEachYielding.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { DirectoryEntry, DirectoryPage } from '../model/directory.ts';
import { DirectoryEntries } from './directoryEntries.ts';
import type { PageFiles, PageId, StoredPage } from './pageFiles.ts';
import { PassProgress, type NextPage } from './passProgress.ts';

/** What a cache needs from outside. */
export interface DirectoryCacheParts extends YieldParts {
  /** Undefined: nothing is kept on disk. */
  readonly store: PageFiles | undefined;
  readonly log: Log;
  /** Called whenever a search may find something else. */
  readonly onChange: () => void;
}

/**
 * What was read of a directory: in memory, to be searched, and on disk, for the next start and for other windows. Each
 * page replaces what was known about its entries; entries that a whole pass did not show are removed.
 */
export class DirectoryCache {
  readonly #parts: DirectoryCacheParts;
  #entries: DirectoryEntries;
  #progress = new PassProgress();
  /** The newest page that was seen on disk. When it is gone, somebody has removed the pages. */
  #onDisk: PageId | undefined;
  #isWhole = false;

  constructor(parts: DirectoryCacheParts) {
    this.#parts = parts;
    this.#entries = new DirectoryEntries(parts);
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Whether the directory was read to its end at least once. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** How many entries of the newest pass could not be read. */
  get unread(): number {
    return this.#progress.unread;
  }

  /** When the newest pass ended, in milliseconds since the epoch; undefined: it is under way, or there is none. */
  get endedAt(): number | undefined {
    return this.#progress.endedAt;
  }

  find(typed: string, limit: number): readonly DirectoryEntry[] {
    return this.#entries.find(typed, limit);
  }

  /** `key`: the `targetKey` of its target. */
  get(key: string): DirectoryEntry | undefined {
    return this.#entries.get(key);
  }

  /** The page that the newest pass has to read next; the first one of a new pass when the newest has ended. */
  nextPage(): NextPage {
    return this.#progress.nextPage();
  }

  /** The first page of a new pass, whether or not the newest has ended. */
  firstPageOfNewPass(): NextPage {
    return this.#progress.firstPageOfNewPass();
  }

  /**
   * Adds a page that the service gave. `last`: the pass has ended with it. `removed`: somebody has removed the earlier
   * pages, so that the cache is empty now and the page was not added.
   */
  async addPage(
    id: NextPage,
    { entries, cursor, unread = 0 }: DirectoryPage,
  ): Promise<'more' | 'last' | 'removed'> {
    const { store, clock, log } = this.#parts;
    if (store && this.#onDisk && !(await store.has(this.#onDisk))) {
      this.#clear();
      return 'removed';
    }
    const ended = this.#progress.endAt(id, cursor, this.#entries.countNew(entries, id.pass));
    const page: StoredPage = {
      entries: [...entries],
      ...(cursor === undefined ? {} : { next: cursor }),
      ...(ended === undefined ? {} : { ended }),
      ...(unread === 0 ? {} : { unread }),
      at: clock.now(),
    };
    try {
      if (store) {
        await store.write(id, page);
        this.#onDisk = id;
      }
    } catch (error) {
      // Memory is as good as the disk while this window lives.
      log.warn(`Directory: page ${id.page} cannot be saved (${reasonOf(error)})`);
    }
    await this.#add(id, page);
    // A page read again may have been the only one that was missing.
    return this.#progress.endedAt === undefined ? 'more' : 'last';
  }

  /** Adds what other windows, or an earlier one, have left on disk since the last call. Asks no service. */
  async readNewPages(stop: AbortSignal): Promise<void> {
    const { store, log, pause } = this.#parts;
    if (!store) return;
    let ids: readonly PageId[];
    try {
      ids = await store.ids();
    } catch (error) {
      log.warn(`Directory: the pages on disk cannot be listed (${reasonOf(error)})`);
      return;
    }
    const newest = ids.at(-1);
    if (this.#onDisk && (newest === undefined || isAfter(this.#onDisk, newest))) this.#clear();
    for (const id of ids) {
      if (stop.aborted) return;
      if (this.#onDisk && !isAfter(id, this.#onDisk)) continue;
      const page = await store.read(id);
      // Parsing a page was enough work for one turn of the event loop.
      await pause();
      if (!page) continue;
      this.#onDisk = id;
      await this.#add(id, page);
    }
  }

  async #add(id: PageId, page: StoredPage): Promise<void> {
    this.#progress.add(id, page);
    await this.#entries.addAll(page.entries, id.pass);
    if (this.#progress.isWhole(id.pass)) {
      this.#isWhole = true;
      this.#progress.forgetBefore(id.pass);
      await this.#entries.removeMissingIn(id.pass);
      await this.#parts.store?.removeBefore(id.pass);
    }
    this.#parts.onChange();
  }

  #clear(): void {
    this.#entries = new DirectoryEntries(this.#parts);
    this.#progress = new PassProgress();
    this.#onDisk = undefined;
    this.#isWhole = false;
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
