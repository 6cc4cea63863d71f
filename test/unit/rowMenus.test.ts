import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as z from 'zod';
import type { StoredNote } from '../../src/model/note.ts';
import type { EntryStatus } from '../../src/outbox/entry.ts';
import { renderNode } from '../../src/vscode/tree/renderNode.ts';
import type { Abilities, TreeNode } from '../../src/vscode/tree/treeNode.ts';
import { entryOf } from '../support/entries.ts';
import { taskRow } from '../support/fakeTasks.ts';
import { storedAs } from '../support/fakeProvider.ts';
import { entryRow, everything, groupRow, nothing, noteRow, proposalRow } from '../support/treeRows.ts';
import { noteOf } from './providers/notebook/openNotebook.ts';

// The menus of the rows of Recent Notes, as package.json declares them and as each kind of row has them.

const menuItem = z.object({ command: z.string(), when: z.string(), group: z.string() });
const manifestSchema = z.object({
  contributes: z.object({ menus: z.object({ 'view/item/context': z.array(menuItem) }) }),
});

async function rowItems() {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const items = manifestSchema.parse(JSON.parse(text)).contributes.menus['view/item/context'];
  return items.filter(({ when }) => when.includes('view == notelog.recentNotes'));
}

/** The parts of conditions that are no question about the row. A call is not being timed. */
const elsewhere: Readonly<Record<string, boolean>> = {
  'view == notelog.recentNotes': true,
  '!notelog.timing': true,
};

/** Whether a condition holds for a row. Throws for a form that these menus do not use. */
function holds(when: string, contextValue: string): boolean {
  return when.split(' && ').every((part) => {
    const fixed = elsewhere[part];
    if (fixed !== undefined) return fixed;
    const [, pattern] = /^viewItem =~ \/(.+)\/$/.exec(part) ?? [];
    if (pattern !== undefined) return new RegExp(pattern).test(contextValue);
    const [, value] = /^viewItem == '?(.+?)'?$/.exec(part) ?? [];
    if (value === undefined) throw new Error(`Not understood: ${part}`);
    return value === contextValue;
  });
}

/** The commands of a row's menu in the editor's order, with a line between groups; or of its buttons. */
async function menuOf(row: TreeNode, place: 'menu' | 'inline' = 'menu'): Promise<string> {
  const { contextValue = '' } = renderNode(row, 0, 'en');
  const shown = (await rowItems())
    .filter(
      ({ group, when }) => group.startsWith('inline') === (place === 'inline') && holds(when, contextValue),
    )
    .map(({ command, group }) => ({ command: command.replace('notelog.', ''), group: group.split('@')[0] }));
  const groups = Map.groupBy(shown, ({ group }) => group);
  return [...groups.values()].map((each) => each.map(({ command }) => command).join(' ')).join(' | ');
}

const account = { id: 'one', provider: 'crm', label: 'Work', fields: {} };
const target = { type: 'customer', id: 'c1', name: 'Acme' };
const url = 'https://crm.example/1';

function note(more: Partial<StoredNote>, can: Abilities = everything): TreeNode {
  return noteRow({ ...storedAs('n1', { note: noteOf('Hello') }), ...more }, account, { can });
}

function customer(more: Parameters<typeof groupRow>[1] = {}, page?: string): TreeNode {
  const withPage = page === undefined ? target : { ...target, url: page };
  return groupRow({ by: 'customer', account, target: withPage }, more);
}

function entry(status: EntryStatus, does?: 'edit' | 'remove'): TreeNode {
  const about = { noteId: 'n1', base: { text: '' } };
  const action =
    does === 'edit' ? ({ does, change: {}, ...about } as const) : does && ({ does, ...about } as const);
  return entryRow(entryOf('e1', { status, ...(action && { action }) }));
}

const failure = { reason: 'offline', message: 'x' } as const;
const candidates = [{ id: '1', text: 'x' }];
const followUps: TreeNode = { row: 'tasks', key: 'k', account, target, count: undefined };
const task = { id: 't', target, details: 'x', assignee: 'a', dueOn: undefined, completedAt: undefined };
const problem = { row: 'problem', key: 'k', account, message: 'x', heals: false } as const;
const history = 'showHistory exportHistory';

test.each<[string, TreeNode, string]>([
  [
    'a customer',
    customer({}, url),
    `newNote logCall startCallTimer newFollowUp | openInBrowser | copyLink | ${history}`,
  ],
  [
    'a customer of notes only',
    customer({ can: { ...nothing, isSetUp: true } }),
    `newNote | copyLink | ${history}`,
  ],
  ['a customer of an account that is gone', customer({ can: nothing }), ''],
  ['a day', groupRow({ by: 'day', day: undefined }), ''],
  [
    'a note',
    note({ url, attachment: { name: 'a', size: 1 } }),
    `newNote logCall startCallTimer newFollowUp | openNote openInBrowser openAttachment saveAttachment | editNote | copyText copyLink | ${history} | deleteNote`,
  ],
  [
    'a note in a file',
    note({ url: 'file:///n.md' }),
    `newNote logCall startCallTimer newFollowUp | openNote openNoteFile | editNote | copyText copyLink | ${history} | deleteNote`,
  ],
  [
    'a note that can be neither changed nor deleted',
    note({ raw: true }),
    `newNote logCall startCallTimer newFollowUp | openNote | copyText copyLink | ${history}`,
  ],
  ['a note of an account that is gone', note({}, nothing), 'openNote | copyText'],
  ['a queued note', entry({ state: 'waiting' }), 'sendNow editWaiting | copyText | discardWaiting'],
  ['a queued deletion', entry({ state: 'waiting' }, 'remove'), 'sendNow | copyText | discardWaiting'],
  [
    'a note without a key',
    entry({ state: 'waiting', failure: { ...failure, reason: 'keyMissing' } }),
    'resolveWaiting | editWaiting replaceKey | copyText | discardWaiting',
  ],
  [
    'a refused note',
    entry({ state: 'refused', failure: { ...failure, reason: 'refused' } }),
    'resolveWaiting | sendNow editWaiting | copyText | discardWaiting',
  ],
  [
    'a conflict',
    entry({ state: 'refused', failure: { ...failure, reason: 'conflict' } }, 'edit'),
    'resolveWaiting | editWaiting | copyText | discardWaiting',
  ],
  [
    'a note that may be saved',
    entry({ state: 'uncertain', failure, since: 0, candidates }),
    'resolveWaiting | editWaiting | copyText | discardWaiting',
  ],
  ['a note that is being sent', entry({ state: 'sending', since: 0, by: 'here' }), 'copyText'],
  ['the open follow-ups', followUps, 'newFollowUp'],
  ['a follow-up', taskRow(account, task), 'completeTask'],
  ['an account without a key', { ...problem, keyProblem: true }, 'checkAccount | replaceKey'],
  ['an account that cannot be read', { ...problem, keyProblem: false }, 'checkAccount'],
  ['a proposal', proposalRow(), 'openProposal | declineProposal | declineProposals'],
  ['what needs an OK', { row: 'needsOk', key: 'k', children: [], hidden: 0 }, ''],
  ['what needs the user', { row: 'needsYou', key: 'k', children: [] }, ''],
])('the menu of %s holds what works for it, in the order of all menus', async (_, row, menu) => {
  expect(await menuOf(row)).toBe(menu);
});

test.each<[string, TreeNode, string]>([
  ['a customer', customer({}, url), 'newNote logCall startCallTimer'],
  ['a customer of notes only', customer({ can: { ...nothing, isSetUp: true } }), 'newNote'],
  ['a note', note({ url }), 'openInBrowser editNote'],
  ['a queued note', entry({ state: 'waiting' }), 'sendNow'],
  [
    'a note without a key',
    entry({ state: 'waiting', failure: { ...failure, reason: 'keyMissing' } }),
    'replaceKey',
  ],
  ['a note that may be saved', entry({ state: 'uncertain', failure, since: 0, candidates }), ''],
  ['the open follow-ups', followUps, 'newFollowUp'],
  ['a follow-up', taskRow(account, task), 'completeTask'],
  ['a proposal', proposalRow(), 'declineProposal'],
])('the buttons of %s', async (_, row, buttons) => {
  expect(await menuOf(row, 'inline')).toBe(buttons);
});

test('every menu is in the order New, Open, Edit, Copy, History, Delete, and nothing stands beside Delete', async () => {
  const items = await rowItems();
  const groups = [...new Set(items.map(({ group }) => group.split('@')[0]))];
  expect(groups).toEqual(['1_new', '2_open', '3_edit', '4_copy', '5_history', '6_delete', 'inline']);
  const last = items.filter(({ group }) => group.startsWith('6_delete')).map(({ command }) => command);
  expect(last).toEqual(['notelog.deleteNote', 'notelog.discardWaiting', 'notelog.declineProposals']);
});
