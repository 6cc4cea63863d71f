import type { AccountBook } from '../accounts/accountBook.ts';
import { emptyDraft, type Draft, type DraftValues } from '../model/draft.ts';
import type { NewId } from '../base/ids.ts';

/** An empty draft for the default account. */
export function newDraft(book: AccountBook, newId: NewId): Draft {
  const { account, kind } = book.default();
  const { kinds, targets } = kind.capabilities;
  return emptyDraft(newId(), account.id, kinds[0] ?? 'note', targets[0]?.type ?? '');
}

/** After a change of account: kind and target type that this account has. */
export function fitToAccount(book: AccountBook, values: DraftValues): DraftValues {
  const { capabilities } = (book.find(values.account) ?? book.default()).kind;
  const kind = capabilities.kinds.find((each) => each === values.kind) ?? capabilities.kinds[0] ?? 'note';
  const types = capabilities.targets.map(({ type }) => type);
  const targetType = types.find((type) => type === values.targetType) ?? types[0] ?? '';
  return { ...values, kind, targetType };
}

/** What is fixed about a stored note: a change of it is no new note elsewhere. */
const fixedFields: readonly (keyof DraftValues)[] = ['account', 'kind', 'targetType', 'target'];

/** A draft with one field as typed; undefined: nothing of it is another, or may be. */
export function withEdit(
  book: AccountBook,
  draft: Draft,
  field: keyof DraftValues,
  value: string,
): Draft | undefined {
  if (draft.values[field] === value || (draft.edits && fixedFields.includes(field))) return undefined;
  const { target, ...rest } = draft;
  const values = { ...draft.values, [field]: value };
  // Who was found for what was typed before is nobody's target any more.
  if (field === 'account') return { ...rest, values: fitToAccount(book, values) };
  return field === 'target' || field === 'targetType' ? { ...rest, values } : { ...draft, values };
}
