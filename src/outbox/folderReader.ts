import { storing } from '../storage/storageFailure.ts';
import type { EntryFile, EntryFiles, LoadedEntry } from './entryFiles.ts';
import type { LoadedEntries } from './loadedEntries.ts';
import type { Receipts } from './receipts.ts';

/** Enough passes for files that are renamed all the time; what is still unsettled then is left to the next read. */
const mostPasses = 5;

/** What a read of the folder came to, by entry id; undefined: the entry is gone. */
type Contents = Map<string, LoadedEntry | undefined>;

/** Reads the outbox's folder, and so learns what other hosts did with the entries. */
export class FolderReader {
  readonly #entryFiles: EntryFiles;
  readonly #receipts: Receipts;
  readonly #entries: LoadedEntries;
  /** One read at a time: an older one must not end after a newer one. */
  #lastRead: Promise<void> = Promise.resolve();

  constructor(entryFiles: EntryFiles, receipts: Receipts, entries: LoadedEntries) {
    this.#entryFiles = entryFiles;
    this.#receipts = receipts;
    this.#entries = entries;
  }

  /** Brings {@link LoadedEntries} up to date with the folder, all at once. Failure `storage`. */
  read(): Promise<void> {
    const next = this.#lastRead.then(() => this.#readNow());
    this.#lastRead = next.catch(() => undefined);
    return next;
  }

  async #readNow(): Promise<void> {
    // What this host itself does while the folder is read is newer than what is found there.
    const own = this.#entries.trackOwnChanges();
    try {
      const contents = await this.#readFolder(own.ids);
      // Whoever waits for an entry that is gone asks for its receipt, which was there before it went.
      await storing(() => this.#receipts.load());
      this.#entries.replace(contents, own.ids);
    } finally {
      own.stop();
    }
  }

  /**
   * One pass over all files, then further ones over the entries that it left open. A file that is just being renamed
   * may be listed under neither name, so an entry is gone only when two passes agree.
   */
  async #readFolder(ownIds: ReadonlySet<string>): Promise<Contents> {
    const contents: Contents = new Map();
    const files = await this.#list();
    const unlisted = [...this.#entries.ids()].filter((id) => !files.has(id));
    const vanished = await this.#readFiles(files, ownIds, contents);
    let open = new Set([...unlisted, ...vanished]);
    for (let passes = 1; open.size > 0 && passes < mostPasses; passes++) {
      const listed = await this.#list();
      for (const id of open) if (!listed.has(id)) contents.set(id, undefined);
      const openFiles = new Map([...listed].filter(([id]) => open.has(id)));
      open = new Set(await this.#readFiles(openFiles, ownIds, contents));
    }
    return contents;
  }

  /** Adds what the files say to `contents`. Returns the ids of those that vanished between listing and reading. */
  async #readFiles(
    files: ReadonlyMap<string, EntryFile>,
    ownIds: ReadonlySet<string>,
    contents: Contents,
  ): Promise<readonly string[]> {
    const vanished: string[] = [];
    for (const [id, file] of files) {
      if (ownIds.has(id)) continue;
      const loaded = await this.#entryFiles.read(id, file, this.#entries.get(id));
      if (loaded === 'vanished') vanished.push(id);
      else if (loaded) contents.set(id, loaded);
    }
    return vanished;
  }

  #list(): Promise<ReadonlyMap<string, EntryFile>> {
    return storing(() => this.#entryFiles.list());
  }
}
