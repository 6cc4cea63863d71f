import type { OpenAccount } from '../accounts/accountBook.ts';
import { withoutEdges } from '../base/withoutEdges.ts';
import type { AccountsResult, FoundTarget } from '../customers/accountsFinder.ts';
import { isExactTarget, looksLikeId } from '../customers/exactTarget.ts';
import { rowHeading } from '../customers/targetLabels.ts';
import type { DirectoryEntry } from '../model/directory.ts';
import type { Target } from '../model/note.ts';
import type { LineReading } from './lineReading.ts';
import type { LookUp } from './lookUpTargets.ts';
import { noneFits, readingAll } from '../words/customers.ts';
import { goneLinked } from '../words/folders.ts';

/** A target that was picked, its account, and whether the service was asked for it. */
export interface PickedTarget {
  readonly accountId: string;
  readonly target: Target;
  /** Why the service could not be asked; undefined: it was. */
  readonly notChecked: string | undefined;
}

/** Asks the service of one account for what was typed, or for a target by its id. */
export interface CheckAction {
  readonly does: 'check';
  readonly accountId: string;
  readonly type: string;
  readonly typed: string;
  /** The target as the row shows it. */
  readonly known?: Target;
  /** Whether it is asked for since a folder is linked to it. */
  readonly isLinked?: true;
  /** Whether the note that stands in the same line is logged at once. */
  readonly logs?: true;
}

/** What choosing a row does. */
export type RowAction =
  | CheckAction
  /** Lists what lies within the target of this key. */
  | { readonly does: 'enter'; readonly accountId: string; readonly key: string }
  | { readonly does: 'take'; readonly picked: PickedTarget; readonly logs?: true }
  /** Leaves the question to set up an account. */
  | { readonly does: 'connect' };

/** A row of the question whom a note is about. */
export type PromptRow =
  | { readonly row: 'heading'; readonly label: string }
  | {
      readonly row: 'target';
      readonly accountId: string;
      readonly entry: DirectoryEntry;
      readonly action: RowAction;
      /** Undefined: it cannot be pinned here. */
      readonly isPinned?: boolean;
    }
  /** Reads back a note in one line, and logs it. */
  | {
      readonly row: 'log';
      readonly accountId: string;
      readonly name: string;
      readonly reading: LineReading;
      readonly action: RowAction;
    }
  /** Asks one account for what was typed, which nobody has been found by. */
  | {
      readonly row: 'typed';
      /** What the target's type is called, where the account has several. */
      readonly noun: string | undefined;
      /** `new`: the account takes any name, and asks nobody. `id`: it is an id by its form. `look up`: perhaps. */
      readonly means: 'new' | 'id' | 'look up';
      /** Whether nothing else was found. */
      readonly isAlone: boolean;
      readonly action: CheckAction;
    }
  /** Goes on with a target that the service could not be asked for. */
  | {
      readonly row: 'unchecked';
      readonly name: string;
      readonly message: string;
      readonly action: RowAction;
    }
  /** Why what was chosen cannot be taken. */
  | { readonly row: 'failure'; readonly message: string }
  /** Leads to the first account with customers of its own. */
  | { readonly row: 'connect'; readonly services: readonly string[]; readonly action: RowAction }
  /** Only tells something; `state` says with which icon. */
  | { readonly row: 'message'; readonly state: 'info' | 'busy' | 'problem'; readonly message: string };

/** What choosing a row does; undefined: it cannot be chosen. */
export function actionOf(row: PromptRow): RowAction | undefined {
  return 'action' in row ? row.action : undefined;
}

/** The rows for a result, with what was typed among them. */
export function resultRows(accounts: readonly OpenAccount[], result: AccountsResult): readonly PromptRow[] {
  if (result.parent) return rowsWithin(result.parent.open, result.parent.entry.target, result);
  const { message, isFilling } = result;
  const messages: PromptRow[] =
    message === undefined || isFilling ? [] : [{ row: 'message', state: 'info', message }];
  if (result.query.text.trim() === '') return [...withHeadings(result.rows, takingRow), ...messages];
  const isAlone = result.rows.length === 0 && !isFilling;
  const typed = typedRows(accounts, result.query.text, isAlone);
  const ids = typed.filter(({ means }) => means === 'id');
  const others = typed.filter(({ means }) => means !== 'id');
  // Whoever only resembles an id must not stand before the row that looks it up.
  const exact = result.rows.filter(({ fit }) => fit === 'exact').map(takingRow);
  const resembling = result.rows.filter(({ fit }) => fit !== 'exact').map(takingRow);
  return [...exact, ...ids, ...resembling, ...others, ...messages];
}

/** The row of a target that was found, which takes it or lists what is within it. */
export function takingRow({
  open,
  entry,
  from,
  key,
  opensList,
}: FoundTarget): Extract<PromptRow, { row: 'target' }> {
  const accountId = open.account.id;
  const isLinked = from === 'linked' || from === 'linkedElsewhere';
  const check = checking(accountId, entry.target);
  return {
    row: 'target',
    accountId,
    entry,
    ...(!isLinked && { isPinned: from === 'pinned' }),
    action: opensList
      ? { does: 'enter', accountId, key }
      : isLinked && check.does === 'check'
        ? { ...check, isLinked }
        : check,
  };
}

/** The entered target itself and what is listed within it, or, when something is typed, what matches it. */
function rowsWithin(open: OpenAccount, parent: Target, result: AccountsResult): readonly PromptRow[] {
  const accountId = open.account.id;
  const found = withHeadings(result.rows, ({ entry }) => ({
    row: 'target',
    accountId,
    entry,
    action: checking(accountId, entry.target),
  }));
  const itself: PromptRow = {
    row: 'target',
    accountId,
    entry: { target: parent },
    action: checking(accountId, parent),
  };
  const rows = result.query.text.trim() === '' ? [itself, ...found] : found;
  if (result.isFilling) return [...rows, { row: 'message', state: 'busy', message: readingAll() }];
  if (result.message !== undefined)
    return [...rows, { row: 'message', state: 'problem', message: result.message }];
  if (rows.length === 0) return [{ row: 'message', state: 'info', message: noneFits() }];
  return rows;
}

/** A row that asks one account for what was typed. */
type TypedRow = Extract<PromptRow, { row: 'typed' }>;

/** One row for each account and type of target that the typed text can name; accounts that ask nobody come last. */
export function typedRows(
  accounts: readonly OpenAccount[],
  text: string,
  isAlone: boolean,
): readonly TypedRow[] {
  const typed = withoutEdges(text);
  if (typed === '') return [];
  const rows = accounts.flatMap((open): TypedRow[] => {
    const { kind, provider, account } = open;
    const { targets } = kind.capabilities;
    const known = targets.filter(({ type }) => provider.mayKnow?.(type, typed) ?? true);
    return known.map(({ type, label }) => ({
      row: 'typed',
      noun: targets.length > 1 ? label : undefined,
      means: meaningOf(open, type, typed),
      isAlone,
      action: { does: 'check', accountId: account.id, type, typed },
    }));
  });
  return [...rows.filter(({ means }) => means !== 'new'), ...rows.filter(({ means }) => means === 'new')];
}

function meaningOf(open: OpenAccount, type: string, typed: string): TypedRow['means'] {
  if (open.kind.origin(open.account) === undefined) return 'new';
  return looksLikeId(typed) && isExactTarget(open, typed, type) ? 'id' : 'look up';
}

/** What a look-up came to, where that is not exactly one target of which the service has told. */
export function lookUpRows(
  lookUp: LookUp,
  { accountId, known, isLinked }: CheckAction,
): readonly PromptRow[] {
  if (lookUp.found === undefined) {
    const { message } = lookUp;
    return [{ row: 'failure', message: isLinked ? goneLinked(message) : message }];
  }
  const { found, unconfirmed } = lookUp;
  return found.map((each) => {
    const target = unconfirmed !== undefined && known?.id === each.id ? { ...known, ...each } : each;
    const action: RowAction = { does: 'take', picked: { accountId, target, notChecked: unconfirmed } };
    return unconfirmed === undefined
      ? { row: 'target', accountId, entry: { target }, action }
      : { row: 'unchecked', name: target.name ?? target.id, message: unconfirmed, action };
  });
}

function withHeadings(
  rows: readonly FoundTarget[],
  toRow: (row: FoundTarget) => PromptRow,
): readonly PromptRow[] {
  let last: string | undefined;
  return rows.flatMap((row): PromptRow[] => {
    const label = rowHeading(row.open, row);
    const isNew = label !== last;
    last = label;
    return isNew ? [{ row: 'heading', label }, toRow(row)] : [toRow(row)];
  });
}

/** What is listed may be outdated, so the service is asked again, unless an id alone does not lead to the target. */
function checking(accountId: string, target: Target): RowAction {
  return target.scope === undefined
    ? { does: 'check', accountId, type: target.type, typed: target.id, known: target }
    : { does: 'take', picked: { accountId, target, notChecked: undefined } };
}
