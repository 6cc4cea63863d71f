import { groupNotes, type Grouping } from '../../recent/groups.ts';
import { entryMatchesFilter, isFiltering, type NoteFilter } from '../../recent/noteFilter.ts';
import type { AccountNotes } from '../../recent/recentNotes.ts';
import { needsUser, type Entry } from '../../outbox/entry.ts';
import { localDay } from '../times.ts';
import { groupNode, moreNode, noMatchNode, problemNodes } from './rows.ts';
import type { TreeNode } from './treeNode.ts';
import { welcomeFor, type Welcome } from './welcome.ts';

/** What the tree shows at its root. */
interface Root {
  readonly groups: readonly TreeNode[];
  /** All rows, groups included; none if the welcome view takes their place. */
  readonly rows: readonly TreeNode[];
  readonly welcome: Welcome;
  /** Above the rows: why nothing could be read. */
  readonly message: string;
}

/** The rows at the root of the tree. `entries`: the pending ones. */
export function rootNodes(
  accounts: readonly AccountNotes[],
  entries: readonly Entry[],
  filter: NoteFilter,
  by: Grouping,
): Root {
  const matchingEntries = entries.filter((entry) => entryMatchesFilter(entry, filter, needsUser(entry)));
  const accountsById = new Map(accounts.map(({ open }) => [open.account.id, open]));
  const groups = groupNotes(accounts, matchingEntries, { by, dayOf: localDay }).map((group) =>
    groupNode(group, accountsById),
  );
  const failedAccounts = accounts.filter(({ failure }) => failure !== undefined);
  const more = accounts.filter(({ hasMore }) => hasMore).map(moreNode);
  const welcome = welcomeFor(groups.length + more.length, failedAccounts, isFiltering(filter));
  const noMatch = groups.length === 0 && isFiltering(filter) ? [noMatchNode()] : [];
  return {
    groups,
    rows:
      welcome === 'ready' ? [...failedAccounts.flatMap(problemNodes), ...noMatch, ...groups, ...more] : [],
    welcome,
    message: welcome === 'failed' ? (failedAccounts[0]?.failure?.message ?? '') : '',
  };
}
