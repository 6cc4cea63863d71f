import { basename, join } from 'node:path';
import { Claims, parseFileName, type ClaimsParts } from '../storage/claims.ts';
import { removeIfThere, writeDurably } from '../storage/durable.ts';
import { codeOf, storageFailure } from '../storage/storageFailure.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { entrySchema, type Entry } from './entry.ts';

/** What an outbox needs from outside. */
export interface OutboxParts extends ClaimsParts {
  /** Absolute path of the outbox's folder. */
  readonly folder: string;
  readonly log: Log;
  readonly newId: NewId;
}

/** An entry as its file says. */
export interface LoadedEntry {
  readonly entry: Entry;
  /** Of the file when it was read; undefined: it may have changed since without being later. */
  readonly modifiedAt: number | undefined;
  /** The host that works on it; undefined: none. */
  readonly owner: string | undefined;
}

/** The file of an entry. */
export interface EntryFile {
  readonly fileName: string;
  /** The host that has claimed it; undefined: none. */
  readonly owner: string | undefined;
}

/** The coarsest clock of a file system that is in use (FAT), in milliseconds. */
const longestTick = 2_000;

/** Entries as files of one folder. Methods reject with Node's own errors, where nothing else is said. */
export class EntryFiles {
  readonly #parts: OutboxParts;
  readonly claims: Claims;
  /** Absolute path. */
  readonly folder: string;
  /** Names of files that cannot be read and that were logged already. */
  readonly #logged = new Set<string>();
  #complete = true;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.folder = join(parts.folder, 'entries');
    this.claims = new Claims(parts, this.folder);
  }

  /** Whether every file was parsed: one that was set aside may be mended by hand, and then needs its attachment. */
  get complete(): boolean {
    return this.#complete;
  }

  /** By the entries' ids. */
  async list(): Promise<Map<string, EntryFile>> {
    const files = new Map<string, EntryFile>();
    for (const fileName of await this.#parts.files.names(this.folder)) {
      const parsed = parseFileName(fileName);
      if (parsed) files.set(parsed.name, { fileName, owner: parsed.owner });
    }
    return files;
  }

  /** `known` where the file has not changed since. Undefined: it cannot be parsed, or not be read now. Never rejects. */
  async read(
    id: string,
    { fileName, owner }: EntryFile,
    known: LoadedEntry | undefined,
  ): Promise<LoadedEntry | 'vanished' | undefined> {
    const { files, host, log } = this.#parts;
    const path = join(this.folder, fileName);
    try {
      const { modifiedAt } = await files.facts(path);
      if (known?.owner === owner && known?.modifiedAt === modifiedAt) return known;
      const entry = parseEntry(await files.read(path), id);
      this.#logged.delete(fileName);
      if (entry) return { entry, owner, modifiedAt: this.#isSettled(modifiedAt) ? modifiedAt : undefined };
      this.#complete = false;
      // A running host of another version may be able to parse its own file.
      if (owner === undefined || host.hasEnded(owner)) await this.#setAside(fileName);
    } catch (error) {
      // Gone: another host was faster. Any other error may pass, so the file stays where it is.
      if (codeOf(error) === 'ENOENT') return 'vanished';
      this.#complete = false;
      if (!this.#logged.has(fileName))
        log.error(`The outbox file ${fileName} cannot be read: ${storageFailure(error).detail ?? ''}`);
      this.#logged.add(fileName);
    }
    return undefined;
  }

  /**
   * An entry that was just claimed, as it lies on disk: what is in memory may be older. Undefined: it was taken over,
   * or cannot be parsed. On failure the claim is released.
   */
  async readOwn(id: string): Promise<LoadedEntry | undefined> {
    const { files, host } = this.#parts;
    const path = this.claims.ownPath(id);
    let entry: Entry | undefined;
    try {
      entry = parseEntry(await files.read(path), id);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      await this.claims.release(id).catch(() => false);
      throw error;
    }
    if (entry) return { entry, owner: host.id, modifiedAt: undefined };
    await this.#setAside(basename(path));
    return undefined;
  }

  /** Failure `storage`. */
  async writeFree(entry: Entry): Promise<void> {
    await this.#write(this.claims.freePath(entry.id), entry);
  }

  /** Failure `storage`. */
  async writeOwn(entry: Entry): Promise<void> {
    await this.#write(this.claims.ownPath(entry.id), entry);
  }

  /** Failure `storage`. */
  async removeOwn(id: string): Promise<void> {
    await removeIfThere(this.#parts.files, this.claims.ownPath(id));
  }

  /** Whether there is a file for the entry under another name than this host's own. */
  async isElsewhere(id: string): Promise<boolean> {
    const own = basename(this.claims.ownPath(id));
    const names = await this.#parts.files.names(this.folder);
    return names.some((name) => name !== own && parseFileName(name)?.name === id);
  }

  async #write(path: string, entry: Entry): Promise<void> {
    const bytes = new TextEncoder().encode(JSON.stringify(entry));
    await writeDurably(this.#parts.files, path, bytes, this.#parts.newId);
  }

  /** Whether a later change will show: within one tick of the file system's clock a second one does not. */
  #isSettled(modifiedAt: number): boolean {
    return this.#parts.clock.now() - modifiedAt > longestTick;
  }

  async #setAside(fileName: string): Promise<void> {
    const { files, folder, log } = this.#parts;
    this.#complete = false;
    log.error(`The outbox file ${fileName} cannot be parsed; it is set aside`);
    const aside = join(folder, 'set-aside');
    await files.makeFolder(aside);
    await files.rename(join(this.folder, fileName), join(aside, fileName));
  }
}

/** The entry, if it is one of ours and under its own name: under another it could be sent again at every start. */
function parseEntry(bytes: Uint8Array, id: string): Entry | undefined {
  try {
    const entry = entrySchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    return entry.id === id ? entry : undefined;
  } catch {
    return undefined;
  }
}
