import type { OpenAccount } from '../accounts/accountBook.ts';
import { fold } from '../base/fold.ts';
import type { DirectoryEntry } from '../model/directory.ts';
import { fitOf, type Fit } from './fit.ts';
import { spokenRuns } from './letterKinds.ts';
import { compareStandings } from './standing.ts';
import { TargetFinder, type TargetFinderParts, type TargetResult, type TargetRow } from './targetFinder.ts';

/** What a finder for several accounts needs from outside. */
interface AccountsFinderParts extends Omit<TargetFinderParts, 'open' | 'type'> {
  readonly accounts: readonly OpenAccount[];
  /** What the workspace is about, such as its folders' names: customers who are called so come up before anything is typed. */
  readonly workspaceNames: readonly string[];
}

/** The row of a target that lists others. */
interface RowOfAccount {
  readonly accountId: string;
  readonly key: string;
}

/** What the user is looking for. */
export interface AccountsQuery {
  /** As typed; '' asks for pinned, recent and suggested targets. */
  readonly text: string;
  /** Asks for what is listed within that target of one account. */
  readonly within: RowOfAccount | undefined;
}

/** A target in a result, and the account that it belongs to. */
export interface FoundTarget extends Omit<TargetRow, 'from'> {
  /** `suggested`: the workspace is called so. */
  readonly from: TargetRow['from'] | 'suggested';
  readonly open: OpenAccount;
  readonly fit: Fit;
}

/** The answer to exactly one query, as far as it is known now. */
export interface AccountsResult {
  readonly query: AccountsQuery;
  readonly parent: { readonly open: OpenAccount; readonly entry: DirectoryEntry } | undefined;
  readonly rows: readonly FoundTarget[];
  /** Whether there are more that match. */
  readonly hasMore: boolean;
  /** How far the lists have been read, or why one is not complete; for people. */
  readonly message: string | undefined;
  /** Whether more is being read just now. */
  readonly isFilling: boolean;
  /** Whether every list that is searched has been read to its end, so that nobody else can be meant. */
  readonly isComplete: boolean;
}

/** The name of a folder with fewer letters says nothing about a customer. */
const shortestSuggestion = 3;

/** More would push the recent ones out of sight. */
const mostSuggestions = 3;

/** Finds targets of several accounts together by what is typed: the best of each account come first. */
export class AccountsFinder {
  readonly #finders: readonly { readonly open: OpenAccount; readonly finder: TargetFinder }[];
  readonly #maxRows: number;
  readonly #suggested: readonly string[];

  constructor({ accounts, workspaceNames, ...parts }: AccountsFinderParts) {
    this.#maxRows = parts.maxRows;
    this.#suggested = workspaceNames.filter((name) => name.length >= shortestSuggestion);
    this.#finders = accounts.map((open) => ({
      open,
      finder: new TargetFinder({ ...parts, open, type: undefined }),
    }));
  }

  /** Called when {@link find} may answer the newest query differently now. Returns how to stop listening. */
  onChange(listener: () => void): () => void {
    const stops = this.#finders.map(({ finder }) => finder.onChange(listener));
    return () => stops.forEach((stop) => stop());
  }

  /** Answers the query with what is known now. No service is asked about it. */
  find(query: AccountsQuery): AccountsResult {
    const { text, within } = query;
    const inside = within && this.#finders.find(({ open }) => open.account.id === within.accountId);
    if (within && inside) {
      const result = inside.finder.find({ text, within: within.key });
      const { open } = inside;
      const parent = result.parent && { open, entry: result.parent };
      return { ...merged([{ open, result }], text, this.#maxRows), query, parent };
    }
    const results = this.#finders.map(({ open, finder }) => ({
      open,
      result: finder.find({ text, within: undefined }),
    }));
    const all = merged(results, text, this.#maxRows);
    const rows = text.trim() === '' ? withOthers(all.rows, this.#suggestions()) : all.rows;
    return { ...all, rows, query, parent: undefined };
  }

  dispose(): void {
    for (const { finder } of this.#finders) finder.dispose();
  }

  /** Customers in whose names all words of the workspace's name stand. */
  #suggestions(): readonly FoundTarget[] {
    const found = this.#suggested.flatMap((name) =>
      this.#finders.flatMap(({ open, finder }) =>
        finder
          .find({ text: name, within: undefined })
          .rows.filter(({ entry }) => isCalled(entry, name))
          .map((row): FoundTarget => ({
            ...row,
            open,
            from: 'suggested',
            fit: fitOf(row.entry, name),
          })),
      ),
    );
    return found.slice(0, mostSuggestions);
  }
}

/** An account's answer to a query. */
interface AccountResult {
  readonly open: OpenAccount;
  readonly result: TargetResult;
}

/** The best fitting ones of all accounts first; among equals the first of each account, then the second of each. */
function merged(results: readonly AccountResult[], text: string, maxRows: number): AccountsResult {
  const isTyped = text.trim() !== '';
  const rows = results.flatMap(({ open, result }) =>
    result.rows.map((row, at) => {
      const fit = isTyped ? fitOf(row.entry, text) : 'words';
      return { row: { ...row, open, fit }, at };
    }),
  );
  rows.sort((a, b) => compareRows(a.row, b.row) || a.at - b.at);
  const messages = results.flatMap(({ open, result: { message } }) => {
    if (message === undefined) return [];
    return results.length === 1 ? [message] : [`${open.account.label}: ${message}`];
  });
  return {
    query: { text, within: undefined },
    parent: undefined,
    rows: rows.slice(0, maxRows).map(({ row }) => row),
    hasMore: rows.length > maxRows || results.some(({ result }) => result.hasMore),
    message: messages.length === 0 ? undefined : messages.join(' · '),
    isFilling: results.some(({ result }) => result.isFilling),
    isComplete: results.every(({ result }) => !result.isFilling && result.message === undefined),
  };
}

/** Before anything is typed, those of linked folders come first, then pinned ones. */
function compareRows(a: FoundTarget, b: FoundTarget): number {
  if (a.standing && b.standing) return compareStandings(a.standing, b.standing);
  return origins.indexOf(a.from) - origins.indexOf(b.from);
}

const origins: readonly FoundTarget['from'][] = [
  'linked',
  'repository',
  'linkedElsewhere',
  'pinned',
  'recent',
];

function withOthers(rows: readonly FoundTarget[], others: readonly FoundTarget[]): readonly FoundTarget[] {
  const keyOf = ({ open, key }: FoundTarget) => JSON.stringify([open.account.id, key]);
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  for (const row of others) if (!byKey.has(keyOf(row))) byKey.set(keyOf(row), row);
  return [...byKey.values()];
}

function isCalled({ target, company }: DirectoryEntry, name: string): boolean {
  const called = new Set(spokenRuns(fold(`${target.name ?? ''}\n${company ?? ''}`)));
  const words = spokenRuns(fold(name));
  return words.length > 0 && words.every((word) => called.has(word));
}
