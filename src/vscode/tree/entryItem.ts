import * as vscode from '../editor.ts';
import { assertNever } from '../../base/failure.ts';
import { isConflict, needsUser, type Entry } from '../../outbox/entry.ts';
import * as words from '../../words/rows.ts';
import { firstLine, nameOf } from '../label.ts';
import { entryText, isOnHold, waitsForKey } from '../outbox/entryText.ts';
import { timeOfDay } from '../times.ts';
import { verbatim } from '../verbatim.ts';
import type { TreeNode } from './treeNode.ts';

type EntryNode = Extract<TreeNode, { row: 'entry' }>;

/** A note of the outbox. One that needs the user says what it wants, and a click opens what resolves it. */
export function entryItem(node: EntryNode, now: number, language: string): vscode.TreeItem {
  const { entry, under } = node;
  const { text, kind, target } = entry.note;
  const texts = entryText(entry, { now, time: timeOfDay(language) });
  const customer = under === 'customer' ? [] : [nameOf(target)];
  const item = new vscode.TreeItem(
    [texts.state, ...customer, firstLine(text.value) || words.withoutText(kind)].join(' · '),
  );
  if (texts.detail !== undefined) item.description = texts.detail;
  item.tooltip = verbatim(texts.tooltip);
  item.iconPath = entryIcon(entry);
  item.contextValue = contextOf(entry);
  item.accessibilityInformation = { label: texts.spoken };
  if (needsUser(entry))
    item.command = { command: 'notelog.resolveWaiting', title: words.resolve(), arguments: [node] };
  return item;
}

/** Only what would work: what is tried again at once, without a question, has `retry`. */
function contextOf(entry: Entry): string {
  const { status, action } = entry;
  if (status.state === 'sending') return 'sending';
  // Both look at the stored note first.
  const isOfStored = action?.does === 'edit' || action?.does === 'remove';
  const retries =
    waitsForKey(status) || isConflict(entry) ? false : status.state !== 'uncertain' || isOfStored;
  return [
    'waiting',
    needsUser(entry) && 'needsYou',
    waitsForKey(status) && 'key',
    retries && 'retry',
    (action === undefined || action.does === 'edit') && 'edit',
  ]
    .filter(Boolean)
    .join(' ');
}

/** What heals by itself has no colour of a warning. */
function entryIcon(entry: Entry): vscode.ThemeIcon {
  const warning = new vscode.ThemeColor('list.warningForeground');
  switch (entry.status.state) {
    case 'waiting':
      return needsUser(entry) ? new vscode.ThemeIcon('key', warning) : new vscode.ThemeIcon('clock');
    case 'sending':
      return new vscode.ThemeIcon('sync~spin');
    case 'refused':
      if (isOnHold(entry)) return new vscode.ThemeIcon('debug-pause');
      return new vscode.ThemeIcon(isConflict(entry) ? 'git-compare' : 'error', warning);
    case 'uncertain':
      return needsUser(entry) ? new vscode.ThemeIcon('question', warning) : new vscode.ThemeIcon('search');
    default:
      return assertNever(entry.status);
  }
}
