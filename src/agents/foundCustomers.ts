import { fold } from '../base/fold.ts';
import type { DirectoryEntry } from '../model/directory.ts';
import type { Target } from '../model/note.ts';
import type { NotesOf } from './customerNotes.ts';

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
  /** Where exactly one fits: that one, and whether its notes may be read. */
  readonly only: { readonly target: Target; readonly notes: NotesOf } | undefined;
}

/** A list of an account's customers, on this machine. */
export interface CustomerList {
  /** The name of the account. */
  readonly account: string;
  /** Whether the list was read to its end at least once. */
  readonly isWhole: boolean;
  readonly notes: NotesOf;
  /** The best ones first. */
  find(query: string, limit: number): readonly DirectoryEntry[];
}

/** How many customers an agent learns of at once. */
export const mostCustomers = 10;

/** How many fitting ones of a list are looked at. */
const mostSeen = 200;

/** The words of a query, as names are compared. */
function wordsOf(query: string): readonly string[] {
  return fold(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Whether a query has a word of three letters or digits: fewer would list whole accounts to an agent. */
export function isQuery(query: string): boolean {
  return wordsOf(query).some((word) => word.length >= 3);
}

/**
 * Looks in each list, and takes those of each in turn, by name. Only what an agent learns anyway is searched, and only as
 * it is written: neither addresses and other ids, nor who pays most, can be found out by asking.
 */
export function findIn(lists: readonly CustomerList[], query: string): FoundCustomers {
  const words = wordsOf(query);
  const found = lists.map((list) =>
    list
      .find(query, mostSeen)
      .map(({ target }) => ({ target, list, name: target.name ?? target.id }))
      .filter(({ target: { id }, name }) => words.every((word) => fold(`${name} ${id}`).includes(word)))
      .sort((one, other) => one.name.localeCompare(other.name)),
  );
  const longest = Math.max(0, ...found.map(({ length }) => length));
  const inTurn = Array.from({ length: longest }, (_, at) => found.flatMap((each) => each[at] ?? [])).flat();
  const [only] = inTurn.length === 1 ? inTurn : [];
  return {
    customers: inTurn.slice(0, mostCustomers).map(({ target: { id, type }, list, name }) => ({
      id,
      type,
      name,
      account: list.account,
    })),
    only: only && { target: only.target, notes: only.list.notes },
    mayBeMore: inTurn.length > mostCustomers || lists.some(({ isWhole }) => !isWhole),
  };
}
