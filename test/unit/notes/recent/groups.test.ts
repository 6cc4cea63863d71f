import { expect, test } from 'vitest';
import type { AccountNotes } from '../../../../src/notes/recent/recentNotes.ts';
import type { StoredNote, Target } from '../../../../src/notes/note.ts';
import { groupNotes } from '../../../../src/notes/recent/groups.ts';
import { customer, fakeService, storedAs } from '../../../fakeProvider.ts';
import { noteOf } from '../../providers/notebook/openNotebook.ts';
import { stubContext } from '../../providers/stub.ts';
import { entryOf } from '../outbox/entries.ts';

function account(id: string, ...notes: readonly StoredNote[]): AccountNotes {
  const { context } = stubContext({}, () => Promise.reject(new Error('no network')));
  const { kind } = fakeService();
  const open = { account: { ...context.account, id }, kind, provider: kind.open(context) };
  return { open, notes, failure: undefined };
}

/** A note that was stored `at` milliseconds after the epoch, or at a time that cannot be read. */
function note(id: string, target: Target, at?: number): StoredNote {
  return {
    ...storedAs(id, { note: noteOf(id, { target }) }),
    createdAt: at === undefined ? undefined : new Date(at),
  };
}

function shown(...given: Parameters<typeof groupNotes>) {
  return groupNotes(...given).map(({ account: { id }, target, items }) => ({
    of: `${id} ${target.name ?? target.id}`,
    items: items.map((item) => (item.item === 'note' ? item.note.id : item.entry.id)),
  }));
}

test('by account and target, newest first, waiting notes among the stored; no date comes last', () => {
  const [acme, bolt] = [customer('Acme'), customer('Bolt')];
  const accounts = [
    account('one', note('1', acme, 100), note('2', bolt, 400), note('3', acme), note('4', acme, 300)),
    account('two', note('5', acme, 200)),
  ];
  const waiting = entryOf('w', { queuedAt: 350 });
  expect(shown(accounts, [waiting])).toEqual([
    { of: 'one Bolt of crm', items: ['2'] },
    { of: 'one Acme of crm', items: ['w', '4', '1', '3'] },
    { of: 'two Acme of crm', items: ['5'] },
  ]);
});

test('the same id of another type is another target', () => {
  const accounts = [
    account('one', note('1', { type: 'order', id: '7' }, 2), note('2', { type: 'account', id: '7' }, 1)),
  ];
  expect(groupNotes(accounts, [])).toHaveLength(2);
});

test('whoever knows the name gives it to the group', () => {
  const accounts = [
    account('one', note('1', { type: 'customer', id: 'Acme' }, 2), note('2', customer('Acme'), 1)),
  ];
  expect(shown(accounts, [])).toEqual([{ of: 'one Acme of crm', items: ['1', '2'] }]);
});

test('a note that waits for an account that is gone stands under its label', () => {
  const [group] = groupNotes([], [entryOf('w', { accountId: 'gone', accountLabel: 'Old account' })]);
  expect(group).toMatchObject({ account: { id: 'gone', label: 'Old account' }, items: [{ item: 'entry' }] });
});
