import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Directories } from '../customers/directories.ts';
import { listedTypes } from '../customers/directoryTypes.ts';
import { fitOf } from '../customers/fit.ts';
import type { Target } from '../model/note.ts';
import type { ProposedNote } from '../proposals/proposalInput.ts';

/** A customer of an account. */
interface FoundCustomer {
  readonly open: OpenAccount;
  readonly target: Target;
}

/** Enough to see whether there is more than one. */
const mostFound = 5;

/**
 * Whom a proposal is about, from the lists on this machine: the only one of that id, or the only one whose name fits.
 * Undefined: nobody, or more than one, or a list was not read to its end, so that others may fit, too. Asks no service.
 */
export async function proposedCustomer(
  directories: Directories,
  customer: NonNullable<ProposedNote['customer']>,
  accounts: readonly OpenAccount[],
): Promise<FoundCustomer | undefined> {
  const found: FoundCustomer[] = [];
  for (const open of accounts)
    for (const type of listedTypes(open)) {
      if ('id' in customer && customer.type !== undefined && customer.type !== type) continue;
      const index = directories.of(open, type);
      await index?.load();
      if (index?.status.whole !== true) return undefined;
      const fitting = 'id' in customer ? [index.get(customer.id) ?? []].flat() : named(index, customer.query);
      found.push(...fitting.map(({ target }) => ({ open, target })));
    }
  const [only, ...others] = found;
  return others.length === 0 ? only : undefined;
}

/** Those of exactly that name, else those whose names hold each word of it. */
function named(index: NonNullable<ReturnType<Directories['of']>>, query: string) {
  const fitting = index.find(query, mostFound).filter((entry) => fitOf(entry, query) !== 'similar');
  const exact = fitting.filter((entry) => fitOf(entry, query) === 'exact');
  return exact.length > 0 ? exact : fitting;
}
