import { join } from 'node:path';
import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Host } from '../storage/claims.ts';
import { removeEach, removeHalfWritten } from '../storage/durable.ts';
import { Lease } from '../storage/lease.ts';
import { Failure } from '../base/failure.ts';
import { DirectoryIndex } from './directoryIndex.ts';
import { listedTypes } from './directoryTypes.ts';
import { ownerOf, PageFiles, type PageFilesParts } from './pageFiles.ts';
import type { YieldParts } from '../base/forEachYielding.ts';
import { noList } from '../words/customers.ts';

/** What directories need from outside. */
interface DirectoriesParts extends PageFilesParts, YieldParts {
  readonly host: Host;
  /** The setting `notelog.customers.keepOnDisk`, read whenever it matters. */
  readonly keepOnDisk: () => boolean;
}

/** An index, and the account as it was at the last search. */
interface OpenIndex {
  open: OpenAccount;
  readonly tenant: string;
  /** Whether it writes to the disk. */
  readonly isStored: boolean;
  readonly index: DirectoryIndex;
}

/** The directory indexes of all accounts. Each is opened when somebody first searches it. */
export class Directories {
  readonly #parts: DirectoriesParts;
  /** By account and type. */
  readonly #indexes = new Map<string, OpenIndex>();
  /** One removal at a time. An index that opens meanwhile sees by itself that its files are gone. */
  #removing: Promise<void> = Promise.resolve();

  constructor(parts: DirectoriesParts) {
    this.#parts = parts;
  }

  /** The index of an account's targets of this type; undefined: the service does not list them as a whole. */
  of(open: OpenAccount, type: string): DirectoryIndex | undefined {
    if (!listedTypes(open).includes(type)) return undefined;
    const { account } = open;
    const key = `${account.id}@${type}`;
    const tenant = tenantKey(open);
    const existing = this.#indexes.get(key);
    if (existing?.tenant === tenant) {
      // The label may have changed, or a setting that does not matter to the directory.
      existing.open = open;
      return existing.index;
    }
    // Its pages stay on disk until the new index finds that they are of another tenant.
    void existing?.index.close();
    const opened = this.#openIndex(key, type, open, tenant);
    this.#indexes.set(key, opened);
    return opened.index;
  }

  /** Removes what is known of an account: it is removed, or its key may open another one now. Failure `storage`. */
  async remove(accountId: string): Promise<void> {
    await this.#removeWhere((id) => id === accountId);
  }

  /** Removes what is known of all accounts. Failure `storage`. */
  async removeAll(): Promise<void> {
    await this.#removeWhere(() => true);
  }

  /** Removes what is known of all accounts but these. Failure `storage`. */
  async keepOnly(accountIds: readonly string[]): Promise<void> {
    await this.#removeWhere((id) => !accountIds.includes(id));
  }

  /** Removes from disk what may not stay there; to be called at start and when the setting changes. Failure `storage`. */
  async applySetting(): Promise<void> {
    if (!this.#parts.keepOnDisk())
      await this.#removeWhere(
        () => true,
        ({ isStored }) => isStored,
      );
  }

  dispose(): void {
    for (const { index } of this.#indexes.values()) void index.close();
    this.#indexes.clear();
  }

  #openIndex(key: string, type: string, open: OpenAccount, tenant: string): OpenIndex {
    const { files, folder, clock, host, log, pause, keepOnDisk } = this.#parts;
    const keep = keepOnDisk();
    const opened: OpenIndex = {
      open,
      tenant,
      isStored: keep,
      index: new DirectoryIndex({
        read: async (cursor, signal) => {
          const { provider } = opened.open;
          if (!provider.directory) throw new Failure('unreadable', noList());
          return await provider.directory({ type, ...(cursor === undefined ? {} : { cursor }) }, signal);
        },
        store: keep ? new PageFiles(this.#parts, open.account.id, type, tenant) : undefined,
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

  /** Removes the pages of these accounts and closes their indexes, or the indexes that `closes` names. */
  #removeWhere(
    isRemoved: (accountId: string) => boolean,
    closes: (opened: OpenIndex) => boolean = ({ open }) => isRemoved(open.account.id),
  ): Promise<void> {
    const removed = this.#removing.then(async () => {
      const { files, folder, clock } = this.#parts;
      const closing: Promise<void>[] = [];
      for (const [key, opened] of this.#indexes) {
        if (!closes(opened)) continue;
        this.#indexes.delete(key);
        closing.push(opened.index.close());
      }
      await Promise.all(closing);
      const names = (await files.names(folder)).filter((name) => {
        const owner = ownerOf(name);
        return owner !== undefined && isRemoved(owner.accountId);
      });
      try {
        await removeEach(
          files,
          names.map((name) => join(folder, name)),
        );
      } finally {
        // Files that were never finished do not say whose customers they hold.
        await removeHalfWritten(files, folder, clock.now());
      }
    });
    this.#removing = removed.catch(() => undefined);
    return removed;
  }
}

/** Tells apart where ids are valid: the pages on disk bear it. */
export function tenantKey({ kind, account }: OpenAccount): string {
  return JSON.stringify([kind.id, kind.origin(account) ?? '', kind.tenant(account)]);
}
