import { expect, test } from 'vitest';
import type { AccountNotes } from '../../../src/recent/recentNotes.ts';
import type { StoredNote, Target } from '../../../src/model/note.ts';
import { groupings, groupNotes, type Grouping, type GroupSubject } from '../../../src/recent/groups.ts';
import { customer, fakeService, storedAs } from '../../support/fakeProvider.ts';
import { noteOf } from '../providers/notebook/openNotebook.ts';
import { stubContext } from '../../support/stubService.ts';
import { entryOf } from '../../support/entries.ts';

function account(id: string, ...notes: readonly StoredNote[]): AccountNotes {
  const { context } = stubContext({}, () => Promise.reject(new Error('no network')));
  const { kind } = fakeService();
  const open = { account: { ...context.account, id }, kind, provider: kind.open(context) };
  return { open, notes, failure: undefined, hasMore: false };
}

/** A note that was stored `at` milliseconds after the epoch, or at a time that cannot be read. */
function note(id: string, target: Target, at?: number): StoredNote {
  return {
    ...storedAs(id, { note: noteOf(id, { target }) }),
    createdAt: at === undefined ? undefined : new Date(at),
  };
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

function nameOf(subject: GroupSubject): string {
  switch (subject.by) {
    case 'customer':
      return `${subject.account.id} ${subject.target.name ?? subject.target.id}`;
    case 'day':
      return subject.day ?? 'no day';
    case 'kind':
      return subject.kind;
    case 'account':
      return subject.account.id;
  }
}

function groupsOf(
  accounts: readonly AccountNotes[],
  entries: Parameters<typeof groupNotes>[1],
  by: Grouping = 'customer',
) {
  return groupNotes(accounts, entries, { by, dayOf }).map(({ subject, items }) => ({
    of: nameOf(subject),
    items: items.map((item) => (item.item === 'note' ? item.note.id : item.entry.id)),
  }));
}

test('by account and target, the newest first, pending notes among stored ones; notes without a date come last', () => {
  const [acme, bolt] = [customer('Acme'), customer('Bolt')];
  const accounts = [
    account('one', note('1', acme, 100), note('2', bolt, 400), note('3', acme), note('4', acme, 300)),
    account('two', note('5', acme, 200)),
  ];
  const waiting = entryOf('w', { queuedAt: 350 });
  expect(groupsOf(accounts, [waiting])).toEqual([
    { of: 'one Bolt of crm', items: ['2'] },
    { of: 'one Acme of crm', items: ['w', '4', '1', '3'] },
    { of: 'two Acme of crm', items: ['5'] },
  ]);
});

test('the same id of another type is another target', () => {
  const accounts = [
    account('one', note('1', { type: 'order', id: '7' }, 2), note('2', { type: 'account', id: '7' }, 1)),
  ];
  expect(groupsOf(accounts, [])).toHaveLength(2);
});

test('a group has the name of its first item that has one', () => {
  const accounts = [
    account('one', note('1', { type: 'customer', id: 'Acme' }, 2), note('2', customer('Acme'), 1)),
  ];
  expect(groupsOf(accounts, [])).toEqual([{ of: 'one Acme of crm', items: ['1', '2'] }]);
});

test('a pending note of a removed account stands under the label of the account', () => {
  const entry = entryOf('w', { accountId: 'gone', accountLabel: 'Old account' });
  const [group] = groupNotes([], [entry], { by: 'customer', dayOf });
  expect(group?.subject).toMatchObject({ account: { id: 'gone', label: 'Old account' } });
  expect(group?.items).toMatchObject([{ item: 'entry' }]);
});

test('by day, kind or account: each note once, the group with the newest note first', () => {
  const [acme, bolt] = [customer('Acme'), customer('Bolt')];
  const day = 24 * 3600_000;
  const accounts = [
    account('one', note('1', acme, 3 * day), note('2', bolt, 3 * day + 1), note('3', acme)),
    account('two', { ...note('4', acme, day), kind: 'call' }),
  ];
  const waiting = [entryOf('w', { queuedAt: 5 * day })];
  expect(groupsOf(accounts, waiting, 'day')).toEqual([
    { of: '1970-01-06', items: ['w'] },
    { of: '1970-01-04', items: ['2', '1'] },
    { of: '1970-01-02', items: ['4'] },
    { of: 'no day', items: ['3'] },
  ]);
  expect(groupsOf(accounts, waiting, 'kind')).toEqual([
    { of: 'note', items: ['w', '2', '1', '3'] },
    { of: 'call', items: ['4'] },
  ]);
  expect(groupsOf(accounts, [], 'account')).toEqual([
    { of: 'one', items: ['2', '1', '3'] },
    { of: 'two', items: ['4'] },
  ]);
});

test.each(groupings)('grouped by %s, keys are unique and stay the same', (by) => {
  const accounts = [
    account('one', note('1', customer('Acme'), 100), note('2', { type: 'order', id: '7' }, 200)),
    account('two', note('3', customer('Acme'))),
  ];
  const keys = () => groupNotes(accounts, [], { by, dayOf }).map(({ key }) => key);
  expect(new Set(keys()).size).toBe(keys().length);
  expect(keys()).toEqual(keys());
});
