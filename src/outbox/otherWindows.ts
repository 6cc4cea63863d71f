import { storing } from '../storage/storageFailure.ts';
import type { EntryFiles, LoadedEntry } from './entryFiles.ts';
import type { Findings, LoadedEntries } from './loadedEntries.ts';
import type { Receipts } from './receipts.ts';

/** Enough for files that are renamed all the time; what is unsettled then is left to the next look. */
const mostLooks = 5;

/** Learns from the outbox's folder what other hosts did. */
export class OtherWindows {
  readonly #entryFiles: EntryFiles;
  readonly #receipts: Receipts;
  readonly #known: LoadedEntries;
  /** One look at a time: an older one must not end after a newer one. */
  #looking: Promise<void> = Promise.resolve();

  constructor(entryFiles: EntryFiles, receipts: Receipts, known: LoadedEntries) {
    this.#entryFiles = entryFiles;
    this.#receipts = receipts;
    this.#known = known;
  }

  /**
   * Looks again. A file that is just being renamed may be found under neither name, so an entry is gone only when two
   * looks agree. Failure `storage`.
   */
  look(): Promise<void> {
    const next = this.#looking.then(() => this.#known.learn((touched) => this.#lookNow(touched)));
    this.#looking = next.catch(() => undefined);
    return next;
  }

  async #lookNow(touched: ReadonlySet<string>): Promise<Findings> {
    const read = new Map<string, LoadedEntry | undefined>();
    let absent = await this.#read(touched, read, this.#known.ids, undefined);
    for (let looks = 1; absent.size > 0 && looks < mostLooks; looks++)
      absent = await this.#read(touched, read, absent, absent);
    // Whoever waits for an entry that is gone asks for its receipt, which was there before it went.
    await storing(() => this.#receipts.load());
    return read;
  }

  /**
   * Reads what is new, of all entries or of `only` these, into `read` (undefined: it is gone). Returns those that
   * should be looked for again: of `expected`, what was not found for the first time, and what vanished between
   * listing and reading.
   */
  async #read(
    touched: ReadonlySet<string>,
    read: Map<string, LoadedEntry | undefined>,
    expected: ReadonlySet<string>,
    only: ReadonlySet<string> | undefined,
  ): Promise<Set<string>> {
    const again = new Set<string>();
    const found = await storing(() => this.#entryFiles.list());
    for (const id of expected) {
      if (found.has(id)) continue;
      if (only) read.set(id, undefined);
      else again.add(id);
    }
    for (const [id, file] of found) {
      if (touched.has(id) || only?.has(id) === false) continue;
      const known = await this.#entryFiles.read(id, file, this.#known.get(id));
      if (known === 'vanished') again.add(id);
      else if (known) read.set(id, known);
    }
    return again;
  }
}
