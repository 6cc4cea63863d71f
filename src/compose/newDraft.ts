import type { AccountBook } from '../accounts/accountBook.ts';
import type { NewId } from '../base/ids.ts';
import { emptyDraft, type Draft } from '../model/draft.ts';
import { fieldRules } from '../model/fieldRules.ts';
import { forEachValue, formFields, type DraftValues, type ValueField } from '../model/fields.ts';

/** An empty draft for the default account. */
export function newDraft(book: AccountBook, newId: NewId): Draft {
  const { account } = book.default();
  const draft = emptyDraft(newId(), account.id, '', '');
  return { ...draft, values: fitToAccount(book, draft.values) };
}

/** The values after a change of account, with a kind and a target type that the account has. */
export function fitToAccount(book: AccountBook, values: DraftValues): DraftValues {
  const { capabilities } = (book.find(values.account) ?? book.default()).kind;
  return forEachValue((field) => fieldRules[field].fit?.(values[field], capabilities) ?? values[field]);
}

/** A draft with one field as typed; undefined: nothing changes, or nothing may. */
export function withEdit(
  book: AccountBook,
  draft: Draft,
  field: ValueField,
  value: string,
): Draft | undefined {
  const { isAddress, whileEditing } = formFields[field];
  if (draft.values[field] === value || (draft.edits && whileEditing !== 'editable')) return undefined;
  const typed = { ...draft.values, [field]: value };
  if (!isAddress) {
    const hasPasted = field === 'text' && inserted(draft.values.text, value) >= shortestPaste;
    return { ...draft, values: typed, ...(hasPasted && { hasPasted }) };
  }
  // Whoever was chosen belongs to the address before; in another account it is the name that is searched for.
  const { target, customer, suggestedBy: _, ...rest } = draft;
  if (field !== 'account') return { ...rest, values: typed };
  const chosen = customer ?? target;
  const text = chosen ? (chosen.name ?? chosen.id) : typed.target;
  return { ...rest, values: fitToAccount(book, { ...typed, target: text }) };
}

/** UTF-16 units. Less is hardly a secret, and may be a word that the editor or the system completes. */
const shortestPaste = 16;

/** How many UTF-16 units of `after` are new, where they are in one piece. */
function inserted(before: string, after: string): number {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return after.length - start - end;
}
