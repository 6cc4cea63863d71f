import { expect, test } from 'vitest';
import { looksLikeId } from '../../../src/customers/exactTarget.ts';
import { TargetSearch } from '../../../src/customers/targetSearch.ts';
import { Failure } from '../../../src/base/failure.ts';
import { directoryEntryOf } from '../../support/fakeDirectory.ts';
import { fakeService } from '../../support/fakeProvider.ts';
import { openMemoryHarness } from '../../support/composeHarness.ts';

function crm() {
  const service = fakeService('crm', { directory: [{ type: 'customer', within: undefined }] });
  service.directory = ({ cursor }) =>
    Promise.resolve(
      cursor === undefined
        ? {
            entries: [
              { ...directoryEntryOf('c1', 'Northwind Traders'), status: 'Active' },
              directoryEntryOf('c2', 'Acme'),
            ],
            cursor: '2',
          }
        : { entries: [directoryEntryOf('c3', 'Northern Lights')], cursor: undefined },
    );
  service.find = () => Promise.reject(new Failure('notFound', 'None.', { field: 'target' }));
  return service;
}

function openSearch(service = crm()) {
  const harness = openMemoryHarness({ services: [service] });
  let changes = 0;
  const search = new TargetSearch({
    ...harness,
    open: harness.book.default(),
    type: undefined,
    onChange: () => void (changes += 1),
  });
  const matches = (limit = 10) => search.matches(limit).map(({ entry, from }) => [entry.target.id, from]);
  return { harness, search, found: matches, service, changes: () => changes };
}

test('a recent customer that has what was typed in an id only comes after one that is called so', async () => {
  const { harness, search, found: matches } = openSearch();
  const { recent, clock } = harness;
  await recent.add('one', { type: 'customer', id: 'acme-100', name: 'Initech' });
  await recent.add('one', { type: 'customer', id: 'c4', name: 'Acme Labs' });
  await clock.advance(250);
  search.search('acme');
  expect(matches()).toEqual([
    ['c2', 'listed'],
    ['c4', 'recent'],
    ['acme-100', 'recent'],
  ]);
});

test('pinned, then recent, then listed targets; each once, with the details that the index has', async () => {
  const { harness, search, found: matches } = openSearch();
  const { recent, clock } = harness;
  await recent.add('one', { type: 'customer', id: 'c1', name: 'Northwind' });
  await recent.add('one', { type: 'order', id: 'c1', name: 'Nordic order' });
  await recent.pin('one', { type: 'customer', id: 'c3', name: 'Northern Lights' });
  await clock.advance(250);
  expect(matches()).toEqual([
    ['c3', 'pinned'],
    ['c1', 'recent'],
    ['c1', 'recent'],
  ]);
  search.search('nor');
  expect(matches()).toEqual([
    ['c3', 'pinned'],
    ['c1', 'recent'],
    ['c1', 'recent'],
  ]);
  expect(search.matches(3)[2]?.entry).toMatchObject({
    status: 'Active',
    target: { name: 'Northwind Traders' },
  });
  search.search('acmr');
  expect(matches()).toEqual([]);
  search.search('acem');
  expect(matches()).toEqual([['c2', 'listed']]);
  search.search('n');
  expect(matches(2)).toHaveLength(2);
  search.dispose();
  harness.directories.dispose();
});

test('blanks start no search: pinned and recent targets stay', async () => {
  const { harness, search, found } = openSearch();
  await harness.recent.add('one', { type: 'customer', id: 'c2', name: 'Acme' });
  await harness.clock.advance(250);
  search.search('  ');
  expect(found()).toEqual([['c2', 'recent']]);
  search.dispose();
  harness.directories.dispose();
});

test('reports how far the index has been filled, and finds more as it fills', async () => {
  const { harness, search, found: matches, changes } = openSearch();
  search.search('northern');
  await expect.poll(() => search.progress).toBe('2 customers read so far');
  expect([matches(), search.isFilling]).toEqual([[], true]);
  const before = changes();
  await harness.clock.advance(250);
  await expect.poll(() => search.isFilling).toBe(false);
  expect(matches()).toEqual([['c3', 'listed']]);
  expect([search.progress, changes() > before]).toEqual([undefined, true]);
  search.dispose();
  harness.directories.dispose();
});

test('when the network fails half-way, what was read is found, and the progress says why there is no more', async () => {
  const service = crm();
  const { directory } = service;
  service.directory = (query, signal) =>
    query.cursor === undefined
      ? directory(query, signal)
      : Promise.reject(new Failure('offline', 'No network.'));
  const { harness, search, found: matches } = openSearch(service);
  await expect.poll(() => search.progress).toBe('2 customers read so far');
  await harness.clock.advance(250);
  await expect.poll(() => search.progress).toBe('Only 2 customers read so far: No network.');
  search.search('northwind');
  expect(matches()).toEqual([['c1', 'listed']]);
  search.dispose();
  harness.directories.dispose();
});

test('no text is ever asked of the service, whatever it looks like', async () => {
  const { harness, search, found: matches, service } = openSearch();
  for (const text of ['ann@x.example', 'NW-1001', 'northwind traders']) {
    search.search(text);
    matches();
    await harness.clock.advance(60_000);
  }
  expect(service.calls).toEqual([]);
  search.dispose();
  harness.directories.dispose();
});

test('the progress names what is read, each type by its own name', async () => {
  const service = fakeService('crm', {
    directory: ['customer', 'order'].map((type) => ({ type, within: undefined })),
  });
  service.directory = ({ type }) =>
    type === 'order'
      ? Promise.resolve({ entries: [directoryEntryOf('o1', 'An order')], cursor: '2' })
      : Promise.resolve({ entries: [directoryEntryOf('c1', 'Acme')], cursor: '2' });
  const { harness, search } = openSearch(service);
  await expect.poll(() => search.progress).toBe('1 customer read so far 1 order read so far');
  search.dispose();
  harness.directories.dispose();
});

test('a search that was closed tells of nothing', async () => {
  const { harness, search, changes } = openSearch();
  await expect.poll(() => search.progress).toBe('2 customers read so far');
  search.search('ann@x.example');
  search.dispose();
  const before = changes();
  await harness.clock.advance(600);
  const again = harness.directories.of(harness.book.default(), 'customer');
  await expect.poll(() => again?.status.whole).toBe(true);
  expect(changes()).toBe(before);
  harness.directories.dispose();
});

test.each([
  ['ann@x.example', true],
  ['Ann <ann@x.example>,', true],
  ['mailto:ann@x.example', true],
  [' NW-1001 ', true],
  ['\u200ba1\u200b', false],
  ['cus_4f2a', true],
  ['Northwind', false],
  ['Studio 54', false],
  ['a1', false],
  ['https://app.example/#/customers/1-Acme', false],
  ['crm:https://app.example/1', true],
  ['', false],
])('whether the service is asked for %s while it is typed: %s', (typed, asked) => {
  expect(looksLikeId(typed)).toBe(asked);
});
