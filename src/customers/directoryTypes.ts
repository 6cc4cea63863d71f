import type { OpenAccount } from '../accounts/accountBook.ts';

/** The types of targets that the service lists as a whole. */
export function listedTypes({ kind, provider }: OpenAccount): readonly string[] {
  if (!provider.directory) return [];
  return kind.capabilities.directory.flatMap(({ type, within }) => (within === undefined ? [type] : []));
}

/** The types of targets that are listed within a target of this type, such as an account's subscriptions. */
export function typesWithin({ kind, provider }: OpenAccount, type: string): readonly string[] {
  if (!provider.directory) return [];
  return kind.capabilities.directory.flatMap((each) => (each.within === type ? [each.type] : []));
}

/**
 * The types whose directories lead to targets of this type: the type itself, or the types that such targets lie
 * within. Empty where the service lists neither.
 */
export function searchedTypes(open: OpenAccount, type: string): readonly string[] {
  return listedTypes(open).filter((each) => each === type || typesWithin(open, each).includes(type));
}
