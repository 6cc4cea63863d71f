import type { Target } from '../../model/note.ts';
import type { TreeNode } from './treeNode.ts';

/** A customer that a row is about, and the account that it belongs to. */
interface CustomerOfRow {
  readonly accountId: string;
  readonly target: Target;
}

/** Undefined: the row is about no single customer. */
export function customerOfRow(node: TreeNode): CustomerOfRow | undefined {
  switch (node.row) {
    case 'note':
      return { accountId: node.account.id, target: node.note.target };
    case 'entry':
      return { accountId: node.entry.accountId, target: node.entry.note.target };
    case 'tasks':
      return { accountId: node.account.id, target: node.target };
    case 'task':
      return { accountId: node.account.id, target: node.task.target };
    case 'group':
      return node.subject.by === 'customer'
        ? { accountId: node.subject.account.id, target: node.subject.target }
        : undefined;
    default:
      return undefined;
  }
}
