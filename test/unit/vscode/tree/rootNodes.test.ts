import { expect, test } from 'vitest';
import type { OpenAccount } from '../../../../src/accounts/accountBook.ts';
import type { Entry, EntryStatus } from '../../../../src/outbox/entry.ts';
import { Failure } from '../../../../src/base/failure.ts';
import type { AccountNotes } from '../../../../src/recent/recentNotes.ts';
import { proposalNodes } from '../../../../src/vscode/tree/proposalRows.ts';
import { rootNodes } from '../../../../src/vscode/tree/rootNodes.ts';
import { entryOf } from '../../../support/entries.ts';
import { fakeService, storedAs } from '../../../support/fakeProvider.ts';
import { listingService } from '../../../support/listingService.ts';
import { fakeTasks } from '../../../support/fakeTasks.ts';
import { stubContext } from '../../../support/stubService.ts';
import { proposalRow } from '../../../support/treeRows.ts';
import { noteOf } from '../../providers/notebook/openNotebook.ts';

const { context } = stubContext({}, () => Promise.reject(new Error('no network')));
const { kind } = fakeService();
const open: OpenAccount = { account: context.account, kind, provider: kind.open(context) };
const notes = [storedAs('1', { note: noteOf('Asked for a quote.') })];

function account(more: Partial<AccountNotes> = {}): AccountNotes {
  return { open, notes: [], failure: undefined, hasMore: false, ...more };
}

/** No follow-up is known of. */
const none: Parameters<typeof rootNodes>[0]['followUps'] = { rows: [], countOf: () => undefined };

function rootOf(accounts: readonly AccountNotes[], text?: string, entries: readonly Entry[] = []) {
  const filter = text === undefined ? {} : { text };
  const content = { accounts, entries, filter, by: 'customer', followUps: none, proposals: [] } as const;
  const { rows, welcome, message } = rootNodes(content);
  return [welcome, rows.map(({ row }) => row), message];
}

test('groups come before the row that reads older notes', () => {
  expect(rootOf([account({ notes, hasMore: true })])).toEqual(['ready', ['group', 'more'], '']);
});

test('an account that could not be read says why above the others', () => {
  const failure = new Failure('offline', 'No network.');
  expect(rootOf([account({ failure }), account({ notes })])).toEqual(['ready', ['problem', 'group'], '']);
});

test('without any row, the state says why', () => {
  expect(rootOf([account()])).toEqual(['empty', [], '']);
  expect(rootOf([account()], 'quote')).toEqual(['filtered', [], '']);
  const offline = account({ failure: new Failure('offline', 'No network.') });
  expect(rootOf([offline])).toEqual(['failed', [], 'No network.']);
  const signedOut = account({ failure: new Failure('keyMissing', 'No key.') });
  expect(rootOf([signedOut])).toEqual(['signedOut', [], '']);
});

test('a note about a part of a customer knows what that is called', () => {
  const service = listingService({ within: ['order'] });
  const shop = { account: context.account, kind: service.kind, provider: service.kind.open(context) };
  const about = (type: string) =>
    storedAs(type, { note: { ...noteOf('Moved it.'), target: { type, id: '1' } } });
  const accounts = [account({ open: shop, notes: [about('customer'), about('order')] })];
  const { rows } = rootNodes({
    accounts,
    entries: [],
    filter: {},
    by: 'account',
    followUps: none,
    proposals: [],
  });
  const children = rows.flatMap((row) => (row.row === 'group' ? row.children : []));
  expect(children).toMatchObject([{ part: undefined }, { part: 'order' }]);
});

test('a filter that nothing passes says so while older notes can be read', () => {
  expect(rootOf([account({ hasMore: true })], 'quote')).toEqual(['ready', ['remark', 'more'], '']);
  expect(rootOf([account({ notes })], 'quote')).toEqual(['ready', ['group'], '']);
});

test('a pending note that does not pass the filter is left out', () => {
  const entries = [entryOf('e1')];
  expect(rootOf([account()], undefined, entries)).toEqual(['ready', ['group'], '']);
  expect(rootOf([account()], 'nothing like it', entries)).toEqual(['filtered', [], '']);
});

const refused: EntryStatus = { state: 'refused', failure: { reason: 'refused', message: 'No.' } };

test('a note that needs the user comes first, whatever the filter says, and in no other group', () => {
  const entries = [entryOf('e1'), entryOf('e2', { status: refused })];
  expect(rootOf([account({ notes })], undefined, entries)).toEqual([
    'ready',
    ['needsYou', 'group', 'group'],
    '',
  ]);
  expect(rootOf([account()], 'nothing like it', entries)).toEqual(['ready', ['needsYou', 'remark'], '']);
  const failed = account({ failure: new Failure('offline', 'No network.') });
  expect(rootOf([failed], undefined, entries)[1]).toEqual(['needsYou', 'problem', 'group']);
});

/** What tells each customer of these notes from the others, by account and id. */
function distinctions(...customers: readonly (readonly [account: string, id: string, name: string])[]) {
  const accounts = Map.groupBy(customers, ([id]) => id);
  const { rows } = rootNodes({
    accounts: [...accounts].map(([id, own]) =>
      account({
        open: { ...open, account: { ...open.account, id, label: `Label ${id}` } },
        notes: own.map(([, target, name]) => ({
          ...storedAs(target, { note: noteOf('x') }),
          target: { type: 'customer', id: target, name },
        })),
      }),
    ),
    entries: [],
    filter: {},
    by: 'customer',
    proposals: [],
    followUps: none,
  });
  return rows.map((row) => row.row === 'group' && row.distinction);
}

test('a customer is told from another one of its name, and from no one else', () => {
  expect(distinctions(['one', 'c1', 'Acme'], ['one', 'c2', 'Other'])).toEqual([undefined, undefined]);
  expect(distinctions(['one', 'c1', 'Acme'], ['two', 'c1', 'ACME'])).toEqual(['Label one', 'Label two']);
  expect(distinctions(['one', 'c1', 'Acme'], ['one', 'c2', 'Acme'])).toEqual(['c1', 'c2']);
  expect(distinctions(['one', 'c1', 'Acme'], ['one', 'c2', 'Acme'], ['two', 'c3', 'Acme'])).toEqual([
    'Label one · c1',
    'Label one · c2',
    'Label two',
  ]);
});

test('follow-ups have a row where some are open or nobody knows, and are counted beside the customer', () => {
  const service = fakeService();
  service.tasks = fakeTasks();
  const withTasks = account({
    open: { ...open, provider: service.kind.open(context) },
    notes,
  });
  const shown = (count: number | undefined) => {
    const followUps: typeof none = { rows: [], countOf: () => count };
    const rest = { entries: [], filter: {}, by: 'customer', proposals: [] } as const;
    const content = { accounts: [withTasks], followUps, ...rest };
    const [row] = rootNodes(content).rows;
    if (row?.row !== 'group') throw new Error('A group is expected');
    return [row.followUps, row.children.map((child) => child.row)];
  };
  expect(shown(undefined)).toEqual([undefined, ['tasks', 'note']]);
  expect(shown(2)).toEqual([2, ['tasks', 'note']]);
  expect(shown(0)).toEqual([0, ['note']]);
});

test('what others propose comes first, whatever the filter says, and also where there is nothing else', () => {
  const { pending } = proposalRow();
  const proposals = proposalNodes([pending], 3);
  const content = { entries: [], by: 'customer', followUps: none, proposals } as const;
  const failure = new Failure('offline', 'No network.');
  const failing = rootNodes({ ...content, accounts: [account({ failure })], filter: {} });
  expect(failing.rows.map(({ row }) => row)).toEqual(['needsOk', 'problem']);
  const alone = rootNodes({ ...content, accounts: [account()], filter: { text: 'other' } });
  expect([alone.welcome, alone.rows[0]]).toMatchObject([
    'ready',
    { row: 'needsOk', hidden: 3, children: [{ row: 'proposal', pending }] },
  ]);
  expect(proposalNodes([], 0)).toEqual([]);
});
