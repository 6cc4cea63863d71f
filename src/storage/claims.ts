import { join } from 'node:path';
import { awakeTime, type SteadyClock } from '../base/clock.ts';
import type { Files } from './files.ts';
import { codeOf } from './storageFailure.ts';

/** One extension host, for as long as it runs. */
export interface Host {
  /** Unique among all hosts that ever ran: letters, digits and hyphens. */
  readonly id: string;
  /** Whether the host of that id has certainly ended. False when it may still run. */
  hasEnded(hostId: string): boolean;
}

/** What {@link Claims} needs from outside. */
export interface ClaimsParts {
  readonly files: Files;
  readonly clock: SteadyClock;
  readonly host: Host;
}

/**
 * How long a claimed file may stay untouched before its host counts as gone, in milliseconds, as watched by the
 * host that wants it while that host itself runs: a suspended machine pauses all its hosts alike. Longer than any
 * other pause of a living host.
 */
export const staleAfter = 30_000;

/** How often a host touches what it has claimed, in milliseconds: after four missed beats it still counts as alive. */
export const beatEvery = 5_000;

/** The coarsest clock of a file system that is in use (FAT), in milliseconds. */
export const coarsestTick = 2_000;

/** `NAME@HOST.json`: NAME is claimed by HOST. */
const claimedForm = /^(.+)@([a-z0-9-]+)\.json$/;

/** The name and owner of a file; the owner is undefined while no host has claimed it. Undefined: another kind of file. */
export function parseFileName(fileName: string): { name: string; owner: string | undefined } | undefined {
  const claimed = claimedForm.exec(fileName);
  if (claimed?.[1] !== undefined) return { name: claimed[1], owner: claimed[2] };
  return fileName.endsWith('.json') && !fileName.startsWith('.')
    ? { name: fileName.slice(0, -'.json'.length), owner: undefined }
    : undefined;
}

/**
 * Files that one host at a time may work on. A file is claimed by renaming it from `NAME.json` to
 * `NAME@HOST.json`: of any number of hosts that try, one succeeds and the others find nothing to rename. The claim
 * of a host that died is taken over by renaming again, which is as exclusive.
 */
export class Claims {
  readonly #parts: ClaimsParts;
  readonly #folder: string;
  /** When another host's file was last seen to change, by the time in which this host itself ran. */
  readonly #watched = new Map<string, { modifiedAt: number; since: number }>();
  /** What the last heartbeat set the time of each of this host's files to. */
  readonly #touchedAt = new Map<string, number>();

  /** `folder`: absolute path; it need not be there yet. */
  constructor(parts: ClaimsParts, folder: string) {
    this.#parts = parts;
    this.#folder = folder;
  }

  /** Absolute path of a file that no host has claimed. */
  freePath(name: string): string {
    return join(this.#folder, `${name}.json`);
  }

  /** Absolute path of a file that this host has claimed. */
  ownPath(name: string): string {
    return join(this.#folder, `${name}@${this.#parts.host.id}.json`);
  }

  /** Claims a file. False when another host was faster, or there is no such file. Rejects with Node's own error. */
  async claim(name: string): Promise<boolean> {
    const path = this.freePath(name);
    try {
      // A host that watched an earlier claim of this host must see that this is a new one, so the file's time changes,
      // by too little for people to notice: two milliseconds, since a file system may round one away.
      await this.#parts.files.touch(path, (await this.#parts.files.facts(path)).modifiedAt + 2);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
    return await this.#tryRename(path, this.ownPath(name));
  }

  /** Releases a file, for any host to claim. False when it was taken over meanwhile. */
  async release(name: string): Promise<boolean> {
    this.#touchedAt.delete(name);
    return await this.#tryRename(this.ownPath(name), this.freePath(name));
  }

  /** The hosts that have claimed the file: one or none; for a moment two, when a host that seemed dead wakes up. */
  async owners(name: string): Promise<readonly string[]> {
    const names = await this.#parts.files.names(this.#folder);
    return names.flatMap((fileName) => {
      const parsed = parseFileName(fileName);
      return parsed?.name === name && parsed.owner !== undefined ? [parsed.owner] : [];
    });
  }

  /** Touches the claimed file, so that other hosts see that this one is alive. False when the claim was taken over. */
  async beat(name: string): Promise<boolean> {
    try {
      await this.#parts.files.touch(this.ownPath(name), this.#newTime(name));
      return true;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
  }

  /** Differs from the last one even if the time of day stands, by as much as the coarsest file system can tell. */
  #newTime(name: string): number {
    const now = this.#parts.clock.now();
    const last = this.#touchedAt.get(name) ?? Number.NEGATIVE_INFINITY;
    const time = Math.abs(now - last) < coarsestTick ? last + coarsestTick : now;
    this.#touchedAt.set(name, time);
    return time;
  }

  /** Claims a file whose `owner` is gone. False when the owner is or may be alive, or another host was faster. */
  async takeOver(name: string, owner: string): Promise<boolean> {
    const from = join(this.#folder, `${name}@${owner}.json`);
    if (owner === this.#parts.host.id || !(await this.#isStale(from, owner))) return false;
    const isOurs = await this.#tryRename(from, this.ownPath(name));
    this.#watched.delete(from);
    return isOurs;
  }

  /**
   * A host is gone when it has certainly ended, or when its file did not change while this host watched it for
   * {@link staleAfter}. The file's time is compared only with its own earlier one: clocks may be wrong, or be changed.
   */
  async #isStale(path: string, owner: string): Promise<boolean> {
    const { files, clock, host } = this.#parts;
    if (host.hasEnded(owner)) return true;
    let modifiedAt: number;
    try {
      ({ modifiedAt } = await files.facts(path));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
    const last = this.#watched.get(path);
    const now = awakeTime(clock);
    if (last?.modifiedAt === modifiedAt) return now - last.since >= staleAfter;
    this.#watched.set(path, { modifiedAt, since: now });
    return false;
  }

  async #tryRename(from: string, to: string): Promise<boolean> {
    try {
      await this.#parts.files.rename(from, to);
      return true;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
  }
}
