import type { DirectoryEntry } from '../model/directory.ts';

/** As much of a customer as an agent learns: enough to name it in a note, and nothing about it. */
export interface FoundCustomer {
  readonly id: string;
  /** What the id is of, in the service's words. */
  readonly type: string;
  readonly name: string;
  /** The name of the account. */
  readonly account: string;
}

/** Customers that fit, the best ones first. */
export interface FoundCustomers {
  readonly customers: readonly FoundCustomer[];
  /** Whether there may be others: more fit, or a list was not read to its end. */
  readonly mayBeMore: boolean;
}

/** A list of an account's customers, on this machine. */
export interface CustomerList {
  /** The name of the account. */
  readonly account: string;
  /** Whether the list was read to its end at least once. */
  readonly isWhole: boolean;
  /** The best ones first. */
  find(query: string, limit: number): readonly DirectoryEntry[];
}

/** How many customers an agent learns of at once. */
export const mostCustomers = 10;

/** Looks in each list, and takes the best of each in turn. */
export function findIn(lists: readonly CustomerList[], query: string): FoundCustomers {
  const found = lists.map((list) =>
    list.find(query, mostCustomers + 1).map(({ target }) => ({
      id: target.id,
      type: target.type,
      name: target.name ?? target.id,
      account: list.account,
    })),
  );
  const longest = Math.max(0, ...found.map(({ length }) => length));
  const inTurn = Array.from({ length: longest }, (_, at) => found.flatMap((each) => each[at] ?? [])).flat();
  return {
    customers: inTurn.slice(0, mostCustomers),
    mayBeMore: inTurn.length > mostCustomers || lists.some(({ isWhole }) => !isWhole),
  };
}
