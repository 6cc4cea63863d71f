import { Failure } from '../../base/failure.ts';
import type { FollowUps } from '../../recent/followUps.ts';
import type { RecentNotes } from '../../recent/recentNotes.ts';
import { noOpenFollowUps } from '../../words/rows.ts';
import type { TreeNode } from './treeNode.ts';

/** Where follow-ups are read from. */
interface TasksParts {
  readonly recentNotes: RecentNotes;
  readonly followUps: FollowUps;
}

/** The open follow-ups of a customer as rows, or one row that says why there are none. */
export async function readTasks(
  { recentNotes, followUps }: TasksParts,
  { key, account, target }: Extract<TreeNode, { row: 'tasks' }>,
  signal: AbortSignal,
): Promise<TreeNode[]> {
  const open = recentNotes.accounts().find((each) => each.open.account.id === account.id)?.open;
  const remark = (message: string, problem: boolean): TreeNode[] => [
    { row: 'remark', key: `${key} remark`, message, problem },
  ];
  try {
    const known = followUps.of(account.id, target);
    const tasks = known ?? (await open?.provider.tasks?.open(target, signal)) ?? [];
    if (tasks.length === 0) return remark(noOpenFollowUps(), false);
    return tasks.map((task) => ({
      row: 'task',
      key: `${key} ${task.id}`,
      account,
      task,
      underCustomer: true,
      isOwn: false,
      isChecked: followUps.isCompleting(account.id, task.id),
    }));
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return remark(error.message, true);
  }
}
