import { expect, test } from 'vitest';
import { TargetFinder } from '../../../src/customers/targetFinder.ts';
import type { DirectoryPage } from '../../../src/model/directory.ts';
import { openMemoryHarness } from '../../support/composeHarness.ts';
import { settle } from '../../support/fakeClock.ts';
import { directoryEntryOf } from '../../support/fakeDirectory.ts';
import { deferred } from '../../support/fakeProvider.ts';
import { listingService } from '../../support/listingService.ts';

const pageOf = (...entries: DirectoryPage['entries']): DirectoryPage => ({ entries, cursor: undefined });

function openFinder({ type, maxRows = 10 }: { type?: string; maxRows?: number } = {}) {
  const service = listingService({ within: ['order', 'visit'] });
  const harness = openMemoryHarness({ services: [service] });
  const open = harness.book.default();
  const finder = new TargetFinder({ ...harness, open, type, maxRows });
  const keys = (text: string, within?: string) => finder.find({ text, within }).rows.map(({ key }) => key);
  const index = harness.directories.of(open, 'customer');
  return {
    finder,
    service,
    recent: harness.recent,
    keys,
    /** Waits until the customers are listed and nothing more is read or written. */
    filled: async () => {
      await settle();
      expect(index?.status).toMatchObject({ whole: true, state: 'idle' });
    },
    [Symbol.asyncDispose]: async () => {
      finder.dispose();
      harness.directories.dispose();
      await harness.drafts.flush();
    },
  };
}

test('each result answers exactly the query that it names', async () => {
  await using shop = openFinder();
  await shop.filled();
  expect(shop.finder.find({ text: 'acme', within: undefined })).toMatchObject({
    query: { text: 'acme' },
    rows: [{ key: 'customer c2', from: 'listed' }],
    hasMore: false,
    isFilling: false,
    message: undefined,
  });
  expect(shop.finder.find({ text: 'acme inc', within: undefined })).toMatchObject({
    query: { text: 'acme inc' },
    rows: [],
  });
});

test('says that it is filling and reports what was found meanwhile', async () => {
  await using shop = openFinder();
  let changes = 0;
  shop.finder.onChange(() => (changes += 1));
  expect(shop.finder.find({ text: 'acme', within: undefined })).toMatchObject({ rows: [], isFilling: true });
  await shop.filled();
  expect(changes).toBeGreaterThan(0);
  expect(shop.keys('acme')).toEqual(['customer c2']);
});

test('a listener that was removed hears nothing, nor does any after the end', async () => {
  await using shop = openFinder();
  let changes = 0;
  shop.finder.onChange(() => (changes += 1))();
  await shop.filled();
  shop.finder.onChange(() => (changes += 1));
  shop.finder.find({ text: 'acme', within: undefined });
  shop.finder.find({ text: '', within: 'customer c2' });
  shop.finder.dispose();
  await settle();
  expect(changes).toBe(0);
});

test('a result has no more rows than asked for, and says whether there are more', async () => {
  await using shop = openFinder({ maxRows: 1 });
  await shop.filled();
  const rows = (text: string) => {
    const { rows, hasMore } = shop.finder.find({ text, within: undefined });
    return [rows.length, hasMore];
  };
  expect(rows('acme')).toEqual([1, false]);
  // Both ids begin with it.
  expect(rows('c')).toEqual([1, true]);
});

test('what is listed within a target: all types, each with as many rows as asked for', async () => {
  await using shop = openFinder({ maxRows: 1 });
  await shop.filled();
  shop.keys('acme');
  expect(shop.finder.find({ text: '', within: 'customer c2' })).toMatchObject({
    parent: { target: { name: 'Acme' } },
    rows: [],
    isFilling: true,
  });
  await expect.poll(() => shop.keys('', 'customer c2')).toEqual(['order c2-1', 'visit c2-1']);
  expect(shop.finder.find({ text: '', within: 'customer c2' })).toMatchObject({
    hasMore: true,
    isFilling: false,
  });
  expect(shop.keys('secnd', 'customer c2')).toEqual(['order c2-2', 'visit c2-2']);
  expect(shop.keys('acme')).toEqual(['customer c2']);
});

test('what is listed within a target is read to its last page', async () => {
  await using shop = openFinder({ type: 'visit' });
  await shop.filled();
  shop.keys('acme');
  const cursors: unknown[] = [];
  shop.service.directory = ({ cursor }) => {
    cursors.push(cursor);
    const target = { type: 'visit', id: cursor ?? 'v1' };
    return Promise.resolve({ entries: [{ target }], cursor: cursor === undefined ? 'v2' : undefined });
  };
  await expect.poll(() => shop.keys('', 'customer c2')).toEqual(['visit v1', 'visit v2']);
  expect(cursors).toEqual([undefined, 'v2']);
});

test('where one type is wanted, only that type is listed within a target', async () => {
  await using shop = openFinder({ type: 'visit' });
  await shop.filled();
  shop.keys('acme');
  await expect.poll(() => shop.keys('', 'customer c2')).toEqual(['visit c2-1', 'visit c2-2']);
});

test('a target that was never given cannot be entered', async () => {
  await using shop = openFinder();
  await shop.filled();
  expect(shop.finder.find({ text: '', within: 'customer c2' }).parent).toBeUndefined();
});

test('a late answer about a target that was left changes nothing', async () => {
  await using shop = openFinder();
  await shop.filled();
  const { finder, service, keys } = shop;
  keys('acme');
  const late = deferred<DirectoryPage>();
  service.directory = () => late.until(new AbortController().signal);
  finder.find({ text: '', within: 'customer c2' });
  finder.find({ text: 'northwind', within: undefined });
  let changes = 0;
  finder.onChange(() => (changes += 1));
  late.resolve(pageOf(directoryEntryOf('late')));
  await settle();
  expect([changes, keys('northwind')]).toEqual([0, ['customer c1']]);
});

test('a listed target is entered; a pinned one is taken, unless a type within it is wanted', async () => {
  const entered = async (type: string | undefined) => {
    await using shop = openFinder({ ...(type === undefined ? {} : { type }) });
    await shop.filled();
    await shop.recent.pin('one', { type: 'customer', id: 'c1', name: 'Northwind Traders' });
    return ['', 'northwind', 'acme'].map((text) => {
      const [row] = shop.finder.find({ text, within: undefined }).rows;
      return [row?.from, row?.opensList];
    });
  };
  expect(await entered(undefined)).toEqual([
    ['pinned', false],
    ['pinned', false],
    ['listed', true],
  ]);
  expect(await entered('order')).toEqual([
    ['pinned', false],
    ['pinned', true],
    ['listed', true],
  ]);
  expect(await entered('customer')).toEqual([
    ['pinned', false],
    ['pinned', false],
    ['listed', false],
  ]);
});

test.each([
  ['ann@x.example', true],
  ['Ann <ann@x.example>,', true],
  ['\u200bmailto:ann@x.example', true],
  ['c1', true],
  ['\u200bc1\u200b', true],
  ['acme', false],
  ['', false],
])('whether %s names one target by itself: %s', async (text, isExact) => {
  await using shop = openFinder();
  expect(shop.finder.find({ text, within: undefined }).isExact).toBe(isExact);
});
