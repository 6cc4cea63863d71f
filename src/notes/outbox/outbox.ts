import { join } from 'node:path';
import { copyHashed } from '../../files/copyHashed.ts';
import { removeIfThere, writeDurably } from '../../files/durable.ts';
import type { Files } from '../../files/files.ts';
import type { NewId } from '../ids.ts';
import type { Log } from '../log.ts';
import { entrySchema, type Entry } from './entry.ts';

/** What an outbox needs from outside. */
export interface OutboxParts {
  readonly files: Files;
  /** Absolute path of the outbox's folder. */
  readonly folder: string;
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

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Reads what an earlier run left. A file that cannot be read is set aside and stops no other. */
  async load(): Promise<void> {
    const { files, log } = this.#parts;
    for (const name of await files.names(this.#entriesFolder)) {
      if (!name.endsWith('.json')) continue;
      const path = join(this.#entriesFolder, name);
      try {
        const entry = entrySchema.parse(JSON.parse(new TextDecoder().decode(await files.read(path))));
        this.#entries.set(entry.id, entry);
      } catch (error) {
        log.error(
          `The outbox file ${name} cannot be read (${error instanceof Error ? error.name : 'unknown'}); it is set aside`,
        );
        const aside = join(this.#parts.folder, 'set-aside');
        await files.makeFolder(aside);
        await files.rename(path, join(aside, name));
      }
    }
    this.#changed();
  }

  /** Oldest first. */
  entries(): readonly Entry[] {
    return [...this.#entries.values()].sort((a, b) => a.queuedAt - b.queuedAt);
  }

  get(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  /** Writes the entry, whole and synced, before it resolves; also how an entry's state changes. */
  async put(entry: Entry): Promise<void> {
    await this.#parts.files.makeFolder(this.#entriesFolder);
    const bytes = new TextEncoder().encode(JSON.stringify(entry));
    await writeDurably(this.#parts.files, this.#path(entry.id), bytes, this.#parts.newId);
    this.#entries.set(entry.id, entry);
    this.#changed();
  }

  /** Drops an entry that the service has, or that the user took back, with its attachment's bytes. */
  async remove(id: string): Promise<void> {
    const sha256 = this.#entries.get(id)?.note.attachment?.sha256;
    await removeIfThere(this.#parts.files, this.#path(id));
    this.#entries.delete(id);
    this.#changed();
    const needed = this.entries().some((entry) => entry.note.attachment?.sha256 === sha256);
    if (sha256 !== undefined && !needed) await removeIfThere(this.#parts.files, this.blobPath(sha256));
  }

  /** Keeps a copy of a file's bytes, so that the note arrives as it was even when the file is changed or gone. */
  async keepBytes(chunks: AsyncIterable<Uint8Array>): Promise<{ sha256: string; size: number }> {
    const { files, newId } = this.#parts;
    await files.makeFolder(this.#blobsFolder);
    return await copyHashed(files, chunks, this.#blobsFolder, newId);
  }

  /** Absolute path of kept bytes. */
  blobPath(sha256: string): string {
    return join(this.#blobsFolder, sha256);
  }

  /** Calls `listener` after every change; the returned function ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  get #entriesFolder(): string {
    return join(this.#parts.folder, 'entries');
  }

  get #blobsFolder(): string {
    return join(this.#parts.folder, 'blobs');
  }

  #path(id: string): string {
    return join(this.#entriesFolder, `${id}.json`);
  }
}
