import { basename, join } from 'node:path';
import { Claims, parseFileName, staleAfter, type ClaimsParts } from '../../files/claims.ts';
import { writeDurably } from '../../files/durable.ts';
import { codeOf, storageFailure } from '../../files/storageFailure.ts';
import { Failure } from '../failure.ts';
import type { NewId } from '../ids.ts';
import type { Log } from '../log.ts';
import { draftSchema, type Draft } from './draft.ts';

/** Long enough that fast typing is one write, short enough that a killed host loses no word (milliseconds). */
const saveDelay = 200;

/**
 * How long after the last word a draft stays claimed, in milliseconds. A window that was closed leaves its host
 * running for hours where the editor runs on a server; it must not keep its drafts from the next window.
 */
export const idleAfter = 10_000;

/** What a draft store needs from outside. */
export interface DraftStoreParts extends ClaimsParts {
  /** Absolute path of the folder that drafts lie in. */
  readonly folder: string;
  /** Names this window, the same after a reload: its workspace. */
  readonly window: string;
  readonly log: Log;
  readonly newId: NewId;
}

/** A draft on disk. */
export interface FoundDraft {
  readonly draft: Draft;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  /** Whether another window is writing it right now. */
  readonly elsewhere: boolean;
}

/**
 * Drafts on disk, one file each, readable by the user only. Whoever writes a draft claims it first, and gives it
 * back soon after the last word, so that two windows never overwrite each other's.
 */
export class DraftStore {
  readonly #parts: DraftStoreParts;
  readonly #claims: Claims;
  /** Claimed by this host, and when it was last written or claimed, by the steady clock. */
  readonly #held = new Map<string, number>();
  /** Given back, so somebody else may have them by now. */
  readonly #givenBack = new Set<string>();
  /** The newest version of each draft that is not on disk yet. */
  readonly #unsaved = new Map<string, Draft>();
  readonly #listeners = new Set<(id: string) => void>();
  #work: Promise<void> = Promise.resolve();
  #timer: Promise<void> | undefined;

  constructor(parts: DraftStoreParts) {
    this.#parts = parts;
    this.#claims = new Claims(parts, parts.folder);
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
   * Forgets a draft that is safely elsewhere; it stays forgotten after a power cut. Failure `storage` when the disk
   * refuses, or when another window is writing it.
   */
  remove(id: string): Promise<void> {
    this.#unsaved.delete(id);
    return this.#inTurn(() => this.#removeNow(id));
  }

  /** Claims a draft that no living window writes. False otherwise, or when there is none. Failure `storage`. */
  adopt(id: string): Promise<boolean> {
    return this.#inTurn(() => this.#adoptNow(id));
  }

  /** Gives back everything that nobody has typed in lately; with `all`, everything. Never rejects. */
  giveBack(all = false): Promise<void> {
    return this.#inTurn(async () => {
      const now = this.#parts.clock.monotonic();
      for (const [id, at] of [...this.#held]) {
        if (this.#unsaved.has(id) || (!all && now - at < idleAfter)) continue;
        await this.#claims.release(id).catch(() => false);
        this.#held.delete(id);
        this.#givenBack.add(id);
      }
    });
  }

  /**
   * Every readable draft, newest first. One that cannot be read stays where it is and is logged. Failure `storage`
   * when the folder itself cannot be read.
   */
  async all(): Promise<readonly FoundDraft[]> {
    const { files, folder, host, log } = this.#parts;
    const found: FoundDraft[] = [];
    const names = await files.names(folder).catch((error: unknown) => Promise.reject(storageFailure(error)));
    for (const fileName of names) {
      const parsed = parseFileName(fileName);
      if (!parsed) continue;
      const path = join(folder, fileName);
      try {
        const draft = draftSchema.parse(JSON.parse(new TextDecoder().decode(await files.read(path))));
        if (draft.id !== parsed.name) throw new Error('A draft lies under another’s name');
        const { modifiedAt } = await files.facts(path);
        const { owner } = parsed;
        found.push({
          draft,
          modifiedAt,
          elsewhere: owner !== undefined && owner !== host.id && !host.hasEnded(owner),
        });
      } catch (error) {
        // Only the error's name: a parser quotes what it reads, and that is what a customer said.
        const why = error instanceof Error ? error.name : 'unknown';
        log.warn(`The draft ${basename(path)} cannot be read (${why}); it is left alone`);
      }
    }
    return found.sort((a, b) => b.modifiedAt - a.modifiedAt);
  }

  /** One draft that cannot be written keeps none of the others from it. */
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
    const { files, folder, clock, newId, window } = this.#parts;
    await files.makeFolder(folder);
    if (!(await this.#hold(draft.id))) {
      this.#unsaved.delete(draft.id);
      for (const listener of this.#listeners) listener(draft.id);
      return;
    }
    const bytes = new TextEncoder().encode(JSON.stringify({ ...draft, window }));
    await writeDurably(files, this.#claims.ownPath(draft.id), bytes, newId);
    this.#held.set(draft.id, clock.monotonic());
  }

  /** Whether this host may write the draft. */
  async #hold(id: string): Promise<boolean> {
    const { clock, host } = this.#parts;
    const at = this.#held.get(id);
    if (at === undefined) {
      if (await this.#claims.claim(id)) return true;
      // Never seen on disk: it is new, and this host's own from its first word.
      return !this.#givenBack.has(id);
    }
    if (clock.monotonic() - at < staleAfter / 2) return true;
    // This host may have been suspended, and taken for dead.
    const taken = (await this.#claims.owners(id)).some((owner) => owner !== host.id);
    if (taken) this.#held.delete(id);
    return !taken;
  }

  async #adoptNow(id: string): Promise<boolean> {
    const { clock } = this.#parts;
    try {
      if (!(await this.#claims.claim(id))) {
        const [owner] = await this.#claims.owners(id);
        if (owner === undefined || !(await this.#claims.takeOver(id, owner))) return false;
      }
    } catch (error) {
      throw storageFailure(error);
    }
    this.#held.set(id, clock.monotonic());
    return true;
  }

  async #removeNow(id: string): Promise<void> {
    const { files, folder, host } = this.#parts;
    try {
      await this.#claims.claim(id);
      const owners = await this.#claims.owners(id);
      for (const owner of owners)
        if (owner !== host.id && !(await this.#claims.takeOver(id, owner)))
          throw new Failure('storage', 'Another window is writing this draft.');
      if (owners.length === 0) return;
      await files.remove(this.#claims.ownPath(id));
      await files.syncFolder(folder);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw storageFailure(error);
    }
    this.#held.delete(id);
    this.#givenBack.delete(id);
  }

  /** One thing at a time; a failed one must not poison the ones after it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#work.then(work);
    this.#work = next.then(
      () => undefined,
      () => undefined,
    );
    return next;
  }
}
