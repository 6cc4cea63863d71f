import * as vscode from '../editor.ts';
import { formatDuration } from '../../model/duration.ts';
import { assertNever } from '../../base/failure.ts';
import type { Task } from '../../model/task.ts';
import { needsUser, type Entry } from '../../outbox/entry.ts';
import type { GroupSubject } from '../../recent/groups.ts';
import { relativeTime } from '../../recent/relativeTime.ts';
import { firstLine, nameOf, shortName } from '../label.ts';
import { entryText, waitsForKey } from '../outbox/entryText.ts';
import { dayLabel, localDay, timeOfDay } from '../times.ts';
import { spokenGroup, spokenNote, spokenTasks } from './spoken.ts';
import type { TreeNode } from './treeNode.ts';
import { shownStart } from '../shownStart.ts';
import { constant, verbatim } from '../verbatim.ts';

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
    case 'group':
      return groupItem(node.subject, node.children.length, now, language);
    case 'note': {
      const item = noteItem(node, now, language);
      item.command = { command: 'notelog.openNote', title: 'Open Note', arguments: [node] };
      return item;
    }
    case 'entry':
      return entryItem(node.entry, now, language);
    case 'problem': {
      const item = new vscode.TreeItem(node.account.label);
      item.description = node.message;
      item.tooltip = constant`${node.account.label}: ${node.message}`;
      item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
      item.contextValue = node.keyProblem ? 'account key' : 'account';
      item.accessibilityInformation = {
        label: `Problem with account ${node.account.label}: ${node.message}`,
      };
      return item;
    }
    case 'tasks': {
      const item = new vscode.TreeItem('Open follow-ups', vscode.TreeItemCollapsibleState.Collapsed);
      item.iconPath = new vscode.ThemeIcon('checklist');
      item.tooltip = constant`What is still to be done for ${nameOf(node.target)}`;
      item.accessibilityInformation = { label: spokenTasks(node.target) };
      item.contextValue = 'tasks';
      return item;
    }
    case 'task':
      return taskItem(node.task, now, language);
    case 'remark': {
      const item = new vscode.TreeItem(node.message);
      item.tooltip = verbatim(node.message);
      if (node.problem)
        item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
      return item;
    }
    case 'more': {
      const item = new vscode.TreeItem('Load more');
      item.description = node.account.label;
      item.tooltip = constant`Read older notes of ${node.account.label}`;
      item.iconPath = new vscode.ThemeIcon('ellipsis');
      item.command = { command: 'notelog.loadMoreNotes', title: 'Load More', arguments: [node] };
      item.accessibilityInformation = { label: `Load more notes of ${node.account.label}` };
      return item;
    }
    default:
      return assertNever(node);
  }
}

function taskItem(task: Task, now: number, language: string): vscode.TreeItem {
  const item = new vscode.TreeItem(firstLine(task.details) || 'Follow-up without text');
  const due = task.dueOn === undefined ? undefined : dayLabel(task.dueOn, now, language);
  const assignee = shortName(task.assignee);
  const isLate = task.dueOn !== undefined && task.dueOn < localDay(now);
  item.description = [due, assignee].filter(Boolean).join(' · ');
  item.tooltip = constant`${shownStart(task.details)}\n\nDue: ${due ?? 'no date'}${isLate ? ' (late)' : ''}\n${assignee}`;
  item.iconPath = isLate
    ? new vscode.ThemeIcon('circle-large-outline', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon('circle-large-outline');
  item.contextValue = 'task';
  item.accessibilityInformation = {
    label: `Follow-up: ${firstLine(task.details)}, due ${due ?? 'at no date'}${isLate ? ', late' : ''}, ${assignee}`,
  };
  return item;
}

function groupItem(subject: GroupSubject, size: number, now: number, language: string): vscode.TreeItem {
  const label = groupLabel(subject, now, language);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.contextValue = 'group';
  item.accessibilityInformation = { label: spokenGroup(label, subject, size) };
  if (subject.by !== 'customer') {
    item.description = String(size);
    return item;
  }
  const { account, target } = subject;
  item.description = account.label;
  item.tooltip = constant`${nameOf(target)}\n${target.type} ${shortName(target.id)}\n${account.label}`;
  item.contextValue = target.url === undefined ? 'group customer' : 'group customer web';
  return item;
}

function groupLabel(subject: GroupSubject, now: number, language: string): string {
  switch (subject.by) {
    case 'customer':
      return nameOf(subject.target);
    case 'day':
      return subject.day === undefined ? 'No date' : dayLabel(subject.day, now, language);
    case 'kind':
      return subject.kind === 'call' ? 'Calls' : 'Notes';
    case 'account':
      return subject.account.label;
    default:
      return assertNever(subject);
  }
}

function noteItem(
  { note, underCustomer, editable }: Extract<TreeNode, { row: 'note' }>,
  now: number,
  language: string,
): vscode.TreeItem {
  const call = note.kind === 'call';
  const line = firstLine(note.text);
  const item = new vscode.TreeItem(line || (call ? 'Call without text' : 'Note without text'));
  const time = note.createdAt && relativeTime(note.createdAt.getTime(), now, language);
  const length = call && note.durationSeconds ? formatDuration(note.durationSeconds) : undefined;
  const customer = underCustomer ? undefined : nameOf(note.target);
  const author = note.author && shortName(note.author);
  const facts = [customer, length, author, time].filter((each) => each !== undefined).filter(Boolean);
  item.description = facts.join(' · ');
  const file = note.attachment && `Attachment: ${shortName(note.attachment.name)}`;
  const when = note.createdAt?.toLocaleString(language);
  item.tooltip = verbatim(
    [shownStart(note.text), '', customer, [author, when].filter(Boolean).join(', '), file]
      .filter((each) => each !== undefined)
      .join('\n'),
  );
  item.iconPath = new vscode.ThemeIcon(call ? 'call-outgoing' : note.attachment ? 'attach' : 'note');
  const isFile = note.url?.startsWith('file:') ?? false;
  const hasAttachment = note.attachment !== undefined;
  item.contextValue = [
    'stored',
    editable && note.raw !== true && 'editable',
    note.url && (isFile ? 'file' : 'web'),
    hasAttachment && 'attachment',
  ]
    .filter(Boolean)
    .join(' ');
  item.accessibilityInformation = { label: spokenNote(note, facts) };
  return item;
}

function entryItem(entry: Entry, now: number, language: string): vscode.TreeItem {
  const { text, kind } = entry.note;
  const item = new vscode.TreeItem(
    firstLine(text.value) || (kind === 'call' ? 'Call without text' : 'Note without text'),
  );
  const texts = entryText(entry, { now, time: timeOfDay(language) });
  item.description = texts.description;
  item.tooltip = verbatim(texts.tooltip);
  item.iconPath = entryIcon(entry);
  item.contextValue =
    entry.status.state === 'sending'
      ? 'sending'
      : `waiting retry${entry.action?.does === 'remove' ? '' : ' edit'}${waitsForKey(entry.status) ? ' key' : ''}`;
  item.accessibilityInformation = { label: texts.spoken };
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
