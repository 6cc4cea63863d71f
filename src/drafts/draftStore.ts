import type { ClaimsParts } from '../storage/claims.ts';
import { writeDurably } from '../storage/durable.ts';
import { storageFailure } from '../storage/storageFailure.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Draft } from '../model/draft.ts';
import { readDrafts, type DraftOnDisk } from './readDrafts.ts';
import { DraftClaims, idleAfter } from './draftClaims.ts';

/** Milliseconds: long enough that fast typing is one write, short enough that a killed host loses no word. */
const saveDelay = 200;

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
  /** The newest version of each draft that is not on disk yet. */
  readonly #unsaved = new Map<string, Draft>();
  readonly #listeners = new Set<(id: string) => void>();
  #work: Promise<void> = Promise.resolve();
  #timer: Promise<void> | undefined;

  constructor(parts: DraftStoreParts) {
    this.#parts = parts;
    this.#claims = new DraftClaims(parts, parts.folder);
  }

  /** Saves within {@link saveDelay}; a newer version of the same draft replaces one that is not written yet. */
  saveSoon(draft: Draft): void {
    this.#unsaved.set(draft.id, draft);
    this.#timer ??= this.#parts.clock.wait(saveDelay).then(() => {
      this.#timer = undefined;
      return this.flush().catch((error: unknown) =>
        this.#parts.log.error('A draft could not be saved', error),
      );
    });
  }

  /** Calls `listener` when another window has taken a draft that was to be saved here: it goes on as a copy. */
  onTaken(listener: (id: string) => void): void {
    this.#listeners.add(listener);
  }

  /** Resolves when everything handed to {@link saveSoon} is on disk; rejects with Failure `storage`. */
  flush(): Promise<void> {
    return this.#inTurn(() => this.#writeAll());
  }

  /**
   * Removes a draft that is stored elsewhere by now, so that it stays removed after a power cut. Failure `storage` when
   * the disk refuses, or when another window is writing it.
   */
  remove(id: string): Promise<void> {
    this.#unsaved.delete(id);
    return this.#inTurn(() => this.#claims.remove(id));
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
   * Every readable draft, newest first. One that cannot be read stays where it is and is logged. Failure `storage`
   * when the folder itself cannot be read.
   */
  all(): Promise<readonly DraftOnDisk[]> {
    return readDrafts(this.#parts);
  }

  /** A draft that cannot be written does not stop the others from being written. */
  async #writeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const draft of [...this.#unsaved.values()]) {
      try {
        await this.#write(draft);
        if (this.#unsaved.get(draft.id) === draft) this.#unsaved.delete(draft.id);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw storageFailure(failures[0]);
    void this.#parts.clock.wait(idleAfter).then(
      () => this.giveBack(),
      () => undefined,
    );
  }

  async #write(draft: Draft): Promise<void> {
    const { files, folder, newId, window } = this.#parts;
    await files.makeFolder(folder);
    if (!(await this.#claims.hold(draft.id))) {
      this.#unsaved.delete(draft.id);
      for (const listener of this.#listeners) listener(draft.id);
      return;
    }
    const bytes = new TextEncoder().encode(JSON.stringify({ ...draft, window }));
    await writeDurably(files, this.#claims.path(draft.id), bytes, newId);
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
