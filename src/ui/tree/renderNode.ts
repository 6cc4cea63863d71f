import * as vscode from 'vscode';
import { formatDuration } from '../../notes/duration.ts';
import { assertNever } from '../../notes/failure.ts';
import type { StoredNote } from '../../notes/note.ts';
import type { Entry } from '../../notes/outbox/entry.ts';
import { relativeTime } from '../../notes/recent/relativeTime.ts';
import type { TreeNode } from './treeNode.ts';

/** Enough to recognise a note by; the whole text is the tooltip. */
const labelLength = 80;

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
      return entryItem(node.entry);
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

function entryItem(entry: Entry): vscode.TreeItem {
  const { status, note } = entry;
  const item = new vscode.TreeItem(firstLine(note.text.value));
  const { description, icon, context } = look(entry);
  item.description = description;
  const why = status.state === 'sending' ? undefined : status.failure?.message;
  item.tooltip = [note.text.value, '', `${description}, for ${entry.accountLabel}`, why]
    .filter((each) => each !== undefined)
    .join('\n');
  item.iconPath = icon;
  item.contextValue = context;
  item.accessibilityInformation = {
    label: `${description}: ${firstLine(note.text.value)}${why === undefined ? '' : `. ${why}`}`,
  };
  return item;
}

function look({ status }: Entry): { description: string; icon: vscode.ThemeIcon; context: string } {
  const warning = new vscode.ThemeColor('list.warningForeground');
  switch (status.state) {
    case 'waiting':
      return {
        description: 'waiting to be sent',
        icon: new vscode.ThemeIcon('clock'),
        context: 'waiting retry edit',
      };
    case 'sending':
      return { description: 'sending…', icon: new vscode.ThemeIcon('sync~spin'), context: 'sending' };
    case 'refused':
      return {
        description: 'refused, needs you',
        icon: new vscode.ThemeIcon('error', warning),
        context: 'waiting retry edit',
      };
    case 'uncertain':
      return {
        description: 'may have been stored, needs you',
        icon: new vscode.ThemeIcon('question', warning),
        context: 'waiting retry edit',
      };
    default:
      return assertNever(status);
  }
}

function firstLine(text: string): string {
  const line = text.trimStart().split(/\r\n|\n|\r/, 1)[0] ?? '';
  return line.length > labelLength ? `${line.slice(0, labelLength)}…` : line;
}
