import type { Account } from '../../accounts/account.ts';
import type { StoredNote, Target } from '../note.ts';
import type { Entry } from '../outbox/entry.ts';
import type { AccountNotes } from './recentNotes.ts';

/** A stored note, or one that is still on its way. */
export type GroupItem =
  | { readonly item: 'note'; readonly note: StoredNote; readonly at: number }
  | { readonly item: 'entry'; readonly entry: Entry; readonly at: number };

/** Everything about one target of one account, newest first. */
export interface NoteGroup {
  readonly account: Account;
  readonly target: Target;
  readonly items: readonly GroupItem[];
}

/**
 * Notes and outbox entries by account and target, the group with the newest item first. A note without a readable
 * date comes last. The account of an entry may be gone; its label then stands in.
 */
export function groupNotes(
  accounts: readonly AccountNotes[],
  entries: readonly Entry[],
): readonly NoteGroup[] {
  const groups = new Map<string, { account: Account; target: Target; items: GroupItem[] }>();
  const groupOf = (account: Account, target: Target) => {
    const key = JSON.stringify([account.id, target.type, target.id]);
    const group = groups.get(key) ?? { account, target, items: [] };
    // The first that knows the name (and page) gives it to the group.
    if (group.target.name === undefined) group.target = target;
    groups.set(key, group);
    return group;
  };
  for (const { open, notes } of accounts)
    for (const note of notes)
      groupOf(open.account, note.target).items.push({
        item: 'note',
        note,
        at: note.createdAt?.getTime() ?? 0,
      });
  for (const entry of entries) {
    const known = accounts.find(({ open }) => open.account.id === entry.accountId)?.open.account;
    const account = known ?? { id: entry.accountId, provider: '', label: entry.accountLabel, fields: {} };
    groupOf(account, entry.note.target).items.push({ item: 'entry', entry, at: entry.queuedAt });
  }
  const newestFirst = (a: GroupItem, b: GroupItem) => b.at - a.at;
  return [...groups.values()]
    .map((group) => ({ ...group, items: group.items.sort(newestFirst) }))
    .sort((a, b) => (b.items[0]?.at ?? 0) - (a.items[0]?.at ?? 0));
}
