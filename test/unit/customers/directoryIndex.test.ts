import { expect, test } from 'vitest';
import { directoryEntryOf, fakeDirectory } from '../../support/fakeDirectory.ts';
import { directoryHarness, filled, knownIds, pages, refreshAfter, untilIdle } from './directoryHarness.ts';

test('fills page by page, four a second, and can be searched from the first page on', async () => {
  const { clock, open } = directoryHarness();
  const directory = fakeDirectory(7);
  const index = open(directory);
  const counts: number[] = [];
  index.onChange(() => counts.push(index.status.count));
  index.wake();
  await clock.advance(0);
  expect(index.status).toMatchObject({ state: 'filling', count: 3, whole: false });
  expect(knownIds(index)).toEqual(['c1', 'c2', 'c3']);
  await clock.advance(249);
  expect(directory.cursors).toEqual([undefined]);
  await clock.advance(1);
  expect(directory.cursors).toEqual([undefined, 'from 3']);
  await clock.advance(250);
  expect(index.status).toEqual({ state: 'idle', count: 7, whole: true, unread: 0, failure: undefined });
  expect(counts).toEqual(expect.arrayContaining([3, 6, 7]));
  await index.close();
});

test('continues where an earlier window stopped, without asking for anything twice', async () => {
  const { clock, open, disk } = directoryHarness();
  const directory = fakeDirectory(9);
  const first = open(directory);
  first.wake();
  await clock.advance(250);
  await first.close();
  expect(pages(disk)).toEqual(['work@customer@1-1.json', 'work@customer@1-2.json']);
  const second = open(directory);
  await second.load();
  expect(knownIds(second)).toEqual(['c1', 'c2', 'c3', 'c4', 'c5', 'c6']);
  second.wake();
  await untilIdle(second, clock);
  expect(directory.cursors).toEqual([undefined, 'from 3', 'from 6']);
  expect(second.status).toMatchObject({ count: 9, whole: true });
  await second.close();
});

test('loads what is there without asking the service', async () => {
  const { clock, open } = directoryHarness();
  const directory = fakeDirectory(4);
  const first = await filled(open(directory), clock);
  await first.close();
  const pagesRead = directory.cursors.length;
  const second = open(directory);
  await second.load();
  expect(knownIds(second)).toEqual(['c1', 'c2', 'c3', 'c4']);
  second.wake();
  await clock.advance(1000);
  expect(directory.cursors).toHaveLength(pagesRead);
  await second.close();
});

test('hours later everything is read again, more slowly: new pages replace old ones, and what is gone is removed at the end', async () => {
  const { clock, open, disk } = directoryHarness();
  const directory = fakeDirectory(7);
  const index = await filled(open(directory), clock);
  directory.entries = [
    directoryEntryOf('c1', 'Customer renamed'),
    ...directory.entries.slice(2),
    directoryEntryOf('c8'),
  ];
  await clock.advance(refreshAfter - 1001);
  expect(directory.cursors).toHaveLength(3);
  await clock.advance(1001);
  expect(directory.cursors).toHaveLength(4);
  expect(index.find('renamed', 5)).toHaveLength(1);
  expect(knownIds(index)).toContain('c2');
  await clock.advance(999);
  expect(directory.cursors).toHaveLength(4);
  await clock.advance(2001);
  expect(index.status).toMatchObject({ state: 'idle', count: 7 });
  expect(knownIds(index)).not.toContain('c2');
  expect(knownIds(index)).toContain('c8');
  expect(pages(disk)).toEqual(['work@customer@2-1.json', 'work@customer@2-2.json', 'work@customer@2-3.json']);
  await index.close();
});

test('a pass that a restart interrupted continues, and the older pass counts until it is whole', async () => {
  const { clock, open } = directoryHarness();
  const directory = fakeDirectory(6);
  const first = await filled(open(directory), clock);
  await clock.advance(refreshAfter);
  directory.entries = directory.entries.filter(({ target }) => target.id !== 'c5');
  await first.close();
  const second = open(directory);
  await second.load();
  expect(knownIds(second)).toContain('c5');
  second.wake();
  await untilIdle(second, clock);
  expect(directory.cursors).toEqual([undefined, 'from 3', undefined, 'from 3']);
  expect([...knownIds(second)].sort()).toEqual(['c1', 'c2', 'c3', 'c4', 'c6']);
  await second.close();
});

test('closing it in the middle of a pass ends all requests', async () => {
  const { clock, open } = directoryHarness();
  const directory = fakeDirectory(30);
  const index = open(directory);
  index.wake();
  await clock.advance(250);
  await index.close();
  index.wake();
  await clock.advance(10_000);
  expect(directory.cursors).toHaveLength(2);
});

test('entries that could not be read are counted, by the next window too', async () => {
  const { clock, open } = directoryHarness();
  const directory = fakeDirectory(3);
  directory.answer = (cursor) => ({
    entries: [directoryEntryOf(`of ${cursor ?? 'first'}`)],
    cursor: cursor === undefined ? 'second' : undefined,
    unread: 2,
  });
  const first = await filled(open(directory), clock);
  expect(first.status).toMatchObject({ count: 2, whole: true, unread: 4 });
  await first.close();
  const second = open(directory);
  await second.load();
  expect(second.status).toMatchObject({ count: 2, whole: true, unread: 4 });
});

test('an empty list is whole at once', async () => {
  const { clock, open } = directoryHarness();
  const directory = fakeDirectory(0);
  const index = open(directory);
  index.wake();
  await clock.advance(0);
  expect(index.status).toEqual({ state: 'idle', count: 0, whole: true, unread: 0, failure: undefined });
  await index.close();
});
