import { join } from 'node:path';
import type { Host } from '../storage/claims.ts';
import { storageFailure, storing } from '../storage/storageFailure.ts';
import { Failure } from '../base/failure.ts';
import { Blobs } from './blobs.ts';
import type { ClaimedEntry } from './claimedEntry.ts';
import { EntryClaims } from './entryClaims.ts';
import type { Entry } from './entry.ts';
import { EntryFiles, type OutboxParts } from './entryFiles.ts';
import { LoadedEntries } from './loadedEntries.ts';
import { OtherWindows } from './otherWindows.ts';
import { Receipts } from './receipts.ts';

/**
 * Notes on their way, one file each, written and synced and renamed into place before anything is sent. Any number
 * of hosts share the folder; who changes an entry claims it first. What is in memory is only ever what lay on disk.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #entryFiles: EntryFiles;
  readonly #blobs: Blobs;
  readonly #known = new LoadedEntries();
  readonly #otherHosts: OtherWindows;
  readonly #claiming: EntryClaims;
  readonly receipts: Receipts;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#entryFiles = new EntryFiles(parts);
    this.receipts = new Receipts(parts);
    this.#blobs = new Blobs({
      ...parts,
      folder: join(parts.folder, 'blobs'),
      isNeeded: (id, sha256) => this.get(id)?.note.attachment?.sha256 === sha256,
    });
    this.#otherHosts = new OtherWindows(this.#entryFiles, this.receipts, this.#known);
    this.#claiming = new EntryClaims({
      ...parts,
      entryFiles: this.#entryFiles,
      receipts: this.receipts,
      blobs: this.#blobs,
      known: this.#known,
      reload: () => this.reload(),
    });
  }

  /** Reads what earlier runs and other hosts left. A file that makes no sense is set aside; it stops no other. */
  async load(): Promise<void> {
    await storing(() => this.receipts.load());
    await this.reload();
    if (this.#entryFiles.complete) await this.#blobs.sweep(this.#parts.clock.now());
  }

  /** Looks again at what other hosts did. Failure `storage`. */
  reload(): Promise<void> {
    return this.#otherHosts.look();
  }

  /** This host, as it claims entries. */
  get host(): Host {
    return this.#parts.host;
  }

  /** Oldest first. */
  entries(): readonly Entry[] {
    return [...this.walk()];
  }

  /** The same one by one, for who may stop early. */
  walk(): Generator<Entry> {
    return this.#known.walk();
  }

  /** How many entries there are. */
  get size(): number {
    return this.#known.size;
  }

  get(id: string): Entry | undefined {
    return this.#known.get(id)?.entry;
  }

  /** The host that works on the entry; undefined: none, or there is no such entry. */
  ownerOf(id: string): string | undefined {
    return this.#known.get(id)?.owner;
  }

  /**
   * Puts an entry in, whole and synced, before it resolves; it may replace one that was not sent. Failure `storage`:
   * then it is not in. `invalid`: its note is stored, or may be.
   */
  async enqueue(entry: Entry): Promise<void> {
    const { files } = this.#parts;
    const { id } = entry;
    if (this.receipts.get(id)) throw new Failure('invalid', 'This note is stored already: see Recent Notes.');
    if (this.#known.get(id)) {
      await this.#replace(entry);
      return;
    }
    const path = this.#entryFiles.claims.freePath(id);
    try {
      await files.makeFolder(this.#entryFiles.folder);
      await this.#entryFiles.writeFree(entry);
    } catch (error) {
      // The last step may have failed with the file in place: a note that was not accepted must not be found later.
      await files.remove(path).catch(() => undefined);
      // Another host was quick to take it: then it is in.
      const owners = await this.#entryFiles.claims.owners(id).catch(() => []);
      if (owners.length === 0) throw storageFailure(error);
      await this.reload();
      return;
    }
    this.#known.put(entry, undefined);
  }

  /** Puts a note in the place of one that was not sent. */
  async #replace(entry: Entry): Promise<void> {
    const claimed = await this.claim(entry.id);
    const state = claimed?.entry.status.state;
    if (!claimed || state === 'sending' || state === 'uncertain') {
      await claimed?.release();
      throw new Failure('invalid', 'This note may have been sent already: see Recent Notes.');
    }
    const before = claimed.entry.note.attachment?.sha256;
    try {
      await claimed.save(entry);
    } catch (error) {
      // Neither the new note nor the old one may go out: the user has the text, and was told that nothing is sent.
      await claimed.drop().catch(() => undefined);
      throw error;
    }
    await claimed.release();
    if (before !== undefined && before !== entry.note.attachment?.sha256)
      await this.#blobs.drop(entry.id, before);
  }

  /** Undefined when another host works on the entry, or there is none. Failure `storage`. */
  async claim(id: string): Promise<ClaimedEntry | undefined> {
    return await this.#claiming.claim(id);
  }

  /** Claims an entry whose host has died; undefined while it lives, or may live. Failure `storage`. */
  async recover(id: string): Promise<ClaimedEntry | undefined> {
    return await this.#claiming.recover(id);
  }

  /** Drops an entry for good. False when another host works on it, or there is none. Failure `storage`. */
  async remove(id: string): Promise<boolean> {
    const claimed = await this.claim(id);
    await claimed?.drop();
    return claimed !== undefined;
  }

  /** Copies the bytes that are to go with the entry of that id. Failure `storage`, or the one of `chunks`. */
  async keepBytes(id: string, chunks: AsyncIterable<Uint8Array>): Promise<{ sha256: string; size: number }> {
    return await this.#blobs.keep(id, chunks);
  }

  /** Removes kept bytes, unless they go with an entry by now. Never rejects. */
  async releaseBytes(id: string, sha256: string): Promise<void> {
    if (this.get(id)?.note.attachment?.sha256 !== sha256) await this.#blobs.drop(id, sha256);
  }

  blobPath(id: string, sha256: string): string {
    return this.#blobs.path(id, sha256);
  }

  /**
   * Calls `listener` after every change, with the entry that is new, changed or gone; without one, any may have
   * changed. The returned function ends it.
   */
  onChange(listener: (entry?: Entry) => void): () => void {
    return this.#known.onChange(listener);
  }
}
