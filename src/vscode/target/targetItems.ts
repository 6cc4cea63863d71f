import * as vscode from '../editor.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { assertNever } from '../../base/failure.ts';
import { aboutText, followUpDay } from '../../compose/lineReading.ts';
import type { PromptRow } from '../../compose/promptRows.ts';
import { rowNoun } from '../../customers/targetLabels.ts';
import { targetTexts, type TargetText } from '../../customers/targetText.ts';
import type { DirectoryEntry } from '../../model/directory.ts';
import * as words from '../../words/palette.ts';
import { shortName } from '../label.ts';
import { constant, verbatim } from '../verbatim.ts';

/** A row as an item of the editor's picker. */
export type TargetItem = vscode.QuickPickItem & { readonly row: PromptRow };

const icons = { info: 'info', busy: 'sync~spin', problem: 'error' } as const;

const pinButton = (isPinned: boolean): vscode.QuickInputButton =>
  isPinned
    ? { iconPath: new vscode.ThemeIcon('pinned'), tooltip: words.unpin() }
    : { iconPath: new vscode.ThemeIcon('pin'), tooltip: words.pin() };

/** The rows of a prompt as the editor shows them, each in one line. `accounts`: all that are searched. */
export function targetItems(
  rows: readonly PromptRow[],
  accounts: readonly OpenAccount[],
): readonly TargetItem[] {
  const labelOf = (accountId: string): string =>
    accounts.find(({ account }) => account.id === accountId)?.account.label ?? '';
  const texts = textsOf(rows, accounts);
  const shown: Shown = {
    texts,
    accountOf: labelOf,
    accountBeside: (accountId) => (accounts.length > 1 ? labelOf(accountId) : ''),
  };
  // The editor's own filter does not forgive typing errors, so it must hide no row.
  return rows.map((row) => ({ ...appearance(row, shown), alwaysShow: true, row }));
}

/** What the appearance of a row depends on beside the row. */
interface Shown {
  readonly texts: ReadonlyMap<DirectoryEntry, TargetText | undefined>;
  readonly accountOf: (accountId: string) => string;
  /** '' where there is only one account, which goes without saying. */
  readonly accountBeside: (accountId: string) => string;
}

/** Account by account: two customers of one name in two accounts differ by their accounts. */
function textsOf(rows: readonly PromptRow[], accounts: readonly OpenAccount[]): Shown['texts'] {
  const pairs = accounts.flatMap((open) => {
    const entries = rows.flatMap((row) =>
      row.row === 'target' && row.accountId === open.account.id ? [row.entry] : [],
    );
    const texts = targetTexts(entries, vscode.env.language, (type) => rowNoun(open, type));
    return entries.map((entry, at) => [entry, texts[at]] as const);
  });
  return new Map(pairs);
}

function appearance(row: PromptRow, shown: Shown): vscode.QuickPickItem {
  switch (row.row) {
    case 'heading':
      return { label: verbatim(row.label), kind: vscode.QuickPickItemKind.Separator };
    case 'target': {
      const { entry, isPinned, accountId } = row;
      const item = entryItem(entry, shown.texts.get(entry), shown.accountBeside(accountId));
      if (isPinned === undefined) return item;
      return { ...item, buttons: [pinButton(isPinned)] };
    }
    case 'log':
      return logItem(row, shown.accountBeside(row.accountId));
    case 'typed':
      return typedItem(row, shown.accountOf(row.action.accountId));
    case 'unchecked':
      return {
        label: constant`$(warning) ${words.goOnUnchecked(row.name)}`,
        description: verbatim(row.message),
      };
    case 'failure':
      // A label that is too long is cut; the second line holds more.
      return row.message.length <= 72
        ? { label: constant`$(error) ${row.message}` }
        : { label: constant`$(error) ${words.cannotUse()}`, detail: verbatim(row.message) };
    case 'connect':
      return { label: constant`$(plug) ${words.connect(row.services)}` };
    case 'message':
      return { label: constant`$(${icons[row.state]}) ${row.message}` };
    default:
      return assertNever(row);
  }
}

/** Reads the line back: what is logged, about whom, and what follows. */
function logItem(
  { reading, name }: Extract<PromptRow, { row: 'log' }>,
  account: string,
): vscode.QuickPickItem {
  const about = aboutText(reading, shortName(name));
  const { followUp, text } = reading;
  const line = followUp
    ? words.logLineAndFollowUp(about, text, followUpDay(followUp, vscode.env.language), followUp.details)
    : words.logLine(about, text);
  return {
    label: constant`$(check) ${line}`,
    ...(account !== '' && { description: verbatim(account) }),
  };
}

function typedItem(
  { means, noun, isAlone, action: { typed } }: Extract<PromptRow, { row: 'typed' }>,
  account: string,
): vscode.QuickPickItem {
  if (means === 'new') return { label: constant`$(add) ${words.newCustomer(typed, account)}` };
  const lookUp = words.lookUp(typed, account, noun);
  return { label: constant`$(search) ${isAlone ? words.noMatch(lookUp) : lookUp}` };
}

function entryItem(
  { target }: DirectoryEntry,
  text: TargetText | undefined,
  account: string,
): vscode.QuickPickItem {
  const { name = target.id, who = '', how = '' } = text ?? {};
  // The account comes first: the editor cuts what does not fit the line.
  const beside = [account, who, how].filter((part) => part !== '').join(' · ');
  return {
    label: verbatim(shortName(name)),
    ...(beside !== '' && { description: verbatim(shortName(beside)) }),
  };
}
