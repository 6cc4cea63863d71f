import { fold } from '../base/fold.ts';

/** The account of that id, or the only one of that name. Undefined: there is none, or more than one. */
export function accountNamed<A extends { readonly id: string; readonly label: string }>(
  accounts: readonly A[],
  name: string,
): A | undefined {
  const [only, ...others] = accounts.filter(({ label }) => fold(label) === fold(name));
  return accounts.find(({ id }) => id === name) ?? (others.length === 0 ? only : undefined);
}
