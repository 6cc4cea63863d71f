import { expect, test } from 'vitest';
import type { OpenAccount } from '../../../../src/accounts/accountBook.ts';
import type { Entry } from '../../../../src/outbox/entry.ts';
import { Failure } from '../../../../src/base/failure.ts';
import type { AccountNotes } from '../../../../src/recent/recentNotes.ts';
import { rootNodes } from '../../../../src/vscode/tree/rootNodes.ts';
import { entryOf } from '../../../support/entries.ts';
import { fakeService, storedAs } from '../../../support/fakeProvider.ts';
import { stubContext } from '../../../support/stubService.ts';
import { noteOf } from '../../providers/notebook/openNotebook.ts';

const { context } = stubContext({}, () => Promise.reject(new Error('no network')));
const { kind } = fakeService();
const open: OpenAccount = { account: context.account, kind, provider: kind.open(context) };
const notes = [storedAs('1', { note: noteOf('Asked for a quote.') })];

function account(more: Partial<AccountNotes> = {}): AccountNotes {
  return { open, notes: [], failure: undefined, hasMore: false, ...more };
}

function rootOf(accounts: readonly AccountNotes[], text?: string, entries: readonly Entry[] = []) {
  const filter = text === undefined ? {} : { text };
  const { rows, welcome, message } = rootNodes(accounts, entries, filter, 'customer');
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

test('a filter that nothing passes says so while older notes can be read', () => {
  expect(rootOf([account({ hasMore: true })], 'quote')).toEqual(['ready', ['remark', 'more'], '']);
  expect(rootOf([account({ notes })], 'quote')).toEqual(['ready', ['group'], '']);
});

test('a pending note that does not pass the filter is left out', () => {
  const entries = [entryOf('e1')];
  expect(rootOf([account()], undefined, entries)).toEqual(['ready', ['group'], '']);
  expect(rootOf([account()], 'nothing like it', entries)).toEqual(['filtered', [], '']);
});
