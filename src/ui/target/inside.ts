import type { OpenAccount } from '../../accounts/accountBook.ts';
import { listWithin } from '../../directory/listWithin.ts';
import { Matcher } from '../../directory/matcher.ts';
import { Failure } from '../../notes/failure.ts';
import type { DirectoryEntry } from '../../providers/directory.ts';
import { verbatim } from '../verbatim.ts';
import { mostRows, tellingItem, typesWithin, withinItems, type TargetItem } from './targetItems.ts';

/** What is listed within one target, such as an account's subscriptions and orders. */
export class Inside {
  readonly entry: DirectoryEntry;
  readonly #to: OpenAccount;
  readonly #lists: { readonly type: string; entries: readonly DirectoryEntry[] }[];
  /** Why there may be more. */
  #problem: string | undefined;
  #loading = true;

  constructor(to: OpenAccount, entry: DirectoryEntry) {
    this.#to = to;
    this.entry = entry;
    this.#lists = typesWithin(to, entry.target.type).map((type) => ({ type, entries: [] }));
  }

  get isLoading(): boolean {
    return this.#loading;
  }

  /** Reads all of it; `onChange` is called whenever there is more, and never after the signal. */
  async load(signal: AbortSignal, onChange: () => void): Promise<void> {
    const { provider } = this.#to;
    const within = this.entry.target;
    try {
      for (const list of this.#lists)
        await listWithin(
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

  /** The target itself and what is in it, or, when something is typed, what matches it. */
  items(typed: string): TargetItem[] {
    const found = this.#lists.map(({ type, entries }) => ({ type, entries: matching(entries, typed) }));
    const items = withinItems(this.entry, found, this.#to);
    const rows = typed.trim() === '' ? items : items.slice(1);
    if (this.#loading) return [...rows, tellingItem('$(sync~spin) Reading…')];
    if (this.#problem !== undefined) return [...rows, tellingItem(`$(error) ${verbatim(this.#problem)}`)];
    return rows.length === 0 ? [tellingItem('$(info) Nothing in it matches')] : rows;
  }
}

function matching(entries: readonly DirectoryEntry[], typed: string): readonly DirectoryEntry[] {
  if (typed.trim() === '') return entries.slice(0, mostRows);
  const matcher = new Matcher();
  for (const entry of entries) matcher.set(entry);
  return matcher.find(typed, mostRows);
}
