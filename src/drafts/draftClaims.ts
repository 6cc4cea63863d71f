import { Claims, staleAfter, type ClaimsParts } from '../storage/claims.ts';
import { codeOf, storageFailure, storing } from '../storage/storageFailure.ts';
import { Failure } from '../base/failure.ts';
import { writtenElsewhere } from '../words/drafts.ts';

/**
 * How long a draft stays claimed after the last keystroke, in milliseconds. Where the editor runs on a server, the host
 * of a closed window runs on for hours; it must not keep its drafts from the next window.
 */
export const idleAfter = 10_000;

/** Which drafts this host may write: whoever writes one claims it first. */
export class DraftClaims {
  readonly #parts: ClaimsParts;
  readonly #folder: string;
  readonly #claims: Claims;
  /** The drafts that this host has claimed, and when each was last written or claimed, by the steady clock. */
  readonly #claimedAt = new Map<string, number>();
  /** Drafts that this host has released or lost, so that another may have them by now. */
  readonly #gone = new Set<string>();

  /** `folder`: absolute path. */
  constructor(parts: ClaimsParts, folder: string) {
    this.#parts = parts;
    this.#folder = folder;
    this.#claims = new Claims(parts, folder);
  }

  /** Absolute path of a draft that this host has claimed. */
  path(id: string): string {
    return this.#claims.ownPath(id);
  }

  /** Absolute path of a draft that no host has claimed. */
  freePath(id: string): string {
    return this.#claims.freePath(id);
  }

  /** Whether this host has claimed the draft, as far as it knows. */
  holds(id: string): boolean {
    return this.#claimedAt.has(id);
  }

  /** The draft was just written to {@link DraftClaims.path}. */
  written(id: string): void {
    this.#claimedAt.set(id, this.#parts.clock.monotonic());
  }

  /** Whether this host may write the draft. Rejects with Node's own error. */
  async hold(id: string): Promise<boolean> {
    const { clock, host } = this.#parts;
    const at = this.#claimedAt.get(id);
    if (at === undefined) {
      if (await this.#claims.claim(id)) {
        // Known at once: the write that follows may fail, and be tried again.
        this.#claimedAt.set(id, clock.monotonic());
        this.#gone.delete(id);
        return true;
      }
      // It was never on disk, so it is new and belongs to this host from its first word.
      return !this.#gone.has(id);
    }
    if (clock.monotonic() - at < staleAfter / 2) return true;
    // This host may have been suspended, and taken for dead.
    const taken = (await this.#claims.owners(id)).some((owner) => owner !== host.id);
    if (taken) this.#end(id);
    return !taken;
  }

  /** Claims a draft that no living window writes. False otherwise, or when there is none. Failure `storage`. */
  async adopt(id: string): Promise<boolean> {
    const adopted = await storing(async () => {
      if (await this.#claims.claim(id)) return true;
      const [owner] = await this.#claims.owners(id);
      return owner !== undefined && (await this.#claims.takeOver(id, owner));
    });
    if (adopted) this.#claimedAt.set(id, this.#parts.clock.monotonic());
    return adopted;
  }

  /** Releases what was not written lately, or with `all` everything, except for what is unsaved. Never rejects. */
  async release(isUnsaved: (id: string) => boolean, all: boolean): Promise<void> {
    const now = this.#parts.clock.monotonic();
    for (const [id, at] of [...this.#claimedAt]) {
      if (isUnsaved(id) || (!all && now - at < idleAfter)) continue;
      try {
        await this.#claims.release(id);
      } catch {
        // It is still claimed, and is tried again.
        continue;
      }
      this.#end(id);
    }
  }

  #end(id: string): void {
    this.#claimedAt.delete(id);
    this.#gone.add(id);
  }

  /** Failure `storage` when the disk refuses, or when another window is writing the draft. */
  async remove(id: string): Promise<void> {
    const { files, host } = this.#parts;
    try {
      await this.#claims.claim(id);
      const owners = await this.#claims.owners(id);
      for (const owner of owners)
        if (owner !== host.id && !(await this.#claims.takeOver(id, owner)))
          throw new Failure('storage', writtenElsewhere());
      if (owners.length === 0) return;
      await files.remove(this.#claims.ownPath(id));
      await files.syncFolder(this.#folder);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw storageFailure(error);
    }
    this.#claimedAt.delete(id);
    this.#gone.delete(id);
  }
}
