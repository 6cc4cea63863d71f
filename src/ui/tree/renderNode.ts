import * as vscode from 'vscode';
import { formatDuration } from '../../notes/duration.ts';
import { assertNever } from '../../notes/failure.ts';
import type { StoredNote } from '../../notes/note.ts';
import { needsUser, type Entry } from '../../notes/outbox/entry.ts';
import { relativeTime } from '../../notes/recent/relativeTime.ts';
import { entryText, firstLine, waitsForKey } from '../outbox/entryText.ts';
import { timeOfDay } from '../times.ts';
import type { TreeNode } from './treeNode.ts';

/**
 * How a row looks and what can be done with it. Everything remote goes into plain strings: the editor renders
 * labels, descriptions and string tooltips as text, never as markup. `now` in milliseconds since the epoch.
 */
export function renderNode(node: TreeNode, now: number, language: string): vscode.TreeItem {
  const item = bare(node, now, language);
  item.id = node.key;
  return item;
}

function bare(node: TreeNode, now: number, language: string): vscode.TreeItem {
  switch (node.row) {
    case 'group': {
      const name = node.target.name ?? node.target.id;
      const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
      item.description = node.account.label;
      item.tooltip = `${name}\n${node.target.type} ${node.target.id}\n${node.account.label}`;
      item.contextValue = node.target.url === undefined ? 'group' : 'group web';
      return item;
    }
    case 'note':
      return noteItem(node.note, now, language);
    case 'entry':
      return entryItem(node.entry, now, language);
    case 'problem': {
      const item = new vscode.TreeItem(node.account.label);
      item.description = node.message;
      item.tooltip = `${node.account.label}: ${node.message}`;
      item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
      item.contextValue = node.keyProblem ? 'account key' : 'account';
      item.accessibilityInformation = {
        label: `Problem with account ${node.account.label}: ${node.message}`,
      };
      return item;
    }
    default:
      return assertNever(node);
  }
}

function noteItem(note: StoredNote, now: number, language: string): vscode.TreeItem {
  const call = note.kind === 'call';
  const item = new vscode.TreeItem(
    firstLine(note.text) || (call ? 'Call without text' : 'Note without text'),
  );
  const time = note.createdAt && relativeTime(note.createdAt.getTime(), now, language);
  const length = call && note.durationSeconds ? formatDuration(note.durationSeconds) : undefined;
  const facts = [length, note.author, time].filter((each) => each !== undefined && each !== '');
  item.description = facts.join(' · ');
  const file = note.attachment && `Attachment: ${note.attachment.name}`;
  const when = note.createdAt?.toLocaleString(language);
  item.tooltip = [note.text, '', [note.author, when].filter(Boolean).join(', '), file]
    .filter((each) => each !== undefined)
    .join('\n');
  item.iconPath = new vscode.ThemeIcon(call ? 'call-outgoing' : note.attachment ? 'attach' : 'note');
  const isFile = note.url?.startsWith('file:') ?? false;
  item.contextValue = ['stored', note.url === undefined ? '' : isFile ? 'file' : 'web'].join(' ').trim();
  item.accessibilityInformation = {
    label: `${call ? 'Call' : 'Note'}: ${firstLine(note.text)}, ${facts.join(', ')}`,
  };
  return item;
}

function entryItem(entry: Entry, now: number, language: string): vscode.TreeItem {
  const item = new vscode.TreeItem(firstLine(entry.note.text.value));
  const told = entryText(entry, { now, time: timeOfDay(language) });
  item.description = told.description;
  item.tooltip = told.tooltip;
  item.iconPath = entryIcon(entry);
  item.contextValue =
    entry.status.state === 'sending'
      ? 'sending'
      : `waiting retry edit${waitsForKey(entry.status) ? ' key' : ''}`;
  item.accessibilityInformation = { label: told.spoken };
  return item;
}

function entryIcon(entry: Entry): vscode.ThemeIcon {
  const warning = new vscode.ThemeColor('list.warningForeground');
  switch (entry.status.state) {
    case 'waiting':
      return needsUser(entry) ? new vscode.ThemeIcon('key', warning) : new vscode.ThemeIcon('clock');
    case 'sending':
      return new vscode.ThemeIcon('sync~spin');
    case 'refused':
      return new vscode.ThemeIcon('error', warning);
    case 'uncertain':
      return needsUser(entry)
        ? new vscode.ThemeIcon('question', warning)
        : new vscode.ThemeIcon('search', warning);
    default:
      return assertNever(entry.status);
  }
}
