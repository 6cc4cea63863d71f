import { parseFileName, type ClaimsParts } from '../storage/claims.ts';
import { writeDurably } from '../storage/durable.ts';
import { storageFailure, storing } from '../storage/storageFailure.ts';
import { UnreadableFiles } from '../storage/unreadableFiles.ts';
import type { Failure } from '../base/failure.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { hasContent, type Draft } from '../model/draft.ts';
import { readDrafts, type DraftOnDisk } from './readDrafts.ts';
import { DraftClaims, idleAfter } from './draftClaims.ts';
import { isSameDraft } from './isSameDraft.ts';
import { UnsavedDrafts } from './unsavedDrafts.ts';

/** Milliseconds: long enough to make one write of fast typing, short enough that a killed host loses a word at most. */
const saveDelay = 200;

/** Milliseconds before a draft that the disk refused is tried again; twice as long each time, up to the longest. */
const firstRetry = 500;
const longestRetry = 30_000;

/** What a draft store needs from outside. */
export interface DraftStoreParts extends ClaimsParts {
  /** Absolute path of the folder that drafts lie in. */
  readonly folder: string;
  /** Names this window, the same after a reload: its workspace. */
  readonly window: string;
  readonly log: Log;
  readonly newId: NewId;
}

/**
 * Drafts on disk, one file each, readable by the user only. Whoever writes a draft claims it first, and releases it
 * soon after the last keystroke, so that two windows never overwrite each other's drafts.
 */
export class DraftStore {
  readonly #parts: DraftStoreParts;
  readonly #claims: DraftClaims;
  readonly #unsaved = new UnsavedDrafts();
  readonly #unreadable: UnreadableFiles;
  readonly #listeners = new Set<(id: string) => void>();
  #work: Promise<void> = Promise.resolve();
  #timer: Promise<void> | undefined;
  readonly #disposed = new AbortController();
  /** Set while a further try is due. */
  #retry: Promise<void> | undefined;
  /** Tries since everything was on disk. */
  #retries = 0;

  constructor(parts: DraftStoreParts) {
    this.#parts = parts;
    this.#claims = new DraftClaims(parts, parts.folder);
    this.#unreadable = new UnreadableFiles(parts.log, 'draft');
  }

  /**
   * Saves within {@link saveDelay}; a newer version of the same draft replaces one that is not written yet. What the disk
   * refuses is tried again until it is saved.
   */
  saveSoon(draft: Draft): void {
    this.#unsaved.put(draft);
    this.#timer ??= this.#parts.clock.wait(saveDelay).then(() => {
      this.#timer = undefined;
      return this.flush().catch(() => undefined);
    });
  }

  /** The newest version of each draft that is not on disk yet. */
  unsaved(): readonly Draft[] {
    return this.#unsaved.all();
  }

  /** Why a draft is not on disk, where the last try to save it failed. Failure `storage`. */
  failureOf(id: string): Failure | undefined {
    return this.#unsaved.failureOf(id);
  }

  /** Calls `listener` when {@link failureOf} a draft has changed. */
  onFailureChange(listener: () => void): void {
    this.#unsaved.onFailureChange(listener);
  }

  /** Ends the further tries. */
  dispose(): void {
    this.#disposed.abort();
  }

  /** Calls `listener` when another window has taken a draft that was to be saved here: it goes on as a copy. */
  onTaken(listener: (id: string) => void): void {
    this.#listeners.add(listener);
  }

  /**
   * Resolves when everything handed to {@link saveSoon} is on disk, or with `id` when that draft is; rejects with Failure
   * `storage`.
   */
  flush(id?: string): Promise<void> {
    return this.#inTurn(() => this.#writeAll(id));
  }

  /**
   * Removes a draft, whatever is in it, so that it stays removed after a power cut. Failure `storage` when
   * the disk refuses, or when another window is writing it.
   */
  remove(id: string): Promise<void> {
    this.#unsaved.forget(id);
    return this.#inTurn(() => this.#claims.remove(id));
  }

  /**
   * As {@link remove}, for a draft that was sent from here or that the user wants to be rid of, as it was then. What
   * another window has typed into it since stays, as a draft of its own.
   */
  removeVersion(version: Draft): Promise<void> {
    this.#unsaved.forget(version.id);
    return this.#inTurn(async () => {
      await this.#keepChanged(version);
      await this.#claims.remove(version.id);
    });
  }

  /** Claims a draft that no living window writes. False otherwise, or when there is none. Failure `storage`. */
  adopt(id: string): Promise<boolean> {
    return this.#inTurn(() => this.#claims.adopt(id));
  }

  /** Releases the drafts that were not typed in lately; with `all`, all that are saved. Never rejects. */
  giveBack(all = false): Promise<void> {
    return this.#inTurn(() => this.#claims.release((id) => this.#unsaved.has(id), all));
  }

  /**
   * Every readable draft, newest first. One that cannot be read stays where it is and is logged once. Failure `storage`
   * when the folder itself cannot be read.
   */
  all(): Promise<readonly DraftOnDisk[]> {
    return readDrafts({ ...this.#parts, unreadable: this.#unreadable });
  }

  /** Whether there is a draft of that id on the disk, readable or not. Failure `storage`. */
  async isThere(id: string): Promise<boolean> {
    const { files, folder } = this.#parts;
    const names = await storing(() => files.names(folder));
    return names.some((fileName) => parseFileName(fileName)?.name === id);
  }

  /** A draft that cannot be written does not stop the others from being written. */
  async #writeAll(id: string | undefined): Promise<void> {
    const failures = new Map<string, Failure>();
    for (const draft of this.#unsaved.all()) {
      try {
        await this.#write(draft);
        this.#unsaved.saved(draft);
      } catch (error) {
        const failure = storageFailure(error);
        failures.set(draft.id, failure);
        // Removed while it was being written: nobody misses it.
        if (this.#unsaved.has(draft.id) && this.#unsaved.failed(draft.id, failure))
          this.#parts.log.error('A draft could not be saved; it is tried again', failure);
      }
    }
    if (failures.size > 0) this.#retryLater();
    else this.#retries = 0;
    const failure = id === undefined ? [...failures.values()][0] : failures.get(id);
    if (failure) throw failure;
    void this.#parts.clock.wait(idleAfter).then(
      () => this.giveBack(),
      () => undefined,
    );
  }

  async #keepChanged(version: Draft): Promise<void> {
    // What this window has written itself is at most an earlier version.
    if (this.#claims.holds(version.id) || !(await this.#claims.adopt(version.id))) return;
    const left = (await this.all()).find(({ draft }) => draft.id === version.id)?.draft;
    const { files, newId, window } = this.#parts;
    if (!left || left.window === window || !hasContent(left) || isSameDraft(left, version)) return;
    const id = newId();
    await writeDurably(files, this.#claims.freePath(id), bytesOf({ ...left, id }), newId);
  }

  #retryLater(): void {
    if (this.#retry) return;
    const delay = Math.min(longestRetry, firstRetry * 2 ** this.#retries++);
    this.#retry = this.#parts.clock.wait(delay, this.#disposed.signal).then(
      () => {
        this.#retry = undefined;
        return this.flush().catch(() => undefined);
      },
      () => undefined,
    );
  }

  async #write(draft: Draft): Promise<void> {
    const { files, folder, newId, window } = this.#parts;
    await files.makeFolder(folder);
    if (!(await this.#claims.hold(draft.id))) {
      this.#unsaved.forget(draft.id);
      for (const listener of this.#listeners) listener(draft.id);
      return;
    }
    await writeDurably(files, this.#claims.path(draft.id), bytesOf({ ...draft, window }), newId);
    this.#claims.written(draft.id);
  }

  /** One piece of work at a time; one that fails does not stop those after it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#work.then(work);
    this.#work = next.then(
      () => undefined,
      () => undefined,
    );
    return next;
  }
}

function bytesOf(draft: Draft): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(draft));
}
