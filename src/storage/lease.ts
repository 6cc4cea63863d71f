import { beatEvery, Claims, staleAfter, type ClaimsParts } from './claims.ts';
import { removeIfThere } from './durable.ts';
import { codeOf } from './storageFailure.ts';

/**
 * Something that one host at a time may do, such as deliver an account's notes. There is no file to claim before the
 * first host wants it, so two hosts may create theirs at the same time. Each checks again afterwards, and releases its
 * own when there is another. Whichever of the two checks last sees both files, so they never both hold the lease.
 */
export class Lease {
  readonly #parts: ClaimsParts;
  readonly #folder: string;
  readonly #name: string;
  readonly #claims: Claims;
  #term: { lastBeat: number; readonly stop: AbortController } | undefined;

  /** `name`: letters, digits and hyphens. `folder`: absolute path. */
  constructor(parts: ClaimsParts, folder: string, name: string) {
    this.#parts = parts;
    this.#folder = folder;
    this.#name = name;
    this.#claims = new Claims(parts, folder);
  }

  /** Whether this host holds the lease, judged without the disk: its last heartbeat is recent enough. */
  get isHeld(): boolean {
    return this.#term !== undefined && this.#parts.clock.monotonic() - this.#term.lastBeat < staleAfter / 2;
  }

  /** Tries to get the lease; false when another host has it. Rejects with Node's own error. */
  async acquire(): Promise<boolean> {
    if (this.isHeld) return true;
    this.#end();
    await this.#parts.files.makeFolder(this.#folder);
    const before = await this.#claims.owners(this.#name);
    for (const owner of before)
      if (await this.#claims.takeOver(this.#name, owner)) await this.#renew();
      else if (owner !== this.#own) return false;
    if (before.length === 0) await this.#create();
    const after = await this.#claims.owners(this.#name);
    if (after.some((owner) => owner !== this.#own)) {
      await this.release();
      return false;
    }
    if (!after.includes(this.#own)) return false;
    this.#begin();
    return true;
  }

  /** Checks the lease on disk. Call it before each act that must not happen twice. */
  async confirm(): Promise<boolean> {
    const term = this.#term;
    if (term === undefined) return false;
    const begun = this.#parts.clock.monotonic();
    if (!(await this.#claims.beat(this.#name))) {
      this.#end();
      return false;
    }
    term.lastBeat = begun;
    return this.#term === term;
  }

  /** Returns a function that says, without the disk, whether this host has held the lease ever since this call. */
  term(): () => boolean {
    const term = this.#term;
    return () => term !== undefined && term === this.#term && this.isHeld;
  }

  async release(): Promise<void> {
    this.#end();
    await removeIfThere(this.#parts.files, this.#claims.ownPath(this.#name));
  }

  get #own(): string {
    return this.#parts.host.id;
  }

  /** The file of another user can be renamed, but shows no sign of life: a new one takes its place. */
  async #renew(): Promise<void> {
    try {
      await this.#claims.beat(this.#name);
    } catch (error) {
      if (codeOf(error) !== 'EPERM' && codeOf(error) !== 'EACCES') throw error;
      await removeIfThere(this.#parts.files, this.#claims.ownPath(this.#name));
      await this.#create();
    }
  }

  async #create(): Promise<void> {
    try {
      await (await this.#parts.files.create(this.#claims.ownPath(this.#name))).close();
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }

  #begin(): void {
    const term = { lastBeat: this.#parts.clock.monotonic(), stop: new AbortController() };
    this.#term = term;
    void this.#keepBeating(term.stop.signal);
  }

  /** A beat that fails is tried again; when too many do, `isHeld` says so by itself. */
  async #keepBeating(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await this.#parts.clock.wait(beatEvery, stop).catch(() => undefined);
      if (this.#term?.stop.signal === stop) await this.confirm().catch(() => false);
    }
  }

  #end(): void {
    this.#term?.stop.abort();
    this.#term = undefined;
  }
}
