import type { AccountBook } from '../accounts/accountBook.ts';
import { typedTargetKey } from '../customers/targetKey.ts';
import type { FolderCustomer } from '../folders/linkedFolder.ts';
import { isBlank, type Draft } from '../model/draft.ts';
import { fitToAccount } from './newDraft.ts';

/** Whether a folder may propose a customer for a draft: nothing is written, and nobody was chosen or searched for. */
export function maySuggest(draft: Draft): boolean {
  if (draft.edits || !isBlank(draft)) return false;
  if (draft.suggestedBy !== undefined) return draft.suggestedBy === 'folder';
  return draft.target === undefined && draft.values.target.trim() === '';
}

/** Whether the draft has this suggestion; undefined: none. */
export function hasSuggestion(draft: Draft, customer: FolderCustomer | undefined): boolean {
  const { suggestedBy, target, values } = draft;
  if (!customer || suggestedBy === undefined || !target) return !customer && suggestedBy === undefined;
  return values.account === customer.accountId && typedTargetKey(target) === typedTargetKey(customer.target);
}

/**
 * The draft with a suggestion in place of the one before. `ownAccount`: the id of the account that it is for without one.
 */
export function withSuggestion(
  book: AccountBook,
  draft: Draft,
  customer: FolderCustomer | undefined,
  ownAccount: string,
  suggestedBy: NonNullable<Draft['suggestedBy']> = 'folder',
): Draft {
  const { target: _target, customer: _customer, suggestedBy: _suggestedBy, ...rest } = draft;
  const account = customer?.accountId ?? ownAccount;
  const values = fitToAccount(book, { ...draft.values, account, target: '' });
  if (!customer) return { ...rest, values };
  const { target, customer: whole } = customer;
  return {
    ...rest,
    values: { ...values, targetType: target.type, target: target.id },
    target,
    ...(whole && { customer: whole }),
    suggestedBy,
  };
}
