import { expect, test } from 'vitest';
import type { TreeItem } from 'vscode';
import type { StoredNote } from '../../../../src/model/note.ts';
import type { Task } from '../../../../src/model/task.ts';
import type { Grouping, GroupSubject } from '../../../../src/recent/groups.ts';
import { renderNode } from '../../../../src/vscode/tree/renderNode.ts';
import type { TreeNode } from '../../../../src/vscode/tree/treeNode.ts';
import { entryOf } from '../../../support/entries.ts';
import { taskOf, taskRow } from '../../../support/fakeTasks.ts';
import { storedAs } from '../../../support/fakeProvider.ts';
import { entryRow, everything, groupRow, nothing, noteRow } from '../../../support/treeRows.ts';
import { noteOf } from '../../providers/notebook/openNotebook.ts';

const now = Date.parse('2026-07-29T12:00:00.000Z');
const hour = 3_600_000;
const account = { id: 'one', provider: 'crm', label: 'Work', fields: {} };
const target = { type: 'customer', id: 'c1', name: 'Acme' };

function render(node: TreeNode): TreeItem {
  return renderNode(node, now, 'en');
}

function storedNote(more: Partial<StoredNote> = {}): StoredNote {
  const createdAt = new Date(now - 72 * hour);
  return {
    ...storedAs('n1', { note: noteOf('Asked for a quote.\nAnd more.') }),
    target,
    author: 'Ann',
    createdAt,
    ...more,
  };
}

function note(more: Partial<StoredNote> = {}, under: Grouping = 'customer'): TreeItem {
  return render(noteRow(storedNote(more), account, { under }));
}

function task(more: Partial<Task> = {}): TreeItem {
  const details = 'Send the offer\nby mail';
  const whole = { id: 't1', target, details, assignee: 'ann@example.com', dueOn: '2026-07-28', ...more };
  return render(taskRow(account, { completedAt: undefined, ...whole }));
}

test('a note leads with its age and first words, and opens on a click; the rest is in the tooltip', () => {
  const item = note();
  expect(item).toMatchObject({
    id: 'k',
    label: '3d · Asked for a quote.',
    iconPath: { id: 'note' },
    command: { command: 'notelog.openNote' },
    accessibilityInformation: { label: 'Note: Asked for a quote., Ann, 3 days ago' },
  });
  expect(item.description).toBeUndefined();
  expect(item.tooltip).toMatch(/^Asked for a quote\.\nAnd more\.\n\nAcme\nAnn, .+2026.+\nWork$/);
});

test('the tooltip of a note about a part of a customer names the part', () => {
  const target = { type: 'order', id: '811', name: 'Acme' };
  const row = noteRow(storedAs('n', { note: { ...noteOf('Moved it.'), target } }), account, {
    part: 'order',
  });
  expect(render(row).tooltip).toMatch(/^Moved it\.\n\nAcme\nOrder 811\n/);
});

const call = { kind: 'call', text: 'Went through it.', durationSeconds: 1500 } as const;

test.each<[Grouping, string]>([
  ['customer', '3d · Call 25 min · Went through it.'],
  ['day', 'Acme · Call 25 min · Went through it.'],
  ['kind', '3d · Acme · Call 25 min · Went through it.'],
  ['account', '3d · Acme · Call 25 min · Went through it.'],
])('grouped by %s, a row does not repeat its group: %s', (under, label) => {
  const item = note(call, under);
  expect([item.label, item.iconPath]).toEqual([label, expect.objectContaining({ id: 'call-outgoing' })]);
});

test('a screen reader hears the customer where the group does not say it, and how long a call was', () => {
  expect(note(call, 'day').accessibilityInformation?.label).toBe(
    'Call: Went through it., Acme, 25 min, Ann, 3 days ago',
  );
  const attachment = { name: 'order.txt', size: 1 };
  expect(note({ attachment }).accessibilityInformation?.label).toBe(
    'Note: Asked for a quote., Ann, 3 days ago, attachment order.txt',
  );
});

test('a row without a text, a length or a date says what it has', () => {
  const bare = { author: undefined, createdAt: undefined };
  expect(note({ ...bare, kind: 'call', text: '', durationSeconds: undefined }).label).toBe(
    'Call · Call without text',
  );
  expect(note({ ...bare, text: '' })).toMatchObject({
    label: 'Note without text',
    accessibilityInformation: { label: 'Note: without text' },
  });
});

test('names and texts of a megabyte are cut before they reach the editor', () => {
  const long = 'ab '.repeat(400_000);
  const huge = { type: 'customer', id: long, name: long };
  const attachment = { name: long, size: 1 };
  const hugeNote = { target: huge, text: long, author: long, attachment } as const;
  const items = [
    note(hugeNote),
    note(hugeNote, 'day'),
    render(groupRow({ by: 'customer', account, target: huge })),
    render(entryRow(entryOf('e1', { note: { ...noteOf(long), target: huge } }), { under: 'day' })),
    task({ target: huge, details: long, assignee: long }),
    render({ row: 'tasks', key: 'k', account, target: huge, count: undefined }),
  ];
  // The command and what it gets stay in the extension host.
  for (const { id, label, description, tooltip, accessibilityInformation } of items)
    expect(JSON.stringify([id, label, description, tooltip, accessibilityInformation]).length).toBeLessThan(
      10_000,
    );
});

const whole = 'stored customer call followUps editable deletable';

test.each<[Partial<StoredNote>, string]>([
  [{}, whole],
  [{ url: 'https://crm.example/n1' }, `${whole} web`],
  [{ url: 'file:///n1.md' }, `${whole} file`],
  [{ attachment: { name: 'order.txt', size: 1 } }, `${whole} attachment`],
  [{ raw: true }, 'stored customer call followUps'],
  [{ cut: true }, 'stored customer call followUps deletable'],
  [{ locked: 'It is a link.' }, 'stored customer call followUps deletable'],
])('the menu of a note holds what works for it: %o', (more, contextValue) => {
  expect(note(more).contextValue).toBe(contextValue);
});

test('the menu of a note holds what its account can do', () => {
  const contextOf = (can: typeof everything) => render(noteRow(storedNote(), account, { can })).contextValue;
  expect(contextOf(nothing)).toBe('stored');
  expect(contextOf({ ...nothing, isSetUp: true, removesNotes: true })).toBe('stored customer deletable');
});

test('text from services goes into plain strings, which the editor never takes for markup', () => {
  const hostile = '[x](command:quit) $(trash)';
  const item = note({ text: hostile, target: { ...target, name: hostile }, author: hostile });
  expect([item.label, typeof item.tooltip]).toEqual([`3d · ${hostile}`, 'string']);
});

test.each<[GroupSubject, string]>([
  [{ by: 'day', day: '2026-07-29' }, 'Today'],
  [{ by: 'day', day: undefined }, 'No date'],
  [{ by: 'kind', kind: 'call' }, 'Calls'],
  [{ by: 'kind', kind: 'note' }, 'Notes'],
  [{ by: 'account', account }, 'Work'],
])('a group that is no customer is counted: %o', (subject, label) => {
  const item = render(groupRow(subject, { size: 2 }));
  expect(item).toMatchObject({ label, description: '2', contextValue: 'group' });
  const noun = label === 'Calls' ? 'calls' : 'notes';
  expect(item.accessibilityInformation?.label).toBe(`${label}, 2 ${noun}`);
});

const acme: GroupSubject = { by: 'customer', account, target };

test('a customer shows the age of the newest note, and more only where there is something to say', () => {
  const newestAt = now - 3 * hour;
  expect(render(groupRow(acme, { newestAt, size: 2 }))).toMatchObject({
    label: 'Acme',
    description: '3h',
    tooltip: 'Acme\ncustomer c1\nWork\n2 notes',
    accessibilityInformation: { label: 'Acme, 3 hours ago' },
  });
  expect(render(groupRow(acme, { newestAt, followUps: 0 })).description).toBe('3h');
  expect(render(groupRow(acme, { newestAt, followUps: 2, distinction: 'Work' }))).toMatchObject({
    description: '3h · 2 follow-ups · Work',
    accessibilityInformation: { label: 'Acme, 3 hours ago, 2 follow-ups, Work' },
  });
  expect(render(groupRow(acme)).description).toBe('');
});

test('the menu of a customer holds what works in the account', () => {
  const contextOf = (more: Parameters<typeof groupRow>[1], url?: string) =>
    render(groupRow({ ...acme, target: { ...target, ...(url !== undefined && { url }) } }, more))
      .contextValue;
  expect(contextOf({})).toBe('group customer call followUps');
  expect(contextOf({}, 'https://x.example')).toBe('group customer call followUps web');
  expect(contextOf({ can: { ...nothing, isSetUp: true } })).toBe('group customer');
  expect(contextOf({ can: nothing })).toBe('group');
});

test('what needs the user is counted above all others', () => {
  const children = [entryRow(entryOf('a')), entryRow(entryOf('b'))];
  expect(render({ row: 'needsYou', key: 'k', children })).toMatchObject({
    label: 'Needs you',
    description: '2',
    contextValue: 'group',
    accessibilityInformation: { label: 'Needs you, 2 notes' },
  });
});

test('a follow-up shows when it is due, and that it is late', () => {
  expect(task()).toMatchObject({
    label: 'Send the offer',
    description: 'Overdue, Tue, Jul 28 · ann@example.com',
    contextValue: 'task',
    iconPath: { id: 'warning', color: { id: 'list.warningForeground' } },
    checkboxState: { state: 0, tooltip: 'Mark as Done' },
    accessibilityInformation: {
      label: 'Follow-up: Send the offer, due: Overdue, Tue, Jul 28, Acme, ann@example.com',
    },
  });
  expect(task().tooltip).toContain('Due: Overdue, Tue, Jul 28\nAbout Acme, in Work\nann@example.com');
  const due = (dueOn: string) => String(task({ dueOn }).description).split(' · ')[0];
  expect(['2026-07-29', '2026-07-30', '2026-07-31', '2027-01-04'].map(due)).toEqual([
    'Today',
    'Tomorrow',
    'Fri, Jul 31',
    'Mon, Jan 4, 2027',
  ]);
});

test('among those of all customers, a follow-up names its customer, and nobody whom it is for', () => {
  const own = { underCustomer: false, isOwn: true, isChecked: true };
  const item = render(taskRow(account, taskOf('t1', '2026-07-29'), own));
  expect(item.description).toBe('Today · Acme');
  expect(item.checkboxState).toMatchObject({ state: 1, tooltip: 'Not done yet? Clear the box' });
  const nameless = taskOf('t1', '2026-07-29', { target: { type: 'customer', id: 'cus_1' } });
  expect(render(taskRow(account, nameless, own)).description).toBe('Today');
});

test('a follow-up without a readable date or text says so, and one that cannot be read has no box', () => {
  const item = task({ dueOn: undefined, details: '' });
  expect([item.label, item.description]).toEqual(['Follow-up without text', 'No date · ann@example.com']);
  expect(item.iconPath).not.toHaveProperty('color.id');
  expect(task({ id: 'unreadable 1' }).checkboxState).toBeUndefined();
});

test('the other rows say what they are', () => {
  const followUps = { row: 'tasks', key: 'k', account, target } as const;
  expect(render({ ...followUps, count: undefined })).toMatchObject({
    label: 'Open follow-ups',
    contextValue: 'tasks followUps',
    accessibilityInformation: { label: 'Open follow-ups of Acme' },
  });
  expect(render({ ...followUps, count: 3 }).description).toBe('3');
  expect(render({ row: 'more', key: 'k', account })).toMatchObject({
    label: 'Load more',
    description: 'Work',
    command: { command: 'notelog.loadMoreNotes' },
  });
  const remark = { row: 'remark', key: 'k', message: 'No open follow-ups.' } as const;
  expect(render({ ...remark, problem: false })).toMatchObject({ label: 'No open follow-ups.' });
  expect(render({ ...remark, problem: true }).iconPath).toMatchObject({ id: 'warning' });
});

test('an account that cannot be read warns, unless that is over by itself', () => {
  const problem = { row: 'problem', key: 'k', account, message: 'No key.', heals: false } as const;
  expect(render({ ...problem, keyProblem: true })).toMatchObject({
    label: 'Work',
    description: 'No key.',
    contextValue: 'account key',
    iconPath: { id: 'key', color: { id: 'list.warningForeground' } },
  });
  expect(render({ ...problem, keyProblem: false })).toMatchObject({
    contextValue: 'account',
    iconPath: { id: 'warning' },
  });
  const { iconPath } = render({ ...problem, keyProblem: false, heals: true });
  expect(iconPath).toMatchObject({ id: 'info', color: undefined });
});
