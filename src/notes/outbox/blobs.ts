import { join } from 'node:path';
import { copyHashed } from '../../files/copyHashed.ts';
import { removeIfThere } from '../../files/durable.ts';
import type { Files } from '../../files/files.ts';
import { storageFailure } from '../../files/storageFailure.ts';
import type { NewId } from '../ids.ts';
import type { Log } from '../log.ts';

/** What kept bytes need from outside. */
export interface BlobsParts {
  readonly files: Files;
  /** Absolute path of the folder that they lie in. */
  readonly folder: string;
  readonly newId: NewId;
  readonly log: Log;
  /** Whether an entry goes with these bytes. */
  readonly isNeeded: (sha256: string) => boolean;
}

/** How old, in milliseconds, something unneeded has to be: a younger one may be another window's, just being put. */
const longestUnneeded = 24 * 3600_000;

/** The bytes of attachments, once each, by their hash. Several entries may need the same ones. */
export class Blobs {
  readonly #parts: BlobsParts;
  /** Kept for a note that is not an entry yet: how often, by hash. */
  readonly #held = new Map<string, number>();
  #copying = 0;
  #dropping: Promise<void> = Promise.resolve();

  constructor(parts: BlobsParts) {
    this.#parts = parts;
  }

  path(sha256: string): string {
    return join(this.#parts.folder, sha256);
  }

  /**
   * Copies bytes in; they are held until {@link release}. Rejects with Failure `storage`, or the Failure that the
   * chunks themselves reject with.
   */
  async keep(chunks: AsyncIterable<Uint8Array>): Promise<{ sha256: string; size: number }> {
    const { files, folder, newId } = this.#parts;
    this.#copying += 1;
    try {
      await this.#dropping;
      await files.makeFolder(folder);
      const kept = await copyHashed(files, chunks, folder, newId);
      this.#held.set(kept.sha256, (this.#held.get(kept.sha256) ?? 0) + 1);
      return kept;
    } catch (error) {
      throw storageFailure(error);
    } finally {
      this.#copying -= 1;
    }
  }

  /** The note that they were kept for is an entry now, or will not be one. */
  async release(sha256: string): Promise<void> {
    const left = (this.#held.get(sha256) ?? 0) - 1;
    if (left > 0) this.#held.set(sha256, left);
    else this.#held.delete(sha256);
    await this.drop(sha256);
  }

  /** Removes bytes that nobody needs. Never rejects: what stays is swept later. */
  async drop(sha256: string): Promise<void> {
    // A copy that is being made may turn out to have this very hash.
    if (this.#copying > 0 || this.#held.has(sha256) || this.#parts.isNeeded(sha256)) return;
    this.#dropping = this.#dropping
      .then(() => removeIfThere(this.#parts.files, this.path(sha256)))
      .catch((error: unknown) => this.#parts.log.warn(`A kept attachment stays: ${nameOf(error)}`));
    await this.#dropping;
  }

  /** Removes what a killed run left: bytes without an entry, half copies. `now` in milliseconds. Never rejects. */
  async sweep(now: number): Promise<void> {
    const { files, folder, log, isNeeded } = this.#parts;
    try {
      for (const name of await files.names(folder)) {
        if (isNeeded(name) || this.#held.has(name)) continue;
        const { modifiedAt } = await files.facts(join(folder, name));
        if (now - modifiedAt > longestUnneeded) await removeIfThere(files, join(folder, name));
      }
    } catch (error) {
      log.warn(`Left-over attachments stay: ${nameOf(error)}`);
    }
  }
}

/** Enough for the log; a message could hold a path. */
function nameOf(error: unknown): string {
  return error instanceof Error ? (storageFailure(error).detail ?? error.name) : 'unknown';
}
