import * as vscode from '../editor.ts';
import { dueState } from '../../model/followUp.ts';
import type { AccountFollowUps, FollowUps } from '../../recent/followUps.ts';
import * as words from '../../words/followUps.ts';
import { firstLine, nameOf, shortName } from '../label.ts';
import { shownStart } from '../shownStart.ts';
import { localDay } from '../times.ts';
import { verbatim } from '../verbatim.ts';
import type { TreeNode } from './treeNode.ts';

type FollowUpsNode = Extract<TreeNode, { row: 'followUps' }>;
type TaskNode = Extract<TreeNode, { row: 'task' }>;

/** The row over the open follow-ups of all customers, due ones first; none where there is nothing to show. */
export function followUpNodes(followUps: FollowUps, now: number): readonly FollowUpsNode[] {
  const accounts = followUps.accounts();
  const today = localDay(now);
  const tasks = accounts
    .flatMap(({ open: { account }, tasks: own, areOwn }) =>
      own.map((task): TaskNode => ({
        row: 'task',
        key: `follow-ups ${account.id} ${task.id}`,
        account,
        task,
        underCustomer: false,
        isOwn: areOwn,
        isChecked: followUps.isCompleting(account.id, task.id),
      })),
    )
    .toSorted((one, other) => compare(one.task.dueOn ?? '~', other.task.dueOn ?? '~'));
  const children = [...tasks, ...accounts.flatMap(remarksOf)];
  if (children.length === 0) return [];
  const due = tasks.filter(({ task }) => isDue(task.dueOn, today)).length;
  // A key of its own where something is due: the editor keeps a row that was once closed as it is.
  const key = due > 0 ? 'follow-ups due' : 'follow-ups';
  const areOwn = accounts.every((each) => each.areOwn || each.tasks.length === 0);
  return [{ row: 'followUps', key, areOwn, due, children }];
}

/** What is missing among an account's follow-ups. Its own row says so where its key or its service is the problem. */
function remarksOf({ open: { account }, failure, isWhole }: AccountFollowUps): readonly TreeNode[] {
  const key = `follow-ups ${account.id} remark`;
  const said = ['keyMissing', 'keyRefused', 'forbidden', 'notServed', 'offline'];
  if (failure && !said.includes(failure.reason)) {
    const message = words.notRead(account.label, failure.message);
    return [{ row: 'remark', key, message, problem: true }];
  }
  return isWhole ? [] : [{ row: 'remark', key, message: words.moreThere(account.label), problem: false }];
}

/** How the row over them looks. */
export function followUpsItem({ areOwn, due, children }: FollowUpsNode): vscode.TreeItem {
  const heading = words.heading(areOwn);
  const count =
    due > 0 ? words.dueCount(due) : words.openCount(children.filter(({ row }) => row === 'task').length);
  const state =
    due > 0 ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
  const item = new vscode.TreeItem(heading, state);
  item.description = count;
  item.iconPath = new vscode.ThemeIcon('checklist');
  item.contextValue = 'followUps';
  item.accessibilityInformation = { label: words.spokenHeading(heading, count) };
  return item;
}

/** How one follow-up looks. */
export function taskItem(node: TaskNode, now: number, language: string): vscode.TreeItem {
  const { task, account, underCustomer, isOwn, isChecked } = node;
  const item = new vscode.TreeItem(firstLine(task.details) || words.withoutText());
  const due = dueText(task.dueOn, now, language);
  const customer = nameOf(task.target);
  const assignee = isOwn ? '' : shortName(task.assignee);
  const facts = [underCustomer || task.target.name === undefined ? '' : customer, assignee].filter(Boolean);
  item.description = [due, ...facts].join(' · ');
  item.tooltip = verbatim(
    [
      shownStart(task.details),
      '',
      words.dueOn(due),
      words.aboutIn(customer, account.label),
      shortName(task.assignee),
    ].join('\n'),
  );
  item.iconPath = iconOf(task.dueOn, localDay(now));
  item.contextValue = 'task';
  item.accessibilityInformation = {
    label: words.spokenTask(firstLine(task.details), due, [customer, assignee].filter(Boolean).join(', ')),
  };
  // One that cannot be read has no id to be marked by.
  if (!task.id.includes(' '))
    item.checkboxState = {
      state: isChecked ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
      tooltip: isChecked ? words.undoDone() : words.markAsDone(),
      accessibilityInformation: { label: isChecked ? words.undoDone() : words.markAsDone() },
    };
  return item;
}

/** Whether it should be done by now. */
export function isDue(dueOn: string | undefined, today: string): boolean {
  const state = dueState(dueOn, today);
  return state === 'overdue' || state === 'today';
}

function iconOf(dueOn: string | undefined, today: string): vscode.ThemeIcon {
  switch (dueState(dueOn, today)) {
    case 'overdue':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    case 'today':
      return new vscode.ThemeIcon('bell');
    case 'later':
    case undefined:
      return new vscode.ThemeIcon('calendar');
  }
}

/** `now`: milliseconds since the epoch. */
function dueText(dueOn: string | undefined, now: number, language: string): string {
  const tomorrow = new Date(now);
  tomorrow.setDate(tomorrow.getDate() + 1);
  if (dueOn === localDay(tomorrow.getTime())) return words.dueTomorrow();
  switch (dueState(dueOn, localDay(now))) {
    case 'overdue':
      return words.overdueSince(dayText(dueOn, now, language));
    case 'today':
      return words.dueToday();
    case 'later':
      return dayText(dueOn, now, language);
    case undefined:
      return words.noDate();
  }
}

/** `Wed 25 Nov`, with the year where it is another one. */
function dayText(day: string | undefined, now: number, language: string): string {
  const date = new Date(`${day ?? ''}T12:00:00`);
  const year = date.getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' as const };
  return date.toLocaleDateString(language, { weekday: 'short', day: 'numeric', month: 'short', ...year });
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
