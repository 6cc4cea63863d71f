import { expect, test } from 'vitest';
import { PromptSearch } from '../../../src/compose/promptSearch.ts';
import { AccountsFinder } from '../../../src/customers/accountsFinder.ts';
import { openMemoryHarness } from '../../support/composeHarness.ts';
import { listingService } from '../../support/listingService.ts';

/** `lines`: whether a whole note in one line is read. */
async function openSearch(names: readonly string[], { lines = true } = {}) {
  const harness = openMemoryHarness({ services: [listingService({ names, within: ['order'] })] });
  const open = harness.book.default();
  const accounts = [open];
  const search = new PromptSearch({
    accounts,
    finder: new AccountsFinder({ ...harness, accounts, workspaceNames: [], maxRows: 10 }),
    clock: harness.clock,
    connectable: [],
    lines: lines ? { kind: 'note', today: () => '2026-11-29' } : undefined,
  });
  await expect.poll(() => harness.directories.of(open, 'customer')?.status.whole).toBe(true);
  return {
    /** What the text is read as: the words that name somebody, the row on top, and whether it is a line. */
    find: (text: string, within?: string) => {
      search.query = { text, within: within === undefined ? undefined : { accountId: 'one', key: within } };
      search.find();
      const { result, line, rows } = search;
      return { searched: result.query.text, isLine: line !== undefined, first: rows[0]?.row };
    },
    search,
    [Symbol.asyncDispose]: async () => {
      search.dispose();
      harness.directories.dispose();
      await harness.drafts.flush();
    },
  };
}

test('of a line, only the words before the colon are searched for, and the first row reads it back', async () => {
  await using shop = await openSearch(['Acme', 'Northwind']);
  expect(shop.find('acme: wants SSO')).toEqual({ searched: 'acme', isLine: true, first: 'log' });
  expect(shop.find('acme')).toEqual({ searched: 'acme', isLine: false, first: 'target' });
});

test('a colon or a duration in a customer’s name is a part of it', async () => {
  await using shop = await openSearch(['Acme: East', 'Route 25m']);
  expect(shop.find('Acme: East')).toEqual({ searched: 'Acme: East', isLine: false, first: 'target' });
  expect(shop.find('Route 25m: called')).toMatchObject({ searched: 'Route 25m', isLine: true });
  expect(shop.search.line).toMatchObject({ who: 'Route 25m', duration: undefined, text: 'called' });
});

test('a box that only names somebody reads no line', async () => {
  await using shop = await openSearch(['Acme'], { lines: false });
  expect(shop.find('acme: wants SSO')).toMatchObject({ searched: 'acme: wants SSO', isLine: false });
});

test('within a customer nothing is read as a line', async () => {
  await using shop = await openSearch(['Acme']);
  shop.find('acme');
  const key = shop.search.result.rows[0]?.key;
  expect(shop.find('First: x', key)).toMatchObject({ searched: 'First: x', isLine: false });
  expect(shop.search.isWithin).toBe(true);
});

test('the rows that look something up are for the words that name somebody', async () => {
  await using shop = await openSearch(['Acme']);
  shop.find('zzz ltd: wants SSO');
  expect(shop.search.typedRows.map(({ action }) => action.typed)).toEqual(['zzz ltd', 'zzz ltd']);
});

test('Enter on a line means its first row, which logs it', async () => {
  await using shop = await openSearch(['Acme', 'Acme Labs']);
  shop.find('acme: wants SSO');
  expect(shop.search.onlyMatch()).toMatchObject({ action: { does: 'check', typed: 'c1', logs: true } });
  shop.find('acm');
  expect(shop.search.onlyMatch()).toMatchObject({ isFinal: true });
});
