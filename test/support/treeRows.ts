import type { Account } from '../../src/model/account.ts';
import type { StoredNote } from '../../src/model/note.ts';
import type { Entry } from '../../src/outbox/entry.ts';
import { newProposal, type Proposal } from '../../src/proposals/proposal.ts';
import type { GroupSubject } from '../../src/recent/groups.ts';
import type { Abilities, TreeNode } from '../../src/vscode/tree/treeNode.ts';

/** What an account can do that can do everything. */
export const everything: Abilities = {
  isSetUp: true,
  takesCalls: true,
  hasFollowUps: true,
  editsNotes: true,
  removesNotes: true,
};

/** What can be done in an account that is gone. */
export const nothing: Abilities = {
  isSetUp: false,
  takesCalls: false,
  hasFollowUps: false,
  editsNotes: false,
  removesNotes: false,
};

type NoteRow = Extract<TreeNode, { row: 'note' }>;
type EntryRow = Extract<TreeNode, { row: 'entry' }>;
type ProposalRow = Extract<TreeNode, { row: 'proposal' }>;
type GroupRow = Extract<TreeNode, { row: 'group' }>;

/** The row of a stored note among those of its customer. */
export function noteRow(note: StoredNote, account: Account, more: Partial<NoteRow> = {}): NoteRow {
  return {
    row: 'note',
    key: 'k',
    note,
    account,
    part: undefined,
    under: 'customer',
    can: everything,
    ...more,
  };
}

/** The row of a group without notes. */
export function groupRow(subject: GroupSubject, more: Partial<GroupRow> = {}): GroupRow {
  return {
    row: 'group',
    key: 'g',
    subject,
    children: [],
    size: 0,
    newestAt: 0,
    distinction: undefined,
    followUps: undefined,
    can: everything,
    ...more,
  };
}

/** The row of a note of the outbox among those of its customer. */
export function entryRow(entry: Entry, more: Partial<EntryRow> = {}): EntryRow {
  return { row: 'entry', key: entry.id, entry, under: 'customer', ...more };
}

/** The row of a note about Acme that an agent has proposed. */
export function proposalRow(more: Partial<Proposal> = {}, isDraft = false): ProposalRow {
  const note = { customer: { query: 'Acme' }, kind: 'note', text: 'Fixed the import' } as const;
  const id = '00000000-0000-0000-0000-000000000001';
  const proposal = { ...newProposal(id, { via: 'mcp', name: 'An agent' }, note, 0), ...more };
  return { row: 'proposal', key: 'p', pending: { proposal, isDraft } };
}
