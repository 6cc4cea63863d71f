import { join } from 'node:path';
import { copyHashed } from '../storage/copyHashed.ts';
import { removeEach, removeIfThere } from '../storage/durable.ts';
import type { Files } from '../storage/files.ts';
import { forEachFile } from '../storage/forEachFile.ts';
import { storageFailure, storing } from '../storage/storageFailure.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { isOfOne } from './furtherNotes.ts';

/** What {@link Blobs} needs from outside. */
interface BlobsParts {
  readonly files: Files;
  /** Absolute path of the folder. */
  readonly folder: string;
  readonly newId: NewId;
  readonly log: Log;
  /** Whether the entry of that id has these bytes attached. */
  readonly isNeeded: (id: string, sha256: string) => boolean;
  /** Whether a file of the storage still depends on what is old by the clock, which may have been set. */
  readonly mayBeNeeded?: ((id: string) => Promise<boolean>) | undefined;
}

/** Bytes without an entry stay for this long, in milliseconds: another window may be adding their entry just now. */
const unneededAge = 24 * 3600_000;

/** `ID.SHA256`. */
const nameForm = /^(.+)\.([0-9a-f]{64})$/;

/**
 * The bytes of attachments, by entry and hash. Equal bytes of two entries are stored twice: a host that removes one
 * entry cannot know of another that a second host is just adding.
 */
export class Blobs {
  readonly #parts: BlobsParts;

  constructor(parts: BlobsParts) {
    this.#parts = parts;
  }

  /** Absolute path. */
  path(id: string, sha256: string): string {
    return join(this.#parts.folder, nameOf(id, sha256));
  }

  /** Copies bytes in. Rejects with Failure `storage`, or the Failure that the chunks themselves reject with. */
  async add(id: string, chunks: AsyncIterable<Uint8Array>): Promise<{ sha256: string; size: number }> {
    const { files, folder, newId } = this.#parts;
    try {
      await files.makeFolder(folder);
      return await copyHashed(files, chunks, folder, newId, ({ sha256 }) => nameOf(id, sha256));
    } catch (error) {
      throw storageFailure(error);
    }
  }

  /** Removes bytes that nobody needs. Never rejects: what cannot be removed is swept later. */
  async remove(id: string, sha256: string): Promise<void> {
    const { files, log } = this.#parts;
    await removeIfThere(files, this.path(id, sha256)).catch((error: unknown) =>
      log.warn(`An attachment cannot be removed from the outbox: ${reasonOf(error)}`),
    );
  }

  /** Removes the bytes of these ids that no entry has attached. Failure `storage`, at the end, if some stay. */
  async removeOf(ids: ReadonlySet<string>): Promise<void> {
    const { files, folder, isNeeded } = this.#parts;
    const names = await storing(() => files.names(folder));
    const unneeded = names.filter((name) => {
      const [, id = '', sha256 = ''] = nameForm.exec(name) ?? [];
      return isOfOne(ids, id) && !isNeeded(id, sha256);
    });
    await removeEach(
      files,
      unneeded.map((name) => join(folder, name)),
    );
  }

  /**
   * Removes what a killed run left: bytes without an entry, and half copies. `now`: milliseconds since the epoch. `kept`:
   * ids whose bytes stay without an entry. Never rejects.
   */
  async sweep(now: number, kept: ReadonlySet<string> = new Set()): Promise<void> {
    const { files, folder, log, isNeeded, mayBeNeeded } = this.#parts;
    try {
      await forEachFile(await files.names(folder), async (name) => {
        const [, id = '', sha256 = ''] = nameForm.exec(name) ?? [];
        if (isNeeded(id, sha256) || isOfOne(kept, id)) return;
        const { modifiedAt } = await files.facts(join(folder, name));
        if (now - modifiedAt <= unneededAge || (await mayBeNeeded?.(id)) === true) return;
        await removeIfThere(files, join(folder, name));
      });
    } catch (error) {
      log.warn(`Left-over attachments cannot be removed from the outbox: ${reasonOf(error)}`);
    }
  }
}

function nameOf(id: string, sha256: string): string {
  return `${id}.${sha256}`;
}

/** What failed, for the log; the error's message could hold a path. */
function reasonOf(error: unknown): string {
  return storageFailure(error).detail ?? 'no detail';
}
