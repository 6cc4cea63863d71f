import * as vscode from '../editor.ts';
import { assertNever } from '../../base/failure.ts';
import * as words from '../../words/rows.ts';
import { nameOf } from '../label.ts';
import { constant, verbatim } from '../verbatim.ts';
import { entryItem } from './entryItem.ts';
import { followUpsItem, taskItem } from './followUpRows.ts';
import { groupItem, needsYouItem } from './groupItem.ts';
import { noteItem } from './noteItem.ts';
import { needsOkItem, proposalItem } from './proposalRows.ts';
import type { TreeNode } from './treeNode.ts';

const warning = new vscode.ThemeColor('list.warningForeground');

/**
 * How a row looks and which commands it offers. The editor shows labels and descriptions as text, never as markup.
 * `now`: milliseconds since the epoch.
 */
export function renderNode(node: TreeNode, now: number, language: string): vscode.TreeItem {
  const item = itemOf(node, now, language);
  item.id = node.key;
  return item;
}

function itemOf(node: TreeNode, now: number, language: string): vscode.TreeItem {
  switch (node.row) {
    case 'needsOk':
      return needsOkItem(node);
    case 'proposal':
      return proposalItem(node, language);
    case 'needsYou':
      return needsYouItem(node);
    case 'group':
      return groupItem(node, now, language);
    case 'note':
      return noteItem(node, now, language);
    case 'entry':
      return entryItem(node, now, language);
    case 'problem':
      return problemItem(node);
    case 'tasks': {
      const item = new vscode.TreeItem(words.openFollowUps(), vscode.TreeItemCollapsibleState.Collapsed);
      if (node.count !== undefined) item.description = String(node.count);
      item.iconPath = new vscode.ThemeIcon('checklist');
      item.tooltip = verbatim(words.stillToDoFor(nameOf(node.target)));
      item.accessibilityInformation = { label: words.spokenFollowUps(nameOf(node.target)) };
      item.contextValue = 'tasks followUps';
      return item;
    }
    case 'task':
      return taskItem(node, now, language);
    case 'followUps':
      return followUpsItem(node);
    case 'remark': {
      const item = new vscode.TreeItem(node.message);
      item.tooltip = verbatim(node.message);
      if (node.problem) item.iconPath = new vscode.ThemeIcon('warning', warning);
      return item;
    }
    case 'more': {
      const item = new vscode.TreeItem(words.loadMore());
      item.description = node.account.label;
      item.tooltip = verbatim(words.loadMoreOf(node.account.label));
      item.iconPath = new vscode.ThemeIcon('ellipsis');
      item.command = { command: 'notelog.loadMoreNotes', title: words.loadMore(), arguments: [node] };
      item.accessibilityInformation = { label: words.loadMoreOf(node.account.label) };
      return item;
    }
    default:
      return assertNever(node);
  }
}

/** What is over by itself is no warning. */
function problemItem({
  account: { label },
  message,
  keyProblem,
  heals,
}: Extract<TreeNode, { row: 'problem' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = message;
  item.tooltip = constant`${label}: ${message}`;
  item.iconPath = heals
    ? new vscode.ThemeIcon('info')
    : new vscode.ThemeIcon(keyProblem ? 'key' : 'warning', warning);
  item.contextValue = keyProblem ? 'account key' : 'account';
  item.accessibilityInformation = { label: words.spokenProblem(label, message) };
  return item;
}
