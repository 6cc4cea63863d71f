import { Claims, staleAfter, type ClaimsParts } from '../storage/claims.ts';
import { codeOf, storageFailure, storing } from '../storage/storageFailure.ts';
import { Failure } from '../base/failure.ts';

/**
 * How long after the last word a draft stays claimed, in milliseconds. A window that was closed leaves its host
 * running for hours where the editor runs on a server; it must not keep its drafts from the next window.
 */
export const idleAfter = 10_000;

/** Which drafts this host may write: whoever writes one claims it first. */
export class DraftClaims {
  readonly #parts: ClaimsParts;
  readonly #folder: string;
  readonly #claims: Claims;
  /** Claimed by this host, and when it was last written or claimed, by the steady clock. */
  readonly #held = new Map<string, number>();
  /** Given back, so somebody else may have them by now. */
  readonly #givenBack = new Set<string>();

  /** `folder`: absolute path. */
  constructor(parts: ClaimsParts, folder: string) {
    this.#parts = parts;
    this.#folder = folder;
    this.#claims = new Claims(parts, folder);
  }

  /** Absolute path of a draft that is held. */
  path(id: string): string {
    return this.#claims.ownPath(id);
  }

  /** It lies on disk under {@link DraftClaims.path}, as it was typed just now. */
  written(id: string): void {
    this.#held.set(id, this.#parts.clock.monotonic());
  }

  /** Whether this host may write the draft. Rejects with Node's own error. */
  async hold(id: string): Promise<boolean> {
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

  /** See `DraftStore.adopt`. */
  async adopt(id: string): Promise<boolean> {
    const adopted = await storing(async () => {
      if (await this.#claims.claim(id)) return true;
      const [owner] = await this.#claims.owners(id);
      return owner !== undefined && (await this.#claims.takeOver(id, owner));
    });
    if (adopted) this.#held.set(id, this.#parts.clock.monotonic());
    return adopted;
  }

  /** See `DraftStore.giveBack`. `isUnsaved`: what somebody is still typing. */
  async giveBack(isUnsaved: (id: string) => boolean, all: boolean): Promise<void> {
    const now = this.#parts.clock.monotonic();
    for (const [id, at] of [...this.#held]) {
      if (isUnsaved(id) || (!all && now - at < idleAfter)) continue;
      await this.#claims.release(id).catch(() => false);
      this.#held.delete(id);
      this.#givenBack.add(id);
    }
  }

  /** See `DraftStore.remove`. */
  async remove(id: string): Promise<void> {
    const { files, host } = this.#parts;
    try {
      await this.#claims.claim(id);
      const owners = await this.#claims.owners(id);
      for (const owner of owners)
        if (owner !== host.id && !(await this.#claims.takeOver(id, owner)))
          throw new Failure('storage', 'Another window is writing this draft.');
      if (owners.length === 0) return;
      await files.remove(this.#claims.ownPath(id));
      await files.syncFolder(this.#folder);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw storageFailure(error);
    }
    this.#held.delete(id);
    this.#givenBack.delete(id);
  }
}
