import { join } from 'node:path';
import type { Files } from '../../files/files.ts';
import { writeDurably } from '../../files/durable.ts';
import { codeOf, storageFailure } from '../../files/storageFailure.ts';
import type { Clock } from '../clock.ts';
import type { NewId } from '../ids.ts';
import type { Log } from '../log.ts';
import { draftSchema, type Draft } from './draft.ts';

/** Long enough that fast typing is one write, short enough that a killed host loses no word (milliseconds). */
const saveDelay = 200;

/** What a draft store needs from outside. */
export interface DraftStoreParts {
  readonly files: Files;
  /** Absolute path of the folder that drafts lie in. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: NewId;
}

/** Drafts on disk, one file each, readable by the user only. */
export class DraftStore {
  readonly #parts: DraftStoreParts;
  /** The newest version of each draft that is not on disk yet. */
  readonly #unsaved = new Map<string, Draft>();
  #writing: Promise<void> = Promise.resolve();
  #timer: Promise<void> | undefined;

  constructor(parts: DraftStoreParts) {
    this.#parts = parts;
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

  /** Resolves when everything handed to {@link saveSoon} is on disk; rejects with Failure `storage`. */
  flush(): Promise<void> {
    const next = this.#writing.then(() => this.#writeAll());
    // A failed write must not poison the ones after it.
    this.#writing = next.catch(() => undefined);
    return next;
  }

  /** One draft that cannot be written keeps none of the others from it. */
  async #writeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const draft of [...this.#unsaved.values()]) {
      try {
        await this.#parts.files.makeFolder(this.#parts.folder);
        const bytes = new TextEncoder().encode(JSON.stringify(draft));
        await writeDurably(this.#parts.files, this.#path(draft.id), bytes, this.#parts.newId);
        if (this.#unsaved.get(draft.id) === draft) this.#unsaved.delete(draft.id);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw storageFailure(failures[0]);
  }

  /**
   * Forgets a draft that is safely elsewhere, or that the user threw away; it stays forgotten after a power cut.
   * Failure `storage` when the disk refuses.
   */
  async remove(id: string): Promise<void> {
    this.#unsaved.delete(id);
    const removal = this.#writing.then(() => this.#removeNow(id));
    this.#writing = removal.catch(() => undefined);
    await removal;
  }

  async #removeNow(id: string): Promise<void> {
    try {
      await this.#parts.files.remove(this.#path(id));
      await this.#parts.files.syncFolder(this.#parts.folder);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw storageFailure(error);
    }
  }

  /**
   * Every readable draft, newest first. One that cannot be read stays where it is and is logged. Failure `storage`
   * when the folder itself cannot be read.
   */
  async all(): Promise<readonly Draft[]> {
    const { files, folder, log } = this.#parts;
    const found: { draft: Draft; modifiedAt: number }[] = [];
    const names = await files.names(folder).catch((error: unknown) => Promise.reject(storageFailure(error)));
    for (const name of names.filter((each) => each.endsWith('.json'))) {
      const path = join(folder, name);
      try {
        const draft = draftSchema.parse(JSON.parse(new TextDecoder().decode(await files.read(path))));
        if (path !== this.#path(draft.id)) throw new Error('A draft lies under another’s name');
        found.push({ draft, modifiedAt: (await files.facts(path)).modifiedAt });
      } catch (error) {
        // Only the error's name: a parser quotes what it reads, and that is what a customer said.
        log.warn(
          `The draft ${name} cannot be read (${error instanceof Error ? error.name : 'unknown'}); it is left alone`,
        );
      }
    }
    return found.sort((a, b) => b.modifiedAt - a.modifiedAt).map(({ draft }) => draft);
  }

  #path(id: string): string {
    return join(this.#parts.folder, `${id}.json`);
  }
}
