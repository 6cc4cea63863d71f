import type { AccountBook } from '../accounts/accountBook.ts';
import { emptyDraft, type Draft, type DraftValues } from '../notes/draft/draft.ts';
import type { NewId } from '../notes/ids.ts';

/** An empty draft for the default account. */
export function freshDraft(book: AccountBook, newId: NewId): Draft {
  const { account, kind } = book.default();
  const { kinds, targets } = kind.capabilities;
  return emptyDraft(newId(), account.id, kinds[0] ?? 'note', targets[0]?.type ?? '');
}

/** After a change of account: kind and target type that this account has. */
export function fittedTo(book: AccountBook, values: DraftValues): DraftValues {
  const { capabilities } = (book.find(values.account) ?? book.default()).kind;
  const kind = capabilities.kinds.find((each) => each === values.kind) ?? capabilities.kinds[0] ?? 'note';
  const types = capabilities.targets.map(({ type }) => type);
  const targetType = types.find((type) => type === values.targetType) ?? types[0] ?? '';
  return { ...values, kind, targetType };
}
