import { basename, join } from 'node:path';
import { Claims, parseFileName, staleAfter, type ClaimsParts } from '../../files/claims.ts';
import { removeIfThere, writeDurably } from '../../files/durable.ts';
import { codeOf, storageFailure } from '../../files/storageFailure.ts';
import { Failure } from '../failure.ts';
import type { NewId } from '../ids.ts';
import type { Log } from '../log.ts';
import { Blobs } from './blobs.ts';
import { entrySchema, type Entry } from './entry.ts';
import { Receipts } from './receipts.ts';

/** What an outbox needs from outside. */
export interface OutboxParts extends ClaimsParts {
  /** Absolute path of the outbox's folder. */
  readonly folder: string;
  readonly log: Log;
  readonly newId: NewId;
}

/** An entry that this host alone may work on, until it gives it back. Every method rejects with Failure `storage`. */
export interface ClaimedEntry {
  readonly entry: Entry;
  /** Writes the entry's new state, whole and synced, before it resolves; the claim stays. */
  save(entry: Entry): Promise<void>;
  /** Shows the other hosts that this one still works on it; to be called every `beatEvery` while that lasts. */
  beat(): Promise<void>;
  /** Gives the entry back, in its new state where one is given. */
  release(entry?: Entry): Promise<void>;
  /** The service has it: leaves a receipt, and drops the entry. */
  stored(noteId: string): Promise<void>;
  /** Drops the entry for good. */
  drop(): Promise<void>;
}

/** Enough for files that are renamed all the time; what is unsettled then is left to the next look. */
const mostLooks = 5;

/** The coarsest clock of a file system that is in use (FAT), in milliseconds. */
const longestTick = 2_000;

interface Known {
  readonly entry: Entry;
  /** Of the file when it was read; undefined: this host wrote it. */
  readonly modifiedAt: number | undefined;
  /** The host that works on it; undefined: none. */
  readonly owner: string | undefined;
}

/**
 * Notes on their way, one file each, written and synced and renamed into place before anything is sent. Any number
 * of hosts share the folder; who changes an entry claims it first. What is in memory is only ever what lay on disk.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #claims: Claims;
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
    this.#claims = new Claims(parts, this.#folder);
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
    if (this.#complete) await this.#blobs.sweep(this.#parts.clock.now());
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
    const found = new Map<string, { fileName: string; owner: string | undefined }>();
    for (const fileName of await storing(() => this.#parts.files.names(this.#folder))) {
      const parsed = parseFileName(fileName);
      if (parsed) found.set(parsed.name, { fileName, owner: parsed.owner });
    }
    for (const id of expected) {
      if (found.has(id)) continue;
      if (only) read.set(id, undefined);
      else again.add(id);
    }
    for (const [id, { fileName, owner }] of found) {
      if (touched.has(id) || only?.has(id) === false) continue;
      const known = await this.#read(id, fileName, owner);
      if (known === 'vanished') again.add(id);
      else if (known) read.set(id, known);
    }
    return again;
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
    const path = this.#claims.freePath(id);
    try {
      await files.makeFolder(this.#folder);
      await this.#write(path, entry);
    } catch (error) {
      // The last step may have failed with the file in place: a note that was not accepted must not be found later.
      await files.remove(path).catch(() => undefined);
      // Another host was quick to take it: then it is in.
      const owners = await this.#claims.owners(id).catch(() => []);
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
    return await this.#take(id, async () => (await this.#claims.claim(id)) || this.#isLeftHere(id));
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
    return await this.#take(id, async () => this.#isLeftHere(id) || (await this.#claims.takeOver(id, owner)));
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
    const own = this.#claims.ownPath(id);
    const known = await this.#readOwn(id, own);
    if (!known) return undefined;
    this.#known.set(id, known);
    this.#touch(id);
    let current = known.entry;
    let shownAt = this.#parts.clock.monotonic();
    const mayBeLost = () => this.#parts.clock.monotonic() - shownAt >= staleAfter / 2;
    /** A host that was suspended may have been taken for dead; what it writes then must not make a second entry. */
    const save = async (entry: Entry): Promise<void> => {
      if (mayBeLost() && !(await this.#claims.beat(id))) throw await this.#takenOver();
      await this.#write(own, entry);
      if (mayBeLost() && (await this.#isElsewhere(id))) {
        await removeIfThere(this.#parts.files, own);
        throw await this.#takenOver();
      }
      shownAt = this.#parts.clock.monotonic();
      current = entry;
      this.#set(entry, this.#parts.host.id);
    };
    const ending = async (work: () => Promise<void>): Promise<void> => {
      try {
        await storing(work);
      } finally {
        this.#working.delete(id);
      }
    };
    return {
      get entry() {
        return current;
      },
      save,
      beat: async () => {
        if (await this.#claims.beat(id)) shownAt = this.#parts.clock.monotonic();
      },
      release: (entry) =>
        ending(async () => {
          if (entry) await save(entry);
          if (await this.#claims.release(id)) this.#set(current, undefined);
          else await this.reload();
        }),
      stored: (noteId) =>
        ending(async () => {
          const { id: entryId, accountId } = current;
          await this.receipts.add({ id: entryId, accountId, noteId });
          await this.#drop(id, own);
        }),
      drop: () =>
        ending(async () => {
          await this.#drop(id, own);
          // What the user has discarded must not come back after a power cut, and be sent.
          await this.#parts.files.syncFolder(this.#folder);
        }),
    };
  }

  /** Whether the entry lies here under another name than this host's own, or was stored by another host. */
  async #isElsewhere(id: string): Promise<boolean> {
    const names = await this.#parts.files.names(this.#folder);
    const own = basename(this.#claims.ownPath(id));
    return (
      names.some((name) => name !== own && parseFileName(name)?.name === id) ||
      (await this.receipts.find(id)) !== undefined
    );
  }

  async #takenOver(): Promise<Failure> {
    await this.reload();
    return new Failure('storage', 'Another window has taken this note over.');
  }

  async #drop(id: string, path: string): Promise<void> {
    const entry = this.get(id);
    const sha256 = entry?.note.attachment?.sha256;
    await removeIfThere(this.#parts.files, path);
    this.#known.delete(id);
    this.#touch(id);
    this.#changed(entry);
    if (sha256 !== undefined) await this.#blobs.drop(id, sha256);
  }

  async #write(path: string, entry: Entry): Promise<void> {
    const bytes = new TextEncoder().encode(JSON.stringify(entry));
    await writeDurably(this.#parts.files, path, bytes, this.#parts.newId);
  }

  /** Entries are put in as they are made, so this is rarely needed: sorting at each change would not be linear. */
  #sort(): void {
    const sorted = [...this.#known].sort(([, a], [, b]) => a.entry.queuedAt - b.entry.queuedAt);
    this.#known.clear();
    for (const [id, known] of sorted) this.#known.set(id, known);
  }

  /** Whether every file was understood: what was set aside may be mended by hand, and then needs its bytes. */
  #complete = true;

  /** An entry that was just claimed, as it lies on disk: what is in memory may be older. It is given back on failure. */
  async #readOwn(id: string, path: string): Promise<Known | undefined> {
    let entry: Entry | undefined;
    try {
      entry = understood(await this.#parts.files.read(path), id);
    } catch (error) {
      // Taken over meanwhile.
      if (codeOf(error) === 'ENOENT') return undefined;
      await this.#claims.release(id).catch(() => false);
      throw error;
    }
    if (entry) return { entry, owner: this.#parts.host.id, modifiedAt: undefined };
    await this.#setAside(basename(path));
    return undefined;
  }

  /** Undefined: it makes no sense, or cannot be read now. */
  async #read(
    id: string,
    fileName: string,
    owner: string | undefined,
  ): Promise<Known | 'vanished' | undefined> {
    const { files, log } = this.#parts;
    const path = join(this.#folder, fileName);
    try {
      const known = this.#known.get(id);
      const { modifiedAt } = await files.facts(path);
      if (known?.owner === owner && known?.modifiedAt === modifiedAt) return known;
      const bytes = await files.read(path);
      const entry = understood(bytes, id);
      if (entry) return { entry, owner, modifiedAt: this.#isSettled(modifiedAt) ? modifiedAt : undefined };
      this.#complete = false;
      // A living host of another version may understand its own file.
      if (owner === undefined || this.#parts.host.hasEnded(owner)) await this.#setAside(fileName);
    } catch (error) {
      // Another host was faster. Anything else may pass: the file stays where it is.
      if (codeOf(error) === 'ENOENT') return 'vanished';
      this.#complete = false;
      log.error(`The outbox file ${fileName} cannot be read: ${storageFailure(error).detail ?? ''}`);
    }
    return undefined;
  }

  /** A file that was changed just now may be changed again within the same tick of the file system's clock. */
  #isSettled(modifiedAt: number): boolean {
    return this.#parts.clock.now() - modifiedAt > longestTick;
  }

  async #setAside(fileName: string): Promise<void> {
    const { files, folder, log } = this.#parts;
    this.#complete = false;
    log.error(`The outbox file ${fileName} makes no sense; it is set aside`);
    const aside = join(folder, 'set-aside');
    await files.makeFolder(aside);
    await files.rename(join(this.#folder, fileName), join(aside, fileName));
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

  get #folder(): string {
    return join(this.#parts.folder, 'entries');
  }
}

/** The entry, if it is one of ours and under its own name: under another it could be sent again at every start. */
function understood(bytes: Uint8Array, id: string): Entry | undefined {
  try {
    const entry = entrySchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    return entry.id === id ? entry : undefined;
  } catch {
    return undefined;
  }
}

/** The disk's errors as Failure `storage`. */
async function storing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw Failure.is(error) ? error : storageFailure(error);
  }
}
