import type { OpenAccount } from '../accounts/accountBook.ts';
import { Failure } from '../base/failure.ts';
import type { DirectoryEntry } from '../model/directory.ts';
import { BestRanked } from './bestRanked.ts';
import { questionOf } from './question.ts';
import { rankOf, weightOf } from './ranking.ts';
import { readAllPages } from './readAllPages.ts';
import { listUnread } from '../words/customers.ts';

/** Entries of one type. */
interface TypeList {
  readonly type: string;
  entries: readonly DirectoryEntry[];
}

/** What is listed within one target, such as an account's subscriptions and orders. */
export class TargetsWithin {
  readonly parent: DirectoryEntry;
  readonly #open: OpenAccount;
  readonly #lists: readonly TypeList[];
  #problem: string | undefined;
  #isLoading = true;

  /** `types`: which types of targets to list. */
  constructor(open: OpenAccount, parent: DirectoryEntry, types: readonly string[]) {
    this.#open = open;
    this.parent = parent;
    this.#lists = types.map((type) => ({ type, entries: [] }));
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  /** Why the lists are not complete, for people. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Reads all lists. `onChange` is called whenever there is more to find, and never after the signal has aborted. */
  async load(signal: AbortSignal, onChange: () => void): Promise<void> {
    const changed = () => {
      if (!signal.aborted) onChange();
    };
    try {
      for (const list of this.#lists)
        await readAllPages(
          (cursor) => this.#readPage(list.type, cursor, signal),
          (entries) => {
            list.entries = entries;
            changed();
          },
        );
    } catch (error) {
      this.#problem = Failure.is(error) ? error.message : listUnread();
    }
    this.#isLoading = false;
    changed();
  }

  /** At most `limit` of each type, type by type: the first ones, or those that match what is typed. */
  find(typed: string, limit: number): readonly (readonly DirectoryEntry[])[] {
    return this.#lists.map(({ entries }) => matching(entries, typed, limit));
  }

  async #readPage(type: string, cursor: string | undefined, signal: AbortSignal) {
    const query = { type, within: this.parent.target, ...(cursor === undefined ? {} : { cursor }) };
    const page = await this.#open.provider.directory?.(query, signal);
    return page ?? { entries: [], cursor: undefined };
  }
}

function matching(
  entries: readonly DirectoryEntry[],
  typed: string,
  limit: number,
): readonly DirectoryEntry[] {
  if (typed.trim() === '') return entries.slice(0, limit);
  const question = questionOf(typed);
  const best = new BestRanked<DirectoryEntry>(limit);
  for (const entry of entries) {
    const rank = rankOf(entry, question);
    if (rank !== undefined) best.put(entry, rank, weightOf(entry));
  }
  return best.items;
}
