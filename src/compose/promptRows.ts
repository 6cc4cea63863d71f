import type { OpenAccount } from '../accounts/accountBook.ts';
import { withoutEdges } from '../base/withoutEdges.ts';
import type { TargetResult, TargetRow } from '../customers/targetFinder.ts';
import { rowHeading } from '../customers/targetLabels.ts';
import type { DirectoryEntry } from '../model/directory.ts';
import type { Target } from '../model/note.ts';
import type { TargetCheck } from './targetCheck.ts';

/** A target that was picked, and whether the service was asked for it. */
export interface PickedTarget {
  readonly target: Target;
  /** Why the service could not be asked; undefined: it was. */
  readonly notChecked: string | undefined;
}

/** Asks the service for what was typed, or for a target by its id. */
export interface CheckAction {
  readonly does: 'check';
  readonly type: string;
  readonly typed: string;
  /** The target as the row shows it. */
  readonly known?: Target;
}

/** What choosing a row does. */
export type RowAction =
  | CheckAction
  /** Lists what lies within the target of this key. */
  | { readonly does: 'enter'; readonly key: string }
  | { readonly does: 'take'; readonly picked: PickedTarget };

/** A row of the question whom a note is about. */
export type PromptRow =
  | { readonly row: 'heading'; readonly label: string }
  | {
      readonly row: 'target';
      readonly entry: DirectoryEntry;
      readonly action: RowAction;
      /** Undefined: it cannot be pinned here. */
      readonly isPinned?: boolean;
    }
  /** Looks up what was typed as a target of one type. `label` and `idLabel`: see `TargetType`. */
  | { readonly row: 'typed'; readonly label: string; readonly idLabel: string; readonly action: CheckAction }
  /** Goes on with a target that the service could not be asked for. */
  | {
      readonly row: 'unchecked';
      readonly name: string;
      readonly message: string;
      readonly action: RowAction;
    }
  /** Why what was chosen cannot be taken. */
  | { readonly row: 'failure'; readonly message: string }
  /** Only tells something; `state` says with which icon. */
  | { readonly row: 'message'; readonly state: 'info' | 'busy' | 'problem'; readonly message: string };

/** What choosing a row does; undefined: it cannot be chosen. */
export function actionOf(row: PromptRow): RowAction | undefined {
  return 'action' in row ? row.action : undefined;
}

/** The rows for a result, with what was typed among them. */
export function resultRows(open: OpenAccount, result: TargetResult): readonly PromptRow[] {
  if (result.parent) return rowsWithin(open, result.parent.target, result);
  const found = withHeadings(open, result.rows, (row) => ({
    row: 'target',
    entry: row.entry,
    isPinned: row.from === 'pinned',
    action: row.opensList ? { does: 'enter', key: row.key } : checking(row.entry.target),
  }));
  const typed = typedRows(open, result.query.text);
  const { message, isFilling, isExact } = result;
  const messages: PromptRow[] =
    message === undefined || isFilling ? [] : [{ row: 'message', state: 'info', message }];
  return isExact ? [...typed, ...found, ...messages] : [...found, ...typed, ...messages];
}

/** The entered target itself and what is listed within it, or, when something is typed, what matches it. */
function rowsWithin(open: OpenAccount, parent: Target, result: TargetResult): readonly PromptRow[] {
  const found = withHeadings(open, result.rows, ({ entry }) => ({
    row: 'target',
    entry,
    action: checking(entry.target),
  }));
  const itself: PromptRow = { row: 'target', entry: { target: parent }, action: checking(parent) };
  const rows = result.query.text.trim() === '' ? [itself, ...found] : found;
  if (result.isFilling) return [...rows, { row: 'message', state: 'busy', message: 'Reading…' }];
  if (result.message !== undefined)
    return [...rows, { row: 'message', state: 'problem', message: result.message }];
  if (rows.length === 0) return [{ row: 'message', state: 'info', message: 'Nothing in it matches' }];
  return rows;
}

/** One row for each type of target that the typed text can be an id of. */
export function typedRows({ kind }: OpenAccount, text: string): readonly PromptRow[] {
  const typed = withoutEdges(text);
  if (typed === '') return [];
  return kind.capabilities.targets.map(({ type, label, idLabel }) => ({
    row: 'typed',
    label,
    idLabel,
    action: { does: 'check', type, typed },
  }));
}

/** What asking the service came to, where that is not exactly one target. `known`: as the chosen row showed it. */
export function checkRows(check: TargetCheck, known: Target | undefined): readonly PromptRow[] {
  switch (check.state) {
    case 'choose':
      return check.targets.map((target) => ({
        row: 'target',
        entry: { target },
        action: { does: 'take', picked: { target, notChecked: undefined } },
      }));
    case 'notChecked': {
      const { message } = check;
      const target = known?.id === check.target.id ? { ...known, ...check.target } : check.target;
      const picked = { target, notChecked: message };
      const name = target.name ?? target.id;
      return [{ row: 'unchecked', name, message, action: { does: 'take', picked } }];
    }
    case 'failed':
      return [{ row: 'failure', message: check.message }];
    default:
      return [];
  }
}

function withHeadings(
  open: OpenAccount,
  rows: readonly TargetRow[],
  rowOf: (row: TargetRow) => PromptRow,
): readonly PromptRow[] {
  let last: string | undefined;
  return rows.flatMap((row): PromptRow[] => {
    const label = rowHeading(open, row);
    const isNew = label !== last;
    last = label;
    return isNew ? [{ row: 'heading', label }, rowOf(row)] : [rowOf(row)];
  });
}

/** What is listed may be outdated, so the service is asked again, unless an id alone does not lead to the target. */
function checking(target: Target): RowAction {
  return target.scope === undefined
    ? { does: 'check', type: target.type, typed: target.id, known: target }
    : { does: 'take', picked: { target, notChecked: undefined } };
}
