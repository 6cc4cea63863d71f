import { Failure } from '../../src/base/failure.ts';
import type { TaskLimits } from '../../src/model/capabilities.ts';
import type { Task } from '../../src/model/task.ts';
import type { Account } from '../../src/model/account.ts';
import type { Tasks } from '../../src/providers/tasks.ts';
import type { TreeNode } from '../../src/vscode/tree/treeNode.ts';

/**
 * Follow-ups of a service that does whatever it is asked and tells only those of one customer, of which there are none,
 * except for what a test replaces.
 */
export function fakeTasks(own: Partial<Tasks> = {}): Tasks {
  return {
    create: (task) => Promise.resolve({ ...task, id: 't1', completedAt: undefined }),
    open: () => Promise.resolve([]),
    has: () => Promise.resolve(false),
    list: () => Promise.reject(new Failure('notServed', 'There is no such list.')),
    addNames: (tasks) => Promise.resolve(tasks),
    self: () => undefined,
    complete: () => Promise.resolve(),
    ...own,
  };
}

/** What {@link fakeTasks} can keep of a follow-up. */
export const taskLimits: TaskLimits = {
  longestDetails: 20,
  assignee: {
    prompt: 'Who of the team?',
    placeholder: 'ann@',
    problem: (assignee) => (assignee.includes('@') ? undefined : 'Type a name with an @.'),
  },
};

/** An open follow-up for `Acme` that is due on a day, or at no date. */
export function taskOf(id: string, dueOn: string | undefined, more: Partial<Task> = {}): Task {
  return {
    id,
    target: { type: 'customer', id: 'acme', name: 'Acme' },
    details: `Do ${id}`,
    assignee: 'ann@example.com',
    dueOn,
    completedAt: undefined,
    ...more,
  };
}

/** The row of a follow-up under its customer. */
export function taskRow(account: Account, task: Task, more: Partial<TaskRow> = {}): TaskRow {
  const place = { underCustomer: true, isOwn: false, isChecked: false };
  return { row: 'task', key: task.id, account, task, ...place, ...more };
}

type TaskRow = Extract<TreeNode, { row: 'task' }>;
