import * as vscode from '../editor.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { assertNever } from '../../base/failure.ts';
import type { PromptRow } from '../../compose/promptRows.ts';
import { capitalized, rowNoun } from '../../customers/targetLabels.ts';
import { targetTexts, type TargetText } from '../../customers/targetText.ts';
import type { DirectoryEntry } from '../../model/directory.ts';
import { shortName } from '../label.ts';
import { constant, verbatim } from '../verbatim.ts';

/** A row as an item of the editor's picker. */
export type TargetItem = vscode.QuickPickItem & { readonly row: PromptRow };

const icons = { info: 'info', busy: 'sync~spin', problem: 'error' } as const;

const pinButton: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('pin'), tooltip: 'Pin' };
const unpinButton: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('pinned'), tooltip: 'Unpin' };

/** The rows of a prompt as the editor shows them. */
export function targetItems(rows: readonly PromptRow[], open: OpenAccount): readonly TargetItem[] {
  const entries = rows.flatMap((row) => (row.row === 'target' ? [row.entry] : []));
  const texts = targetTexts(entries, vscode.env.language, (type) => rowNoun(open, type));
  const textOf = new Map(entries.map((entry, index) => [entry, texts[index]]));
  // The editor's own filter does not forgive typing errors, so it must hide no row.
  return rows.map((row) => ({ ...appearance(row, textOf), alwaysShow: true, row }));
}

type Texts = ReadonlyMap<DirectoryEntry, TargetText | undefined>;

function appearance(row: PromptRow, texts: Texts): vscode.QuickPickItem {
  switch (row.row) {
    case 'heading':
      return { label: verbatim(row.label), kind: vscode.QuickPickItemKind.Separator };
    case 'target': {
      const { entry, isPinned } = row;
      const item = entryItem(entry, texts.get(entry));
      if (isPinned === undefined) return item;
      return { ...item, buttons: [isPinned ? unpinButton : pinButton] };
    }
    case 'typed':
      return {
        label: constant`$(search) ${capitalized(row.label)} ${row.action.typed}`,
        description: verbatim(row.idLabel),
      };
    case 'unchecked':
      return {
        label: constant`$(warning) Continue with ${row.name}, not checked`,
        detail: verbatim(row.message),
      };
    case 'failure':
      // A label that is too long is cut; the second line holds more.
      return row.message.length <= 72
        ? { label: constant`$(error) ${row.message}` }
        : { label: constant`$(error) This cannot be used`, detail: verbatim(row.message) };
    case 'message':
      return { label: constant`$(${icons[row.state]}) ${row.message}` };
    default:
      return assertNever(row);
  }
}

function entryItem({ target }: DirectoryEntry, text: TargetText | undefined): vscode.QuickPickItem {
  const { name = target.id, who = '', how = '' } = text ?? {};
  return {
    label: verbatim(shortName(name)),
    ...(who === '' ? {} : { description: verbatim(shortName(who)) }),
    ...(how === '' ? {} : { detail: verbatim(shortName(how)) }),
  };
}
