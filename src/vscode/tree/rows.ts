import type { OpenAccount } from '../../accounts/accountBook.ts';
import type { FailureReason } from '../../base/failure.ts';
import { partNoun } from '../../customers/targetLabels.ts';
import type { Target } from '../../model/note.ts';
import type { Entry } from '../../outbox/entry.ts';
import type { NoteGroup } from '../../recent/groups.ts';
import type { AccountNotes } from '../../recent/recentNotes.ts';
import { noMatch } from '../../words/rows.ts';
import type { Abilities, ParentNode, TreeNode } from './treeNode.ts';

/** What the rows of a group need to know beside its notes. */
interface GroupFacts {
  readonly accountsById: ReadonlyMap<string, OpenAccount>;
  /** What tells a customer from another one of its name. */
  readonly distinction: string | undefined;
  /** How many follow-ups of a customer are open; undefined: not known. */
  readonly followUps: (accountId: string, target: Target) => number | undefined;
}

/** The notes that need the user, above all others. */
export function needsYouNode(entries: readonly Entry[]): ParentNode {
  const children = entries.map((entry): TreeNode => ({
    row: 'entry',
    key: `needs you ${entry.id}`,
    entry,
    under: undefined,
  }));
  return { row: 'needsYou', key: 'needs you', children };
}

/** A group with its rows. */
export function groupNode(
  { key, subject, items }: NoteGroup,
  { accountsById, distinction, followUps }: GroupFacts,
): ParentNode {
  const customer = subject.by === 'customer' ? subject : undefined;
  const can = abilitiesOf(customer && accountsById.get(customer.account.id));
  const count = customer && followUps(customer.account.id, customer.target);
  const tasks: readonly TreeNode[] =
    customer && can.hasFollowUps && count !== 0
      ? [{ row: 'tasks', key: `${key} tasks`, account: customer.account, target: customer.target, count }]
      : [];
  const rows = items.map((each): TreeNode => {
    const under = subject.by;
    if (each.item === 'entry')
      return { row: 'entry', key: `${key} entry ${each.entry.id}`, entry: each.entry, under };
    const { note, account } = each;
    const noteKey = `${key} note ${account.id} ${note.id}`;
    const open = accountsById.get(account.id);
    return {
      row: 'note',
      key: noteKey,
      note,
      account,
      part: open && partNoun(open, note.target.type),
      under,
      can: abilitiesOf(open),
    };
  });
  return {
    row: 'group',
    key,
    subject,
    children: [...tasks, ...rows],
    size: items.length,
    newestAt: items[0]?.at ?? 0,
    distinction,
    followUps: count,
    can,
  };
}

/** The row that reads older notes of an account. */
export function moreNode({ open: { account } }: AccountNotes): TreeNode {
  return { row: 'more', key: `more ${account.id}`, account };
}

/** Says that none of the loaded notes matches the filter, although older ones can still be read. */
export function noMatchNode(): TreeNode {
  return { row: 'remark', key: 'no match', message: noMatch(), problem: false };
}

/** Failures that are over when the network or the service is back. */
const healing: ReadonlySet<FailureReason> = new Set([
  'offline',
  'timeout',
  'dropped',
  'serverFault',
  'rateLimited',
]);

/** The row that says why an account could not be read; none if it could. */
export function problemNodes({ open: { account }, failure }: AccountNotes): readonly TreeNode[] {
  if (!failure) return [];
  const { reason, message } = failure;
  return [
    {
      row: 'problem',
      key: `problem ${account.id}`,
      account,
      message,
      keyProblem: reason === 'keyMissing' || reason === 'keyRefused',
      heals: healing.has(reason),
    },
  ];
}

function abilitiesOf(open: OpenAccount | undefined): Abilities {
  const { kinds, edit, remove } = open?.kind.capabilities ?? {};
  return {
    isSetUp: open !== undefined,
    takesCalls: kinds?.includes('call') ?? false,
    hasFollowUps: open?.provider.tasks !== undefined,
    editsNotes: edit ?? false,
    removesNotes: remove ?? false,
  };
}
