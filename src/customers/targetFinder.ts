import type { DirectoryEntry } from '../model/directory.ts';
import { typesWithin } from './directoryTypes.ts';
import { isExactTarget } from './exactTarget.ts';
import { TargetSearch, type TargetMatch, type TargetSearchParts } from './targetSearch.ts';
import { typedTargetKey } from './targetKey.ts';
import { TargetsWithin } from './targetsWithin.ts';

/** What a finder needs from outside. */
export interface TargetFinderParts extends Omit<TargetSearchParts, 'onChange'> {
  /** How many rows a result has at most; within a target, how many of each type. */
  readonly maxRows: number;
}

/** What the user is looking for. */
export interface TargetQuery {
  /** As typed; '' asks for pinned and recent targets. */
  readonly text: string;
  /** The key of a row that this finder gave: asks for what is listed within that target. Undefined: for all. */
  readonly within: string | undefined;
}

/** One target in a result. */
export interface TargetRow {
  /** Identifies the row as long as the finder lives. */
  readonly key: string;
  readonly entry: DirectoryEntry;
  /** `within`: it is listed within {@link TargetResult.parent}. */
  readonly from: TargetMatch['from'] | 'within';
  /** Its place among all that match; undefined: nothing is typed, or it is listed within a target. */
  readonly standing: TargetMatch['standing'];
  /** Whether choosing it should show what is listed within it, instead of taking it. */
  readonly opensList: boolean;
}

/** The answer to exactly one query, as far as it is known now. */
export interface TargetResult {
  readonly query: TargetQuery;
  /** The target that {@link TargetQuery.within} names. */
  readonly parent: DirectoryEntry | undefined;
  readonly rows: readonly TargetRow[];
  /** Whether there are more matches than `maxRows`. */
  readonly hasMore: boolean;
  /** How far the list has been read, or why it is not complete; for people. */
  readonly message: string | undefined;
  /** Whether more is being read just now; {@link TargetFinder.onChange} says when it is there. */
  readonly isFilling: boolean;
  /** Whether the typed text names one target by itself, so that it must not be taken for one that resembles it. */
  readonly isExact: boolean;
}

/**
 * Finds targets of one account by what is typed, and what is listed within a target. Each query is answered at once
 * with what is known; what the service adds comes later.
 */
export class TargetFinder {
  readonly #parts: TargetFinderParts;
  readonly #search: TargetSearch;
  readonly #listeners = new Set<() => void>();
  /** Each entry that a query has found, by key. The row of an earlier query can still be on screen, and be chosen. */
  readonly #entries = new Map<string, DirectoryEntry>();
  #within:
    { readonly key: string; readonly targets: TargetsWithin; readonly end: AbortController } | undefined;

  constructor(parts: TargetFinderParts) {
    this.#parts = parts;
    this.#search = new TargetSearch({ ...parts, onChange: () => this.#changed() });
  }

  /** Called when {@link find} may answer the newest query differently now. Returns how to stop listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Answers the query with what is known now; what the service finds later belongs to the newest query. */
  find(query: TargetQuery): TargetResult {
    this.#enter(query.within);
    const result = this.#within
      ? this.#resultWithin(query, this.#within.targets)
      : this.#resultOfSearch(query);
    for (const { key, entry } of result.rows) this.#entries.set(key, entry);
    return result;
  }

  /** The entry of a row that was given; undefined: there was no such row. */
  entryOf(key: string): DirectoryEntry | undefined {
    return this.#entries.get(key);
  }

  dispose(): void {
    this.#listeners.clear();
    this.#search.dispose();
    this.#leave();
  }

  #resultOfSearch(query: TargetQuery): TargetResult {
    const { open, type, maxRows } = this.#parts;
    this.#search.search(query.text);
    const matches = this.#search.matches(maxRows + 1);
    return {
      query,
      parent: undefined,
      rows: matches.slice(0, maxRows).map((match) => ({
        key: typedTargetKey(match.entry.target),
        ...match,
        opensList: this.#opensList(match, query.text),
      })),
      hasMore: matches.length > maxRows,
      message: this.#search.progress,
      isFilling: this.#search.isFilling,
      isExact: isExactTarget(open, query.text, type),
    };
  }

  #resultWithin(query: TargetQuery, targets: TargetsWithin): TargetResult {
    const { maxRows } = this.#parts;
    const lists = targets.find(query.text, maxRows + 1);
    return {
      query,
      parent: targets.parent,
      rows: lists.flatMap((entries) =>
        entries.slice(0, maxRows).map((entry) => ({
          key: typedTargetKey(entry.target),
          entry,
          from: 'within' as const,
          standing: undefined,
          opensList: false,
        })),
      ),
      hasMore: lists.some(({ length }) => length > maxRows),
      message: targets.problem,
      isFilling: targets.isLoading,
      isExact: false,
    };
  }

  /** Where any type will do, a pinned or recent target is meant itself: it was chosen before. */
  #opensList({ entry, from }: TargetMatch, text: string): boolean {
    const asksForMore = this.#parts.type === undefined ? from === 'listed' : text.trim() !== '';
    return asksForMore && this.#wantedWithin(entry).length > 0;
  }

  /** The types that are listed within a target and that are wanted. */
  #wantedWithin({ target }: DirectoryEntry): readonly string[] {
    const { open, type } = this.#parts;
    return typesWithin(open, target.type).filter((each) => type === undefined || each === type);
  }

  #enter(key: string | undefined): void {
    if (key === this.#within?.key) return;
    this.#leave();
    const parent = key === undefined ? undefined : this.#entries.get(key);
    const types = parent ? this.#wantedWithin(parent) : [];
    if (key === undefined || !parent || types.length === 0) return;
    const end = new AbortController();
    const targets = new TargetsWithin(this.#parts.open, parent, types);
    this.#within = { key, targets, end };
    void targets.load(end.signal, () => this.#changed());
  }

  #leave(): void {
    this.#within?.end.abort();
    this.#within = undefined;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
