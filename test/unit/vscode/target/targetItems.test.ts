import { expect, test } from 'vitest';
import type { FormResult } from '../../../../src/compose/formFinder.ts';
import { matchesOf } from '../../../../src/vscode/form/matches.ts';
import { targetItems } from '../../../../src/vscode/target/targetItems.ts';
import type { PromptRow } from '../../../../src/compose/promptRows.ts';
import { openMemoryHarness } from '../../../support/composeHarness.ts';
import { fakeService } from '../../../support/fakeProvider.ts';

function rowOf(id: string, more: object = {}): PromptRow {
  const target = { type: 'customer', id, name: 'Ann Poe' };
  const action = { does: 'check', accountId: 'one', type: 'customer', typed: id } as const;
  return { row: 'target', accountId: 'one', entry: { target, ...more }, action };
}

/** An account whose notes are all about customers, so that rows do not name their type. */
function openAccount() {
  const targets = [{ type: 'customer', label: 'customer', idLabel: 'id', placeholder: '' }];
  return openMemoryHarness({ services: [fakeService('crm', { targets })] }).book.default();
}

test('rows of two customers with one name and one address differ', () => {
  const open = openAccount();
  const email = 'ann@x.example';
  const rows = [
    rowOf('c1', { email, externalIds: ['A-1'] }),
    rowOf('c2', { email, externalIds: ['A-2'] }),
    { row: 'heading', label: 'Recent' } as const,
    rowOf('c3'),
    rowOf('c4'),
  ];
  expect(targetItems(rows, [open]).map(({ description }) => description)).toEqual([
    'ann@x.example · A-1',
    'ann@x.example · A-2',
    undefined,
    'c3',
    'c4',
  ]);
});

test('so do those of the form', () => {
  const rows = ['c1', 'c2'].map((id) => ({
    key: id,
    entry: { target: { type: 'customer', id, name: 'Ann Poe' }, email: 'ann@x.example' },
    from: 'listed' as const,
    standing: undefined,
    opensList: false,
  }));
  const { groups } = matchesOf(resultOf(rows), openAccount(), 'en');
  expect(groups.flatMap((group) => group.rows.map(({ who }) => who))).toEqual([
    'ann@x.example · c1',
    'ann@x.example · c2',
  ]);
});

test('names of a megabyte are cut in the rows of the picker and of the form', () => {
  const long = 'ab '.repeat(400_000);
  const target = { type: 'customer', id: 'c1', name: long };
  const entry = { target, email: long, company: long, owner: long, status: long, externalIds: [long] };
  const action = { does: 'check', accountId: 'one', type: 'customer', typed: 'c1' } as const;
  const row: PromptRow = { row: 'target', accountId: 'one', entry, action };
  const [item] = targetItems([row], [openAccount()]);
  expect(JSON.stringify([item?.label, item?.description]).length).toBeLessThan(1000);
  const rows = [{ key: 'c1', entry, from: 'listed' as const, standing: undefined, opensList: false }];
  const matches = matchesOf(resultOf(rows), openAccount(), 'en');
  expect(JSON.stringify(matches).length).toBeLessThan(1000);
});

function resultOf(rows: FormResult['rows']): FormResult {
  return {
    query: { number: 1, text: 'ann' },
    rows,
    hasMore: false,
    message: undefined,
    isFilling: false,
    lookUp: 'none',
    enter: undefined,
    enterUnseen: undefined,
  };
}
