import { setImmediate as nextTurn } from 'node:timers/promises';
import { accountNamed } from '../accounts/accountNamed.ts';
import type { SteadyClock } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { DirectoryCache } from '../customers/directoryCache.ts';
import { PageFiles } from '../customers/pageFiles.ts';
import type { Files } from '../storage/files.ts';
import type { CustomerList } from './foundCustomers.ts';
import { readPublishedState, type PublishedAccount } from './publishedState.ts';

/** What the lists need from outside. */
export interface StoredListsParts {
  readonly files: Files;
  readonly clock: SteadyClock;
  readonly newId: NewId;
  readonly log: Log;
  /** Absolute paths of the folders for agents, and of the lists. */
  readonly agentsFolder: string;
  readonly listsFolder: string;
}

/** The lists of customers that the windows have left on disk, for a process that has neither keys nor settings. */
export class StoredLists {
  readonly #parts: StoredListsParts;
  /** By account, type and place. They are read once, and then what is new. */
  readonly #caches = new Map<string, DirectoryCache>();

  constructor(parts: StoredListsParts) {
    // The lists are the windows' to tidy.
    this.#parts = { ...parts, files: { ...parts.files, remove: () => Promise.resolve() } };
  }

  /** Of one account, by its name or id, or of all. Undefined: there is no such account. Rejects with Node's own error. */
  async of(account: string | undefined): Promise<readonly CustomerList[] | undefined> {
    const { files, agentsFolder } = this.#parts;
    const all = (await readPublishedState(files, agentsFolder)) ?? [];
    const named = account === undefined ? undefined : accountNamed(all, account);
    if (account !== undefined && !named) return undefined;
    const meant = named ? [named] : all;
    const lists = meant.flatMap((each) => each.types.map((type) => this.#list(each, type)));
    return await Promise.all(lists);
  }

  async #list({ id, place, label }: PublishedAccount, type: string): Promise<CustomerList> {
    const key = JSON.stringify([id, type, place]);
    const pause = () => nextTurn();
    const cache =
      this.#caches.get(key) ??
      new DirectoryCache({
        ...this.#parts,
        pause,
        store: new PageFiles({ ...this.#parts, folder: this.#parts.listsFolder }, id, type, place),
        onChange: () => undefined,
      });
    this.#caches.set(key, cache);
    await cache.readNewPages(new AbortController().signal);
    return {
      account: label,
      isWhole: cache.isWhole,
      notes: 'elsewhere',
      find: (query, limit) => cache.find(query, limit),
    };
  }
}
