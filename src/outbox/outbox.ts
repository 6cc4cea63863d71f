import { join } from 'node:path';
import type { Host } from '../storage/claims.ts';
import { storageFailure, storing } from '../storage/storageFailure.ts';
import { Failure } from '../base/failure.ts';
import { Blobs } from './blobs.ts';
import type { ClaimedEntry } from './claimedEntry.ts';
import { EntryClaims } from './entryClaims.ts';
import type { Entry } from './entry.ts';
import { EntryFiles, type OutboxParts, type UnreadEntry } from './entryFiles.ts';
import { FolderReader } from './folderReader.ts';
import { filesOf, originOf } from './furtherNotes.ts';
import { LoadedEntries } from './loadedEntries.ts';
import { Receipts } from './receipts.ts';
import * as words from '../words/pending.ts';

/**
 * Notes that are to be sent, one file each, written, synced and renamed into place before anything is sent. Any number
 * of hosts share the folder; whoever changes an entry claims it first.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #entryFiles: EntryFiles;
  readonly #blobs: Blobs;
  readonly #entries = new LoadedEntries();
  readonly #folderReader: FolderReader;
  readonly #entryClaims: EntryClaims;
  readonly receipts: Receipts;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#entryFiles = new EntryFiles(parts);
    this.receipts = new Receipts({ ...parts, isNeeded: parts.isOnDisk });
    this.#blobs = new Blobs({
      ...parts,
      folder: join(parts.folder, 'blobs'),
      isNeeded: (id, sha256) => this.#needs(id, sha256),
      mayBeNeeded: parts.isOnDisk,
    });
    this.#folderReader = new FolderReader(this.#entryFiles, this.receipts, this.#entries);
    this.#entryClaims = new EntryClaims({
      ...parts,
      entryFiles: this.#entryFiles,
      receipts: this.receipts,
      blobs: this.#blobs,
      entries: this.#entries,
      reload: () => this.reload(),
    });
  }

  /** Reads what earlier runs and other hosts left. A file that cannot be parsed is set aside; the others are read. */
  async load(): Promise<void> {
    await storing(() => this.receipts.load());
    await this.reload();
    if (this.#entryFiles.complete) await this.#sweep();
  }

  /** What was set aside may be mended by hand, or read by a later version, and needs its attachment then. */
  async #sweep(): Promise<void> {
    try {
      await this.#blobs.sweep(this.#parts.clock.now(), await this.#entryFiles.setAsideIds());
    } catch (error) {
      this.#parts.log.warn(`No attachment is removed: ${storageFailure(error).detail ?? 'no detail'}`);
    }
  }

  /** Calls `listener` once for every file of the outbox that cannot be read as an entry. */
  onUnread(listener: (unread: UnreadEntry) => void): void {
    this.#entryFiles.onUnread(listener);
  }

  /** Reads the folder again, for what other hosts did. Failure `storage`. */
  reload(): Promise<void> {
    return this.#folderReader.read();
  }

  /** This host, as it claims entries. */
  get host(): Host {
    return this.#parts.host;
  }

  /** Oldest first. */
  entries(): readonly Entry[] {
    return [...this.walk()];
  }

  /** The entries one by one, oldest first, for callers that may stop early. */
  walk(): Generator<Entry> {
    return this.#entries.walk();
  }

  /** How many entries there are. */
  get size(): number {
    return this.#entries.size;
  }

  get(id: string): Entry | undefined {
    return this.#entries.get(id)?.entry;
  }

  /** The host that works on the entry; undefined: none, or there is no such entry. */
  ownerOf(id: string): string | undefined {
    return this.#entries.get(id)?.owner;
  }

  /**
   * Adds an entry, which lies on disk whole and synced when this resolves; it may replace one that was not sent.
   * Failure `storage`: it was not added. `invalid`: its note is stored, or may be.
   */
  async enqueue(entry: Entry): Promise<void> {
    const { files } = this.#parts;
    const { id } = entry;
    if (this.receipts.get(id)) throw new Failure('invalid', words.alreadySaved());
    if (this.receipts.isUnreadable(id)) throw new Failure('invalid', words.receiptUnreadable());
    if (this.#entries.get(id)) {
      await this.#replace(entry);
      return;
    }
    const path = this.#entryFiles.claims.freePath(id);
    try {
      await files.makeFolder(this.#entryFiles.folder);
      await this.#entryFiles.writeFree(entry);
    } catch (error) {
      // The last step may have failed with the file in place: a note that was refused must not be sent later.
      await files.remove(path).catch(() => undefined);
      // Another host has claimed it already, so it was added.
      const owners = await this.#entryFiles.claims.owners(id).catch(() => []);
      if (owners.length === 0) throw storageFailure(error);
      await this.reload();
      return;
    }
    this.#entries.put(entry, undefined);
  }

  /** Replaces an entry that was not sent. */
  async #replace(entry: Entry): Promise<void> {
    const claimed = await this.claim(entry.id);
    const state = claimed?.entry.status.state;
    if (!claimed || state === 'sending' || state === 'uncertain') {
      await claimed?.release();
      throw new Failure('invalid', words.possiblySavedSee());
    }
    const before = filesOf(claimed.entry);
    try {
      await claimed.save(entry);
    } catch (error) {
      // Neither the new note nor the old one may be sent: the user has the text, and learns that nothing was sent.
      await claimed.remove().catch(() => undefined);
      throw error;
    }
    await claimed.release();
    const unneeded = before.filter(({ id, sha256 }) => !this.#needs(id, sha256));
    await this.#entryClaims.removeFiles(unneeded, entry.id);
  }

  /** Claims an entry; undefined when another host works on it, or there is none. Failure `storage`. */
  async claim(id: string): Promise<ClaimedEntry | undefined> {
    return await this.#entryClaims.claim(id);
  }

  /** Claims an entry whose host has died; undefined while it lives, or may live. Failure `storage`. */
  async recover(id: string): Promise<ClaimedEntry | undefined> {
    return await this.#entryClaims.recover(id);
  }

  /** Copies the attachment of the entry of that id into the outbox. Failure `storage`, or the one of `chunks`. */
  async writeAttachment(
    id: string,
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<{ sha256: string; size: number }> {
    return await this.#blobs.add(id, chunks);
  }

  /** Removes a copied attachment, unless an entry with it was added since. Never rejects. */
  async removeAttachment(id: string, sha256: string): Promise<void> {
    if (!this.#needs(id, sha256)) await this.#blobs.remove(id, sha256);
  }

  /** Whether the entry of that id, or the one that it comes from, has these bytes attached to it. */
  #needs(id: string, sha256: string): boolean {
    const entries = [id, originOf(id)].map((each) => (each === undefined ? undefined : this.get(each)));
    return entries.flatMap(filesOf).some((file) => file.id === id && file.sha256 === sha256);
  }

  /** Removes the attachments of entries that were set aside, unless an entry of that id is there. Failure `storage`. */
  async removeAttachmentsOf(ids: ReadonlySet<string>): Promise<void> {
    await this.#blobs.removeOf(ids);
  }

  /** Absolute path of an entry's attachment. */
  blobPath(id: string, sha256: string): string {
    return this.#blobs.path(id, sha256);
  }

  /**
   * Calls `listener` after every change, with the entry that is new, changed or gone; without one, any may have
   * changed. The returned function ends it.
   */
  onChange(listener: (entry?: Entry) => void): () => void {
    return this.#entries.onChange(listener);
  }
}
