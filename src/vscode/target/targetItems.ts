import * as vscode from 'vscode';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import type { TargetCheck } from '../../compose/targetCheck.ts';
import type { TargetMatch } from '../../customers/targetSearch.ts';
import type { TypeList } from '../../customers/targetsWithin.ts';
import { bareEntry, matchHeadings, labelOf, nounOf, targetText } from '../../customers/targetText.ts';
import { typesWithin } from '../../customers/directoryTypes.ts';
import type { Target } from '../../model/note.ts';
import type { DirectoryEntry } from '../../model/directory.ts';
import { verbatim } from '../verbatim.ts';

/** A target, and whether the service was asked for it. */
export interface PickedTarget {
  readonly target: Target;
  /** Why the service could not be asked; undefined: it was. */
  readonly notChecked: string | undefined;
}

/** A row, and what choosing it does. */
export type TargetItem = vscode.QuickPickItem &
  (
    | { readonly does: 'read'; readonly type: string; readonly typed: string; readonly known?: Target }
    | { readonly does: 'enter'; readonly entry: DirectoryEntry }
    | { readonly does: 'take'; readonly found: PickedTarget }
    | { readonly does: 'nothing' }
  ) & { readonly pinning?: { readonly target: Target; readonly pinned: boolean } };

/** As many rows as anybody scrolls through. */
export const mostRows = 100;

/** The editor's own filter knows nothing of typing errors: every row that is offered stays. */
const always = { alwaysShow: true } as const;

const pinButton: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('pin'), tooltip: 'Pin' };
const unpinButton: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('pinned'), tooltip: 'Unpin' };

/** Rows of what was found, under a heading where their kind changes. */
export function matchItems(found: readonly TargetMatch[], to: OpenAccount): TargetItem[] {
  return found.flatMap(({ entry, from }, index) => {
    const row = foundItem(entry, from, to);
    return found[index - 1]?.from === from ? [row] : [heading(matchHeadings[from]), row];
  });
}

function foundItem(entry: DirectoryEntry, from: TargetMatch['from'], to: OpenAccount): TargetItem {
  const { target } = entry;
  const pinned = from === 'pinned';
  const row = {
    ...entryRow(entry, to),
    buttons: [pinned ? unpinButton : pinButton],
    pinning: { target, pinned },
  };
  if (from === 'listed' && hasWithin(to, target.type)) return { ...row, does: 'enter', entry };
  return { ...row, ...reading(target) };
}

/** The chosen target itself, and then what is listed within it, by type. */
export function withinItems(
  { target: whole }: DirectoryEntry,
  lists: readonly TypeList[],
  to: OpenAccount,
): TargetItem[] {
  const self = { ...entryRow(bareEntry(whole), to), ...reading(whole) };
  const rows = lists.flatMap(({ type, entries }): TargetItem[] =>
    entries.length === 0
      ? []
      : [
          heading(`${capital(labelOf(to, type))}s`),
          ...entries.map((entry) => ({ ...entryRow(entry, to), ...reading(entry.target) })),
        ],
  );
  return [self, ...rows];
}

function hasWithin(to: OpenAccount, type: string): boolean {
  return typesWithin(to, type).length > 0;
}

/** What was typed, once for each type of target that it can be. */
export function typedItems({ kind }: OpenAccount, value: string): TargetItem[] {
  const typed = value.trim();
  if (typed === '') return [];
  return kind.capabilities.targets.map(({ type, label, idLabel }) => ({
    label: `$(search) ${capital(label)} ${verbatim(typed)}`,
    description: idLabel,
    ...always,
    does: 'read',
    type,
    typed,
  }));
}

/** What reading a target came to, where it is not just the one. `known`: as it stood in the row. */
export function checkItems(check: TargetCheck, known: Target | undefined, to: OpenAccount): TargetItem[] {
  switch (check.state) {
    case 'choose':
      return check.targets.map((target) => ({
        ...entryRow(bareEntry(target), to),
        does: 'take',
        found: { target, notChecked: undefined },
      }));
    case 'notChecked': {
      const { message } = check;
      const target = known?.id === check.target.id ? { ...known, ...check.target } : check.target;
      const label = `$(warning) Go on with ${verbatim(target.name ?? target.id)}, not checked`;
      return [
        { label, detail: verbatim(message), ...always, does: 'take', found: { target, notChecked: message } },
      ];
    }
    case 'failed':
      return [{ ...sentence(check.message), ...always, does: 'nothing' }];
    default:
      return [];
  }
}

/** A row that only tells something. */
export function tellingItem(label: string): TargetItem {
  return { label, ...always, does: 'nothing' };
}

function heading(label: string): TargetItem {
  return { label, kind: vscode.QuickPickItemKind.Separator, does: 'nothing' };
}

/** What was listed may be old: it is read again, unless it lies where an id alone does not lead. */
function reading(target: Target) {
  return target.scope === undefined
    ? ({ does: 'read', type: target.type, typed: target.id, known: target } as const)
    : ({ does: 'take', found: { target, notChecked: undefined } } as const);
}

function entryRow(entry: DirectoryEntry, to: OpenAccount): vscode.QuickPickItem {
  const { name, who, how } = targetText(entry, vscode.env.language, nounOf(to, entry.target.type));
  return {
    label: verbatim(name),
    ...(who === '' ? {} : { description: verbatim(who) }),
    ...(how === '' ? {} : { detail: verbatim(how) }),
    ...always,
  };
}

function capital(label: string): string {
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}`;
}

/** A row cuts what is too long for it; the second line holds more. */
function sentence(message: string): vscode.QuickPickItem {
  return message.length <= 72
    ? { label: `$(error) ${verbatim(message)}` }
    : { label: '$(error) This will not do', detail: verbatim(message) };
}

/** Whether two rows look and do the same. */
export function isSame(a: TargetItem, b: TargetItem | undefined): boolean {
  return (
    a.does === b?.does &&
    a.label === b.label &&
    a.description === b.description &&
    a.detail === b.detail &&
    a.pinning?.pinned === b.pinning?.pinned &&
    JSON.stringify([a.kind, 'typed' in a && a.typed, 'found' in a && a.found.target]) ===
      JSON.stringify([b.kind, 'typed' in b && b.typed, 'found' in b && b.found.target])
  );
}
