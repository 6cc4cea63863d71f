import { join } from 'node:path';
import { removeIfThere, writeDurably } from '../../files/durable.ts';
import type { Files } from '../../files/files.ts';
import { codeOf, storageFailure } from '../../files/storageFailure.ts';
import type { Clock } from '../clock.ts';
import type { NewId } from '../ids.ts';
import type { Log } from '../log.ts';
import { Blobs } from './blobs.ts';
import { entrySchema, type Entry } from './entry.ts';

/** What an outbox needs from outside. */
export interface OutboxParts {
  readonly files: Files;
  /** Absolute path of the outbox's folder. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: NewId;
}

/**
 * Notes on their way, one file each, written and synced and renamed into place before anything is sent. What is
 * in memory is only ever what lies on disk. Every method rejects with Failure `storage`.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<() => void>();
  readonly #blobs: Blobs;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#blobs = new Blobs({
      ...parts,
      folder: join(parts.folder, 'blobs'),
      isNeeded: (sha256) => this.entries().some(({ note }) => note.attachment?.sha256 === sha256),
    });
  }

  /** Reads what an earlier run left. A file that makes no sense is set aside; it stops no other. */
  async load(): Promise<void> {
    const { files, log, clock } = this.#parts;
    const names = await storing(files.names(this.#entriesFolder));
    for (const name of names.filter((each) => each.endsWith('.json'))) {
      try {
        const entry = await this.#read(name);
        if (entry) this.#entries.set(entry.id, entry);
        else await this.#setAside(name);
      } catch (error) {
        // A disk that is busy now may not be next time, so the file stays where it is.
        log.error(
          `The outbox file ${name} cannot be read or set aside: ${storageFailure(error).detail ?? ''}`,
        );
      }
    }
    // What was set aside may be mended by hand, and then needs its bytes.
    const unread = names.filter((name) => name.endsWith('.json')).length > this.#entries.size;
    const aside = await files.names(this.#asideFolder).catch(() => ['unknown']);
    if (!unread && aside.length === 0) await this.#blobs.sweep(clock.now());
    this.#changed();
  }

  /** Oldest first. */
  entries(): readonly Entry[] {
    return [...this.#entries.values()].sort((a, b) => a.queuedAt - b.queuedAt);
  }

  get(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  /** The entry as it lies on disk now, where another window may have sent it meanwhile; undefined: it is gone. */
  async refresh(id: string): Promise<Entry | undefined> {
    try {
      const entry = await this.#read(`${id}.json`);
      if (entry) this.#entries.set(id, entry);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw storageFailure(error);
      this.#entries.delete(id);
    }
    this.#changed();
    return this.#entries.get(id);
  }

  /** Writes the entry, whole and synced, before it resolves; also how an entry's state changes. */
  async put(entry: Entry): Promise<void> {
    const { files, newId } = this.#parts;
    const path = this.#path(entry.id);
    try {
      await files.makeFolder(this.#entriesFolder);
      await writeDurably(files, path, new TextEncoder().encode(JSON.stringify(entry)), newId);
    } catch (error) {
      // The last step may have failed with the file in place: a note that was not accepted must not be found later.
      if (!this.#entries.has(entry.id)) await files.remove(path).catch(() => undefined);
      throw storageFailure(error);
    }
    this.#entries.set(entry.id, entry);
    this.#changed();
  }

  /** Drops an entry that the service has, or that the user took back, with its attachment's bytes. */
  async remove(id: string): Promise<void> {
    const sha256 = this.#entries.get(id)?.note.attachment?.sha256;
    await removeIfThere(this.#parts.files, this.#path(id));
    this.#entries.delete(id);
    this.#changed();
    if (sha256 !== undefined) await this.#blobs.drop(sha256);
  }

  /**
   * Keeps a copy of a file's bytes, so that the note arrives as it was even when the file is changed or gone. They
   * stay until {@link releaseBytes}, and after that as long as an entry needs them.
   */
  async keepBytes(chunks: AsyncIterable<Uint8Array>): Promise<{ sha256: string; size: number }> {
    return await this.#blobs.keep(chunks);
  }

  /** To be called once for each {@link keepBytes}: the note has been put, or will not be. Never rejects. */
  async releaseBytes(sha256: string): Promise<void> {
    await this.#blobs.release(sha256);
  }

  /** Absolute path of kept bytes. */
  blobPath(sha256: string): string {
    return this.#blobs.path(sha256);
  }

  /** Calls `listener` after every change; the returned function ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Undefined for a file that is none of ours; rejects with the disk's errors. */
  async #read(name: string): Promise<Entry | undefined> {
    const bytes = await this.#parts.files.read(join(this.#entriesFolder, name));
    try {
      const entry = entrySchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
      // Under another name it could be neither changed nor removed, and would be sent at every start.
      return `${entry.id}.json` === name ? entry : undefined;
    } catch {
      return undefined;
    }
  }

  async #setAside(name: string): Promise<void> {
    this.#parts.log.error(`The outbox file ${name} makes no sense; it is set aside`);
    await this.#parts.files.makeFolder(this.#asideFolder);
    await this.#parts.files.rename(join(this.#entriesFolder, name), join(this.#asideFolder, name));
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  get #entriesFolder(): string {
    return join(this.#parts.folder, 'entries');
  }

  get #asideFolder(): string {
    return join(this.#parts.folder, 'set-aside');
  }

  #path(id: string): string {
    return join(this.#entriesFolder, `${id}.json`);
  }
}

/** The disk's errors as Failure `storage`. */
async function storing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw storageFailure(error);
  }
}
