import type { OpenAccount } from '../../accounts/accountBook.ts';
import type { NoteGroup } from '../../recent/groups.ts';
import type { AccountNotes } from '../../recent/recentNotes.ts';
import type { TreeNode } from './treeNode.ts';

/** A group with its rows. */
export function groupNode(
  { key, subject, items }: NoteGroup,
  accountsById: ReadonlyMap<string, OpenAccount>,
): TreeNode {
  const underCustomer = subject.by === 'customer';
  const tasks: readonly TreeNode[] =
    underCustomer && accountsById.get(subject.account.id)?.provider.tasks
      ? [{ row: 'tasks', key: `${key} tasks`, account: subject.account, target: subject.target }]
      : [];
  const rows = items.map((each): TreeNode => {
    if (each.item === 'entry')
      return { row: 'entry', key: `${key} entry ${each.entry.id}`, entry: each.entry };
    const { note, account } = each;
    const editable = accountsById.get(account.id)?.kind.capabilities.edit ?? false;
    return {
      row: 'note',
      key: `${key} note ${account.id} ${note.id}`,
      note,
      account,
      underCustomer,
      editable,
    };
  });
  return { row: 'group', key, subject, children: [...tasks, ...rows] };
}

/** The row that reads older notes of an account. */
export function moreNode({ open: { account } }: AccountNotes): TreeNode {
  return { row: 'more', key: `more ${account.id}`, account };
}

/** Says that none of the loaded notes matches the filter, although older ones can still be read. */
export function noMatchNode(): TreeNode {
  const message = 'None of the notes loaded so far matches the filter.';
  return { row: 'remark', key: 'no match', message, problem: false };
}

/** The row that says why an account could not be read; none if it could. */
export function problemNodes({ open: { account }, failure }: AccountNotes): readonly TreeNode[] {
  if (!failure) return [];
  const keyProblem = failure.reason === 'keyMissing' || failure.reason === 'keyRefused';
  return [{ row: 'problem', key: `problem ${account.id}`, account, message: failure.message, keyProblem }];
}
