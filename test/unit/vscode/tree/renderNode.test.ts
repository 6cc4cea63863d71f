import { expect, test } from 'vitest';
import type { TreeItem } from 'vscode';
import type { StoredNote } from '../../../../src/model/note.ts';
import type { Task } from '../../../../src/model/task.ts';
import type { EntryStatus } from '../../../../src/outbox/entry.ts';
import type { GroupSubject } from '../../../../src/recent/groups.ts';
import { renderNode } from '../../../../src/vscode/tree/renderNode.ts';
import type { TreeNode } from '../../../../src/vscode/tree/treeNode.ts';
import { entryOf } from '../../../support/entries.ts';
import { storedAs } from '../../../support/fakeProvider.ts';
import { noteOf } from '../../providers/notebook/openNotebook.ts';

const now = Date.parse('2026-07-29T12:00:00.000Z');
const account = { id: 'one', provider: 'crm', label: 'Work', fields: {} };
const target = { type: 'customer', id: 'c1', name: 'Acme' };

function render(node: TreeNode): TreeItem {
  return renderNode(node, now, 'en');
}

function note(more: Partial<StoredNote> = {}, underCustomer = false, editable = true): TreeItem {
  const stored = { ...storedAs('n1', { note: noteOf('Asked for a quote.\nAnd more.') }), target, ...more };
  return render({ row: 'note', key: 'k', note: stored, account, underCustomer, editable });
}

function group(subject: GroupSubject): TreeItem {
  return render({ row: 'group', key: 'g', subject, children: [] });
}

function entry(status: EntryStatus, more: Parameters<typeof entryOf>[1] = {}): TreeItem {
  return render({ row: 'entry', key: 'e', entry: entryOf('e1', { status, ...more }) });
}

function task(more: Partial<Task> = {}): TreeItem {
  const details = 'Send the offer\nby mail';
  const whole = { id: 't1', target, details, assignee: 'ann@example.com', dueOn: '2026-07-28', ...more };
  return render({ row: 'task', key: 't', account, task: { completedAt: undefined, ...whole } });
}

test('a note is its first line, with customer, author and age, and opens on a click', () => {
  const item = note({ author: 'Ann', createdAt: new Date(now - 3_600_000) });
  expect(item).toMatchObject({
    id: 'k',
    label: 'Asked for a quote.',
    description: 'Acme · Ann · 1 hour ago',
    iconPath: { id: 'note' },
    contextValue: 'stored editable',
    command: { command: 'notelog.openNote' },
    accessibilityInformation: { label: 'Note: Asked for a quote., Acme, Ann, 1 hour ago' },
  });
  expect(item.tooltip).toContain('Asked for a quote.\nAnd more.\n\nAcme\nAnn, ');
});

test('names and texts of a megabyte are cut before they reach the editor', () => {
  const long = 'ab '.repeat(400_000);
  const huge = { type: 'customer', id: long, name: long };
  const attachment = { name: long, size: 1 };
  const call = { target: huge, text: long, author: long, attachment } as const;
  const items = [
    note(call),
    note(call, true),
    group({ by: 'customer', account, target: huge }),
    entry({ state: 'waiting' }, { note: { ...noteOf(long), target: huge } }),
    task({ target: huge, details: long, assignee: long }),
    render({ row: 'tasks', key: 'k', account, target: huge }),
  ];
  // The command and what it gets stay in the extension host.
  for (const { id, label, description, tooltip, accessibilityInformation } of items)
    expect(JSON.stringify([id, label, description, tooltip, accessibilityInformation]).length).toBeLessThan(
      10_000,
    );
});

test('under its customer a note does not repeat the name', () => {
  expect(note({ author: undefined }, true).description).toBe('');
});

test('a call shows how long it was, and says that it has no text', () => {
  const item = note({ kind: 'call', text: '', durationSeconds: 90 }, true);
  expect([item.label, item.description]).toEqual(['Call without text', '2 min']);
  expect(item.iconPath).toMatchObject({ id: 'call-outgoing' });
  expect(note({ text: '' }).label).toBe('Note without text');
});

test.each([
  [{ url: 'https://crm.example/n1' }, 'stored editable web'],
  [{ url: 'file:///n1.md' }, 'stored editable file'],
  [{ attachment: { name: 'order.txt', size: 1 } }, 'stored editable attachment'],
  [{ raw: true as const }, 'stored'],
])('the commands of a note depend on what it is: %o', (more, contextValue) => {
  expect(note(more).contextValue).toBe(contextValue);
});

test('text from services goes into plain strings, which the editor never takes for markup', () => {
  const hostile = '[x](command:quit) $(trash)';
  const item = note({ text: hostile, target: { ...target, name: hostile }, author: hostile });
  expect([item.label, typeof item.description, typeof item.tooltip]).toEqual([hostile, 'string', 'string']);
});

test.each([
  [{ by: 'customer', account, target }, 'Acme', 'Work', 'group customer'],
  [
    { by: 'customer', account, target: { ...target, url: 'https://x.example' } },
    'Acme',
    'Work',
    'group customer web',
  ],
  [{ by: 'day', day: '2026-07-29' }, 'Today', '0', 'group'],
  [{ by: 'day', day: undefined }, 'No date', '0', 'group'],
  [{ by: 'kind', kind: 'call' }, 'Calls', '0', 'group'],
  [{ by: 'kind', kind: 'note' }, 'Notes', '0', 'group'],
  [{ by: 'account', account }, 'Work', '0', 'group'],
] satisfies [GroupSubject, string, string, string][])(
  'a group is named by its subject: %o',
  (subject, label, description, contextValue) => {
    expect(group(subject)).toMatchObject({ label, description, contextValue });
  },
);

test('the tooltip of a customer’s group has the id', () => {
  expect(group({ by: 'customer', account, target }).tooltip).toBe('Acme\ncustomer c1\nWork');
});

const offline = { reason: 'offline', message: 'No network.' } as const;
const keyMissing = { reason: 'keyMissing', message: 'No key.' } as const;

test.each([
  [{ state: 'waiting' }, 'clock', 'waiting retry edit'],
  [{ state: 'waiting', failure: keyMissing }, 'key', 'waiting retry edit key'],
  [{ state: 'refused', failure: { reason: 'refused', message: 'No.' } }, 'error', 'waiting retry edit'],
  [{ state: 'uncertain', since: 0, failure: offline }, 'search', 'waiting retry edit'],
] satisfies [EntryStatus, string, string][])(
  'a pending note shows its state: %o',
  (status, id, contextValue) => {
    expect(entry(status)).toMatchObject({ label: 'text of e1', iconPath: { id }, contextValue });
  },
);

test('the deletion of a note cannot be edited', () => {
  const action = { does: 'remove', noteId: 'n1', base: { text: '' } } as const;
  expect(entry({ state: 'waiting' }, { action }).contextValue).toBe('waiting retry');
});

test('a follow-up shows when it is due, and that it is late', () => {
  expect(task()).toMatchObject({
    label: 'Send the offer',
    description: 'Yesterday · ann@example.com',
    contextValue: 'task',
    iconPath: { color: { id: 'list.warningForeground' } },
    accessibilityInformation: { label: 'Follow-up: Send the offer, due Yesterday, late, ann@example.com' },
  });
  expect(task().tooltip).toContain('Due: Yesterday (late)');
});

test('a follow-up without a readable date or text says so', () => {
  const item = task({ dueOn: undefined, details: '' });
  expect([item.label, item.description]).toEqual(['Follow-up without text', 'ann@example.com']);
  expect(item.tooltip).toContain('Due: no date\n');
  expect(item.iconPath).not.toHaveProperty('color.id');
});

test('the other rows say what they are', () => {
  expect(render({ row: 'tasks', key: 'k', account, target })).toMatchObject({
    label: 'Open follow-ups',
    contextValue: 'tasks',
    accessibilityInformation: { label: 'Open follow-ups of Acme' },
  });
  expect(render({ row: 'more', key: 'k', account })).toMatchObject({
    label: 'Load more',
    description: 'Work',
    command: { command: 'notelog.loadMoreNotes' },
  });
  const problem = { row: 'problem', key: 'k', account, message: 'No key.' } as const;
  expect(render({ ...problem, keyProblem: true })).toMatchObject({
    label: 'Work',
    description: 'No key.',
    contextValue: 'account key',
  });
  expect(render({ ...problem, keyProblem: false }).contextValue).toBe('account');
  const remark = { row: 'remark', key: 'k', message: 'No open follow-ups.' } as const;
  expect(render({ ...remark, problem: false })).toMatchObject({ label: 'No open follow-ups.' });
  expect(render({ ...remark, problem: true }).iconPath).toMatchObject({ id: 'warning' });
});
