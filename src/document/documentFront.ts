import type { AccountBook, OpenAccount } from '../accounts/accountBook.ts';
import { fold } from '../base/fold.ts';
import { parseWhen } from '../form/whenWords.ts';
import type { Draft } from '../model/draft.ts';
import { fieldsTaken } from '../model/fieldRules.ts';
import { existsWith, formFields, type ValueField } from '../model/fields.ts';
import type { Target } from '../model/note.ts';
import * as words from '../words/document.ts';
import { documentFields, type DocumentField, type DocumentFront } from './documentText.ts';

/** Which value of the draft a member is. */
const valueOf: Readonly<Record<DocumentField, ValueField>> = {
  account: 'account',
  customer: 'target',
  kind: 'kind',
  duration: 'duration',
  date: 'occurredAt',
  author: 'author',
};

/** What the front matter says of a draft. Members that the account does not take are not there. */
export function frontOf(draft: Draft, { account, kind }: OpenAccount): DocumentFront {
  const { values, target } = draft;
  const taken = fieldsTaken(kind.capabilities);
  const shown: Readonly<Record<DocumentField, string>> = {
    account: account.label,
    customer: target ? nameOf(target) : values.target,
    kind: values.kind,
    duration: values.duration,
    date: values.occurredAt === '' ? words.now() : localText(values.occurredAt),
    author: values.author,
  };
  const front: Partial<Record<DocumentField, string>> = {};
  for (const field of documentFields)
    if (taken.includes(valueOf[field]) && existsWith(valueOf[field], values)) front[field] = shown[field];
  return front;
}

/** What a changed member means, or one sentence on why it means nothing. */
export type MemberChange =
  | { readonly field: ValueField; readonly value: string }
  | { readonly customer: Target }
  | { readonly problem: string };

/** What reading a member needs. */
interface MemberContext {
  readonly book: AccountBook;
  readonly account: OpenAccount;
  readonly draft: Draft;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The one customer of the account whom a text names. */
  readonly named: (text: string) => Target | undefined;
}

/** Reads a member that says something else than the draft. */
export function readMember(field: DocumentField, typed: string, context: MemberContext): MemberChange {
  const { book, account, draft, now, named } = context;
  const value = valueOf[field];
  if (draft.edits && formFields[value].whileEditing !== 'editable')
    return { problem: words.staysAsItIs(field) };
  switch (field) {
    case 'account': {
      const found = book.all().filter((open) => fold(open.account.label) === fold(typed));
      const [only, ...others] = found;
      return only && others.length === 0
        ? { field: 'account', value: only.account.id }
        : { problem: words.noSuchAccount(typed) };
    }
    case 'customer': {
      const customer = typed === '' ? undefined : named(typed);
      return customer ? { customer } : { field: 'target', value: typed };
    }
    case 'kind': {
      const kind = account.kind.capabilities.kinds.find((each) => each === typed.toLowerCase());
      return kind ? { field: 'kind', value: kind } : { problem: words.noSuchKind(typed) };
    }
    case 'date': {
      const when =
        typed === '' || typed === words.now() ? '' : parseWhen(typed, new Date(now))?.toISOString();
      return when === undefined ? { problem: words.noDate(typed) } : { field: 'occurredAt', value: when };
    }
    case 'duration':
    case 'author':
      return fieldsTaken(account.kind.capabilities).includes(value)
        ? { field: value, value: typed }
        : { problem: words.notTaken(field) };
  }
}

/** A customer as the front matter names them. */
export function nameOf({ name, id }: Target): string {
  return name ?? id;
}

/** `2026-11-28 15:00` on this machine's clock; what is no instant stays as it was typed. */
function localText(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
