import { join } from 'node:path';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { removeIfThere, writeDurably } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { storageFailure } from '../storage/storageFailure.ts';
import { isDueBy } from './isDueBy.ts';

/** What a due day needs from outside. */
interface DueDayParts {
  readonly files: Files;
  /** Absolute path of a folder of its own, which only the user can read. */
  readonly folder: string;
  readonly newId: NewId;
  readonly log: Log;
}

/**
 * The day on which the user's next follow-up is due, as the name of an empty file: nothing else of it lies on the disk.
 * By that the editor's start can tell whether there is anything to show, without asking a service.
 */
export class DueDay {
  readonly #parts: DueDayParts;
  #lastChange: Promise<void> = Promise.resolve();

  constructor(parts: DueDayParts) {
    this.#parts = parts;
  }

  /** `day`: `YYYY-MM-DD`; undefined: none is due. Never rejects: without the file, the user is told later. */
  save(day: string | undefined): Promise<void> {
    this.#lastChange = this.#lastChange
      .then(() => this.#write(day))
      .catch((error: unknown) => {
        this.#parts.log.info(
          `The day of the next follow-up is not on the disk: ${storageFailure(error).detail ?? 'no detail'}`,
        );
      });
    return this.#lastChange;
  }

  /** Whether it has come by `today` (`YYYY-MM-DD`). Never rejects. */
  async isReached(today: string): Promise<boolean> {
    const names = await this.#parts.files.names(this.#parts.folder).catch(() => []);
    return isDueBy(names, today);
  }

  async #write(day: string | undefined): Promise<void> {
    const { files, folder, newId } = this.#parts;
    const names = await files.names(folder);
    for (const name of names) if (name !== day) await removeIfThere(files, join(folder, name));
    if (day === undefined || names.includes(day)) return;
    await files.makeFolder(folder);
    await writeDurably(files, join(folder, day), new Uint8Array(), newId);
  }
}
