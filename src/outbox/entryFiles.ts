import { basename, join } from 'node:path';
import { Claims, coarsestTick, parseFileName, type ClaimsParts } from '../storage/claims.ts';
import { removeIfThere, writeDurably } from '../storage/durable.ts';
import { codeOf } from '../storage/storageFailure.ts';
import { UnreadableFiles } from '../storage/unreadableFiles.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { entrySchema, type Entry } from './entry.ts';

/** What an outbox needs from outside. */
export interface OutboxParts extends ClaimsParts {
  /** Absolute path of the outbox's folder. */
  readonly folder: string;
  readonly log: Log;
  readonly newId: NewId;
  /** Whether an entry or a draft of that id lies on disk. Rejects with Node's own error. Absent: nobody knows. */
  readonly isOnDisk?: (id: string) => Promise<boolean>;
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

/** A file of the outbox that is not read as an entry. */
export interface UnreadEntry {
  /** Absolute path of the folder in which it lies now. */
  readonly folder: string;
  /** Whether it could be read, but not understood, and was moved there. */
  readonly isSetAside: boolean;
}

/** Entries as files of one folder. Methods reject with Node's own errors, where nothing else is said. */
export class EntryFiles {
  readonly #parts: OutboxParts;
  readonly claims: Claims;
  /** Absolute path. */
  readonly folder: string;
  readonly #unreadable: UnreadableFiles;
  readonly #aside: string;
  readonly #listeners = new Set<(unread: UnreadEntry) => void>();
  #complete = true;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.folder = join(parts.folder, 'entries');
    this.#aside = join(parts.folder, 'set-aside');
    this.claims = new Claims(parts, this.folder);
    this.#unreadable = new UnreadableFiles(parts.log, 'outbox file');
  }

  /** Calls `listener` once for every file that cannot be read as an entry. */
  onUnread(listener: (unread: UnreadEntry) => void): void {
    this.#listeners.add(listener);
  }

  /** The ids of the entries that were set aside, now or earlier. */
  async setAsideIds(): Promise<ReadonlySet<string>> {
    const names = await this.#parts.files.names(this.#aside);
    return new Set(names.map(setAsideId));
  }

  /** Whether every file was parsed: one that cannot be read now may have an attachment. */
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
    const { files, host } = this.#parts;
    const path = join(this.folder, fileName);
    try {
      const { modifiedAt } = await files.facts(path);
      if (known?.owner === owner && known?.modifiedAt === modifiedAt) return known;
      const entry = parseEntry(await files.read(path), id);
      this.#unreadable.forget(fileName);
      if (entry) return { entry, owner, modifiedAt: this.#isSettled(modifiedAt) ? modifiedAt : undefined };
      this.#complete = false;
      // A running host of another version may be able to parse its own file.
      if (owner === undefined || host.hasEnded(owner)) await this.#setAside(fileName);
    } catch (error) {
      // Gone: another host was faster. Any other error may pass, so the file stays where it is.
      if (codeOf(error) === 'ENOENT') return 'vanished';
      this.#complete = false;
      if (this.#unreadable.leaveOut(fileName, error))
        this.#notify({ folder: this.folder, isSetAside: false });
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

  /** Whether there is a file for the entry, whoever has claimed it. */
  async exists(id: string): Promise<boolean> {
    const names = await this.#parts.files.names(this.folder);
    return names.some((name) => parseFileName(name)?.name === id);
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
    return this.#parts.clock.now() - modifiedAt > coarsestTick;
  }

  /** Moves a file out of the way as it is, and never over one that was set aside before. */
  async #setAside(fileName: string): Promise<void> {
    const { files, log, newId } = this.#parts;
    this.#complete = false;
    log.error(`The outbox file ${fileName} cannot be parsed; it is set aside`);
    await files.makeFolder(this.#aside);
    const isTaken = (await files.names(this.#aside)).includes(fileName);
    const name = isTaken ? `${setAsideId(fileName)}~${newId()}.json` : fileName;
    await files.rename(join(this.folder, fileName), join(this.#aside, name));
    this.#notify({ folder: this.#aside, isSetAside: true });
  }

  #notify(unread: UnreadEntry): void {
    for (const listener of this.#listeners) listener(unread);
  }
}

/** The id of the entry that a file which was set aside holds, or held before it was damaged. */
export function setAsideId(fileName: string): string {
  return (parseFileName(fileName)?.name ?? fileName).replace(/~[^~]*$/, '');
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
