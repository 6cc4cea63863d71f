import type { OpenAccount } from '../accounts/accountBook.ts';
import { typesWithin } from './directoryTypes.ts';
import { readAllPages } from './readAllPages.ts';
import { Matcher } from './matcher.ts';
import { Failure } from '../base/failure.ts';
import type { DirectoryEntry } from '../model/directory.ts';

/** Entries of one type. */
export interface TypeList {
  readonly type: string;
  readonly entries: readonly DirectoryEntry[];
}

/** What is listed within one target, such as an account's subscriptions and orders. */
export class TargetsWithin {
  readonly parent: DirectoryEntry;
  readonly #to: OpenAccount;
  readonly #lists: { readonly type: string; entries: readonly DirectoryEntry[] }[];
  #problem: string | undefined;
  #loading = true;

  /** `types`: those that are wanted, of all that there can be in it. */
  constructor(to: OpenAccount, entry: DirectoryEntry, types = typesWithin(to, entry.target.type)) {
    this.#to = to;
    this.parent = entry;
    this.#lists = types.map((type) => ({ type, entries: [] }));
  }

  get isLoading(): boolean {
    return this.#loading;
  }

  /** Why there may be more; for people. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Reads all of it; `onChange` is called whenever there is more, and never after the signal. */
  async load(signal: AbortSignal, onChange: () => void): Promise<void> {
    const { provider } = this.#to;
    const within = this.parent.target;
    try {
      for (const list of this.#lists)
        await readAllPages(
          async (cursor) => {
            const query = { type: list.type, within, ...(cursor === undefined ? {} : { cursor }) };
            return (await provider.directory?.(query, signal)) ?? { entries: [], cursor: undefined };
          },
          (entries) => {
            list.entries = entries;
            if (!signal.aborted) onChange();
          },
        );
    } catch (error) {
      this.#problem = Failure.is(error) ? error.message : 'The list could not be read.';
    }
    this.#loading = false;
    if (!signal.aborted) onChange();
  }

  /** At most `limit` of each type: the first ones, or, when something is typed, what matches it. */
  find(typed: string, limit: number): readonly TypeList[] {
    return this.#lists.map(({ type, entries }) => ({ type, entries: matching(entries, typed, limit) }));
  }
}

function matching(
  entries: readonly DirectoryEntry[],
  typed: string,
  limit: number,
): readonly DirectoryEntry[] {
  if (typed.trim() === '') return entries.slice(0, limit);
  const matcher = new Matcher();
  for (const entry of entries) matcher.set(entry);
  return matcher.find(typed, limit);
}
