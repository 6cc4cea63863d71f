import * as vscode from '../editor.ts';
import { assertNever } from '../../base/failure.ts';
import type { GroupSubject } from '../../recent/groups.ts';
import { relativeTime, shortAge } from '../../recent/relativeTime.ts';
import { callCount, followUpCount, noteCount } from '../../words/counts.ts';
import * as words from '../../words/rows.ts';
import { nameOf, shortName } from '../label.ts';
import { dayLabel } from '../times.ts';
import { verbatim } from '../verbatim.ts';
import type { TreeNode } from './treeNode.ts';

type GroupNode = Extract<TreeNode, { row: 'group' }>;

/** The notes that need the user, above all groups. */
export function needsYouItem({ children }: Extract<TreeNode, { row: 'needsYou' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(words.needsYou(), vscode.TreeItemCollapsibleState.Expanded);
  item.description = String(children.length);
  item.iconPath = new vscode.ThemeIcon('bell-dot', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = 'group';
  item.accessibilityInformation = {
    label: words.spokenGroup(words.needsYou(), noteCount(children.length)),
  };
  return item;
}

/** A group: a customer with the age of the newest note and what else is open, or how many notes there are. */
export function groupItem(node: GroupNode, now: number, language: string): vscode.TreeItem {
  const { subject, size } = node;
  const label = labelOf(subject, now, language);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  const facts =
    subject.by === 'customer' ? customerFacts(node, shortAge(node.newestAt, now, language)) : [String(size)];
  const spokenFacts =
    subject.by === 'customer'
      ? customerFacts(node, relativeTime(node.newestAt, now, language))
      : [subject.by === 'kind' && subject.kind === 'call' ? callCount(size) : noteCount(size)];
  item.description = facts.join(' · ');
  if (subject.by === 'customer') item.tooltip = tooltipOf(node, subject);
  item.contextValue = contextOf(node);
  item.accessibilityInformation = { label: [label, ...spokenFacts].join(', ') };
  return item;
}

function customerFacts({ newestAt, followUps = 0, distinction }: GroupNode, age: string): readonly string[] {
  return [
    ...(newestAt === 0 ? [] : [age]),
    ...(followUps === 0 ? [] : [followUpCount(followUps)]),
    ...(distinction === undefined ? [] : [distinction]),
  ];
}

function tooltipOf(
  { followUps = 0, size }: GroupNode,
  { target, account }: Extract<GroupSubject, { by: 'customer' }>,
): ReturnType<typeof verbatim> {
  const counts = [noteCount(size), ...(followUps === 0 ? [] : [followUpCount(followUps)])].join(' · ');
  return verbatim(
    [nameOf(target), `${target.type} ${shortName(target.id)}`, account.label, counts].join('\n'),
  );
}

function contextOf({ subject, can }: GroupNode): string {
  if (subject.by !== 'customer' || !can.isSetUp) return 'group';
  return [
    'group customer',
    ...(can.takesCalls ? ['call'] : []),
    ...(can.hasFollowUps ? ['followUps'] : []),
    ...(subject.target.url === undefined ? [] : ['web']),
  ].join(' ');
}

function labelOf(subject: GroupSubject, now: number, language: string): string {
  switch (subject.by) {
    case 'customer':
      return nameOf(subject.target);
    case 'day':
      return subject.day === undefined ? words.noDate() : dayLabel(subject.day, now, language);
    case 'kind':
      return subject.kind === 'call' ? words.calls() : words.notes();
    case 'account':
      return subject.account.label;
    default:
      return assertNever(subject);
  }
}
