import { join } from 'node:path';
import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Host } from '../storage/claims.ts';
import { removeHalfWritten, removeIfThere } from '../storage/durable.ts';
import { Lease } from '../storage/lease.ts';
import { Failure } from '../base/failure.ts';
import { DirectoryIndex } from './directoryIndex.ts';
import { listedTypes } from './directoryTypes.ts';
import { ownerOf, PageFiles, type PageFilesParts } from './pageFiles.ts';
import type { YieldParts } from '../base/forEachYielding.ts';

/** What directories need from outside. */
export interface DirectoriesParts extends PageFilesParts, YieldParts {
  readonly host: Host;
  /** The setting `notelog.customers.keepOnDisk`, read whenever it matters. */
  readonly keepOnDisk: () => boolean;
}

/** An index, and the account as it was when somebody last searched. */
interface OpenIndex {
  open: OpenAccount;
  readonly place: string;
  /** Whether it writes to the disk. */
  readonly stored: boolean;
  readonly index: DirectoryIndex;
}

/** The indexes of all accounts. One is opened when somebody first searches in it. */
export class Directories {
  readonly #parts: DirectoriesParts;
  /** By account and type. */
  readonly #opened = new Map<string, OpenIndex>();
  /** One removal at a time. An index that opens meanwhile sees by itself that its files are gone. */
  #removing: Promise<void> = Promise.resolve();

  constructor(parts: DirectoriesParts) {
    this.#parts = parts;
  }

  /** The index of an account's targets of this type; undefined: the service lists no such thing as a whole. */
  of(open: OpenAccount, type: string): DirectoryIndex | undefined {
    if (!listedTypes(open).includes(type)) return undefined;
    const { account } = open;
    const key = `${account.id}@${type}`;
    const place = tenantKey(open);
    const known = this.#opened.get(key);
    if (known?.place === place) {
      // Another label, or another setting that is none of the directory's business.
      known.open = open;
      return known.index;
    }
    // What it left on disk is of another place, which the new one sees.
    void known?.index.close();
    const index = this.#indexOf(key, type, open, place);
    this.#opened.set(key, index);
    return index.index;
  }

  /** An account is removed, or its key may open another one now. Failure `storage`. */
  async forget(accountId: string): Promise<void> {
    await this.#remove((id) => id === accountId);
  }

  /** All of them, of every account. Failure `storage`. */
  async clear(): Promise<void> {
    await this.#remove(() => true);
  }

  /** Only these accounts are left. Failure `storage`. */
  async keepOnly(accountIds: readonly string[]): Promise<void> {
    await this.#remove((id) => !accountIds.includes(id));
  }

  /** To be called at the start and when the setting changed: nothing stays on disk that may not. Failure `storage`. */
  async applySetting(): Promise<void> {
    if (!this.#parts.keepOnDisk())
      await this.#remove(
        () => true,
        ({ stored }) => stored,
      );
  }

  dispose(): void {
    for (const { index } of this.#opened.values()) void index.close();
    this.#opened.clear();
  }

  #indexOf(key: string, type: string, open: OpenAccount, place: string): OpenIndex {
    const { files, folder, clock, host, log, pause, keepOnDisk } = this.#parts;
    const keep = keepOnDisk();
    const opened: OpenIndex = {
      open,
      place,
      stored: keep,
      index: new DirectoryIndex({
        read: async (cursor, signal) => {
          const { provider } = opened.open;
          if (!provider.directory) throw new Failure('unreadable', 'This account has no list of customers.');
          return await provider.directory({ type, ...(cursor === undefined ? {} : { cursor }) }, signal);
        },
        store: keep ? new PageFiles(this.#parts, open.account.id, type, place) : undefined,
        lease: keep
          ? new Lease({ files, clock, host }, join(folder, 'leases'), key.replace('@', '-'))
          : undefined,
        clock,
        pause,
        log,
      }),
    };
    return opened;
  }

  /** Removes files, and closes indexes: those of the same accounts unless `closes` says otherwise. */
  #remove(
    goes: (accountId: string) => boolean,
    closes: (opened: OpenIndex) => boolean = ({ open }) => goes(open.account.id),
  ): Promise<void> {
    const removed = this.#removing.then(async () => {
      const { files, folder, clock } = this.#parts;
      const closing: Promise<void>[] = [];
      for (const [key, opened] of this.#opened) {
        if (!closes(opened)) continue;
        this.#opened.delete(key);
        closing.push(opened.index.close());
      }
      await Promise.all(closing);
      for (const name of await files.names(folder)) {
        const owner = ownerOf(name);
        if (owner && goes(owner.accountId)) await removeIfThere(files, join(folder, name));
      }
      // Whose customers these are, nobody can tell any more.
      await removeHalfWritten(files, folder, clock.now());
    });
    this.#removing = removed.catch(() => undefined);
    return removed;
  }
}

function tenantKey({ kind, account }: OpenAccount): string {
  return JSON.stringify([kind.id, kind.origin(account) ?? '', kind.tenant(account)]);
}
