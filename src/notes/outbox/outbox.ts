import { join } from 'node:path';
import type { Host } from '../../files/claims.ts';
import { storageFailure } from '../../files/storageFailure.ts';
import { Failure } from '../failure.ts';
import { Blobs } from './blobs.ts';
import { ClaimedEntry, storing } from './claimedEntry.ts';
import type { Entry } from './entry.ts';
import { EntryFiles, type Known, type OutboxParts } from './entryFiles.ts';
import { Receipts } from './receipts.ts';

/** Enough for files that are renamed all the time; what is unsettled then is left to the next look. */
const mostLooks = 5;

/**
 * Notes on their way, one file each, written and synced and renamed into place before anything is sent. Any number
 * of hosts share the folder; who changes an entry claims it first. What is in memory is only ever what lay on disk.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #entryFiles: EntryFiles;
  readonly #blobs: Blobs;
  readonly #known = new Map<string, Known>();
  /** Claimed here, with somebody who works on it; a claim of this host without is what a failed write left. */
  readonly #working = new Set<string>();
  readonly #listeners = new Set<(entry?: Entry) => void>();
  /** For each look at the folder that is under way: what this host has changed since it began. */
  readonly #reloads = new Set<Set<string>>();
  /** One look at a time: an older one must not end after a newer one. */
  #reloading: Promise<void> = Promise.resolve();
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
  }

  /** Reads what earlier runs and other hosts left. A file that makes no sense is set aside; it stops no other. */
  async load(): Promise<void> {
    await storing(() => this.receipts.load());
    await this.reload();
    if (this.#entryFiles.complete) await this.#blobs.sweep(this.#parts.clock.now());
  }

  /**
   * Looks again at what other hosts did. What this host itself does meanwhile is newer than what was read. A file that
   * is just being renamed may be found under neither name, so an entry is gone only when two looks agree.
   */
  reload(): Promise<void> {
    const next = this.#reloading.then(() => this.#reloadNow());
    this.#reloading = next.catch(() => undefined);
    return next;
  }

  async #reloadNow(): Promise<void> {
    const touched = new Set<string>();
    const read = new Map<string, Known | undefined>();
    this.#reloads.add(touched);
    try {
      let absent = await this.#look(touched, read, new Set(this.#known.keys()), undefined);
      for (let looks = 1; absent.size > 0 && looks < mostLooks; looks++)
        absent = await this.#look(touched, read, absent, absent);
      // Whoever waits for an entry that is gone asks for its receipt, which was there before it went.
      await storing(() => this.receipts.load());
    } finally {
      this.#reloads.delete(touched);
    }
    // All at once: a note must not be sent because the one before it has not been read yet.
    for (const [id, known] of read) {
      if (touched.has(id)) continue;
      if (known) this.#known.set(id, known);
      else this.#known.delete(id);
    }
    this.#sort();
    this.#changed();
  }

  /**
   * Reads what is new, of all entries or of `only` these, into `read` (undefined: it is gone). Returns those that
   * should be looked for again: of `expected`, what was not found for the first time, and what vanished between
   * listing and reading.
   */
  async #look(
    touched: ReadonlySet<string>,
    read: Map<string, Known | undefined>,
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

  /** This host, as it claims entries. */
  get host(): Host {
    return this.#parts.host;
  }

  /** Oldest first. */
  entries(): readonly Entry[] {
    return [...this.walk()];
  }

  /** The same one by one, for who may stop early. */
  *walk(): Generator<Entry> {
    for (const { entry } of this.#known.values()) yield entry;
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
    if (this.#known.has(id)) {
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
    this.#set(entry, undefined);
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
    return await this.#take(
      id,
      async () => (await this.#entryFiles.claims.claim(id)) || this.#isLeftHere(id),
    );
  }

  /** Drops an entry for good. False when another host works on it, or there is none. Failure `storage`. */
  async remove(id: string): Promise<boolean> {
    const claimed = await this.claim(id);
    await claimed?.drop();
    return claimed !== undefined;
  }

  /** Claims an entry whose host has died; undefined while it lives, or may live. Failure `storage`. */
  async recover(id: string): Promise<ClaimedEntry | undefined> {
    const owner = this.ownerOf(id);
    if (owner === undefined) return undefined;
    return await this.#take(
      id,
      async () => this.#isLeftHere(id) || (await this.#entryFiles.claims.takeOver(id, owner)),
    );
  }

  /** This host's own claim, and nobody works on it: a write failed, and it was left standing. */
  #isLeftHere(id: string): boolean {
    return this.ownerOf(id) === this.#parts.host.id;
  }

  async #take(id: string, taking: () => Promise<boolean>): Promise<ClaimedEntry | undefined> {
    if (this.#working.has(id)) return undefined;
    this.#working.add(id);
    let claimed: ClaimedEntry | undefined;
    try {
      claimed = await storing(async () => ((await taking()) ? await this.#claimed(id) : undefined));
    } finally {
      if (!claimed) this.#working.delete(id);
    }
    return claimed;
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
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #claimed(id: string): Promise<ClaimedEntry | undefined> {
    const known = await this.#entryFiles.readOwn(id);
    if (!known) return undefined;
    this.#known.set(id, known);
    this.#touch(id);
    const { files, host, clock } = this.#parts;
    const parts = {
      entryFiles: this.#entryFiles,
      receipts: this.receipts,
      clock,
      syncFolder: () => files.syncFolder(this.#entryFiles.folder),
      onSaved: (entry: Entry, owner: 'own' | 'free') =>
        this.#set(entry, owner === 'own' ? host.id : undefined),
      onGone: (entry: Entry) => this.#gone(entry),
      onLost: () => this.reload(),
      onEnd: () => void this.#working.delete(id),
    };
    return new ClaimedEntry(parts, known.entry);
  }

  async #gone(entry: Entry): Promise<void> {
    const { id, note } = entry;
    this.#known.delete(id);
    this.#touch(id);
    this.#changed(entry);
    if (note.attachment) await this.#blobs.drop(id, note.attachment.sha256);
  }

  /** Entries are put in as they are made, so this is rarely needed: sorting at each change would not be linear. */
  #sort(): void {
    const sorted = [...this.#known].sort(([, a], [, b]) => a.entry.queuedAt - b.entry.queuedAt);
    this.#known.clear();
    for (const [id, known] of sorted) this.#known.set(id, known);
  }

  #set(entry: Entry, owner: string | undefined): void {
    this.#known.set(entry.id, { entry, owner, modifiedAt: undefined });
    this.#touch(entry.id);
    this.#changed(entry);
  }

  /** This host knows better than whoever is reading the folder right now. */
  #touch(id: string): void {
    for (const touched of this.#reloads) touched.add(id);
  }

  #changed(entry?: Entry): void {
    for (const listener of this.#listeners) listener(entry);
  }
}
