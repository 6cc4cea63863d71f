import { fold } from '../../base/fold.ts';
import { groupNotes, type Grouping, type NoteGroup } from '../../recent/groups.ts';
import { entryMatchesFilter, isFiltering, type NoteFilter } from '../../recent/noteFilter.ts';
import type { Target } from '../../model/note.ts';
import type { AccountNotes } from '../../recent/recentNotes.ts';
import { needsUser, type Entry } from '../../outbox/entry.ts';
import { nameOf, shortName } from '../label.ts';
import { localDay } from '../times.ts';
import { groupNode, moreNode, needsYouNode, noMatchNode, problemNodes } from './rows.ts';
import type { ParentNode, TreeNode } from './treeNode.ts';
import { welcomeFor, type Welcome } from './welcome.ts';

/** What the tree shows at its root. */
interface Root {
  readonly groups: readonly ParentNode[];
  /** All rows, groups included; none if the welcome view takes their place. */
  readonly rows: readonly TreeNode[];
  readonly welcome: Welcome;
  /** Above the rows: why nothing could be read. */
  readonly message: string;
}

/** What the tree shows, and how. */
interface Content {
  readonly accounts: readonly AccountNotes[];
  /** The pending ones of the outbox. */
  readonly entries: readonly Entry[];
  readonly filter: NoteFilter;
  readonly by: Grouping;
  /** The row over what others have proposed. */
  readonly proposals: readonly ParentNode[];
  readonly followUps: {
    /** The rows over those of all customers. */
    readonly rows: readonly ParentNode[];
    /** How many are open of a customer; undefined: not known. */
    readonly countOf: (accountId: string, target: Target) => number | undefined;
  };
}

/** The rows at the root of the tree. What needs the user comes first, whatever the filter says. */
export function rootNodes({ accounts, entries, filter, by, followUps, proposals }: Content): Root {
  const needing = entries.filter(needsUser);
  const others = entries.filter((entry) => !needsUser(entry) && entryMatchesFilter(entry, filter));
  const accountsById = new Map(accounts.map(({ open }) => [open.account.id, open]));
  const noteGroups = groupNotes(accounts, others, { by, dayOf: localDay });
  const distinctionOf = distinctions(noteGroups);
  const groups = noteGroups.map((group) =>
    groupNode(group, {
      accountsById,
      distinction: distinctionOf.get(group.key),
      followUps: (accountId, target) => followUps.countOf(accountId, target),
    }),
  );
  const needsYou = needing.length === 0 ? [] : [needsYouNode(needing)];
  const failedAccounts = accounts.filter(({ failure }) => failure !== undefined);
  const more = accounts.filter(({ hasMore }) => hasMore).map(moreNode);
  const size = proposals.length + needsYou.length + followUps.rows.length + groups.length + more.length;
  const welcome = welcomeFor(size, failedAccounts, isFiltering(filter));
  const noMatch = groups.length === 0 && isFiltering(filter) ? [noMatchNode()] : [];
  return {
    groups: [...needsYou, ...groups],
    rows:
      welcome === 'ready'
        ? [
            ...proposals,
            ...needsYou,
            ...failedAccounts.flatMap(problemNodes),
            ...followUps.rows,
            ...noMatch,
            ...groups,
            ...more,
          ]
        : [],
    welcome,
    message: welcome === 'failed' ? (failedAccounts[0]?.failure?.message ?? '') : '',
  };
}

/**
 * By the group's key, what tells a customer from others of the same name: the account's name where they are in
 * different accounts, and the id where they are in the same one.
 */
function distinctions(groups: readonly NoteGroup[]): ReadonlyMap<string, string> {
  const customers = groups.flatMap(({ key, subject }) =>
    subject.by === 'customer' ? [{ key, account: subject.account, target: subject.target }] : [],
  );
  const found = new Map<string, string>();
  for (const namesakes of Map.groupBy(customers, ({ target }) => fold(nameOf(target))).values()) {
    if (namesakes.length === 1) continue;
    for (const { key, account, target } of namesakes) {
      const inAccount = namesakes.filter((each) => each.account.id === account.id).length;
      const parts = [
        ...(inAccount < namesakes.length ? [account.label] : []),
        ...(inAccount > 1 ? [shortName(target.id)] : []),
      ];
      found.set(key, parts.join(' · '));
    }
  }
  return found;
}
