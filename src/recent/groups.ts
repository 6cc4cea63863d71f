import type { Account } from '../model/account.ts';
import type { StoredNote, Target } from '../model/note.ts';
import type { Entry } from '../outbox/entry.ts';
import type { AccountNotes } from './recentNotes.ts';

/** What notes can be grouped by. */
export const groupings = ['customer', 'day', 'kind', 'account'] as const;

/** What the user groups notes by. */
export type Grouping = (typeof groupings)[number];

/** A stored note, or one that is still in the outbox. */
type GroupItem = { readonly account: Account; readonly at: number } & (
  { readonly item: 'note'; readonly note: StoredNote } | { readonly item: 'entry'; readonly entry: Entry }
);

/** What a group's items have in common. */
export type GroupSubject =
  | { readonly by: 'customer'; readonly account: Account; readonly target: Target }
  /** `YYYY-MM-DD`; undefined: their dates cannot be read. */
  | { readonly by: 'day'; readonly day: string | undefined }
  | { readonly by: 'kind'; readonly kind: StoredNote['kind'] }
  | { readonly by: 'account'; readonly account: Account };

/** Notes that belong together, newest first. */
export interface NoteGroup {
  /** Unique among the groups, and the same after every refresh. */
  readonly key: string;
  readonly subject: GroupSubject;
  readonly items: readonly GroupItem[];
}

/** How notes are grouped. */
interface GroupOptions {
  readonly by: Grouping;
  /** The day of an instant (milliseconds since the epoch) in the user's time zone, `YYYY-MM-DD`. */
  readonly dayOf: (at: number) => string;
}

/**
 * Notes and outbox entries in groups; the group with the newest item comes first, notes without a readable date last.
 * Where the account of an entry is gone, the label in the entry stands for it.
 */
export function groupNotes(
  accounts: readonly AccountNotes[],
  entries: readonly Entry[],
  options: GroupOptions,
): readonly NoteGroup[] {
  const groups = new Map<string, { key: string; subject: GroupSubject; items: GroupItem[] }>();
  for (const item of itemsOf(accounts, entries)) {
    const subject = subjectOf(item, options);
    const key = keyOf(subject);
    const group = groups.get(key) ?? { key, subject, items: [] };
    // The first item that has the customer's name (and address) gives it to the group.
    if (group.subject.by === 'customer' && group.subject.target.name === undefined) group.subject = subject;
    group.items.push(item);
    groups.set(key, group);
  }
  const newestFirst = (a: GroupItem, b: GroupItem) => b.at - a.at;
  return [...groups.values()]
    .map((group) => ({ ...group, items: group.items.sort(newestFirst) }))
    .sort((a, b) => (b.items[0]?.at ?? 0) - (a.items[0]?.at ?? 0));
}

function itemsOf(accounts: readonly AccountNotes[], entries: readonly Entry[]): readonly GroupItem[] {
  const stored = accounts.flatMap(({ open: { account }, notes }) =>
    notes.map((note): GroupItem => ({ item: 'note', note, account, at: note.createdAt?.getTime() ?? 0 })),
  );
  const waiting = entries.map((entry): GroupItem => {
    const known = accounts.find(({ open }) => open.account.id === entry.accountId)?.open.account;
    const account = known ?? { id: entry.accountId, provider: '', label: entry.accountLabel, fields: {} };
    return { item: 'entry', entry, account, at: entry.queuedAt };
  });
  return [...stored, ...waiting];
}

function subjectOf(item: GroupItem, { by, dayOf }: GroupOptions): GroupSubject {
  const { kind, target } = item.item === 'note' ? item.note : item.entry.note;
  const { account, at } = item;
  switch (by) {
    case 'customer':
      return { by, account, target };
    case 'day':
      return { by, day: at === 0 ? undefined : dayOf(at) };
    case 'kind':
      return { by, kind };
    case 'account':
      return { by, account };
  }
}

function keyOf(subject: GroupSubject): string {
  switch (subject.by) {
    case 'customer':
      return JSON.stringify([subject.account.id, subject.target.type, subject.target.id]);
    case 'day':
      return JSON.stringify(['day', subject.day ?? '']);
    case 'kind':
      return JSON.stringify(['kind', subject.kind]);
    case 'account':
      return JSON.stringify(['account', subject.account.id]);
  }
}
