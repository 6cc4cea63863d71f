import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { directoryEntryOf, fakeDirectory } from '../../support/fakeDirectory.ts';
import {
  directoryHarness,
  filled,
  folder,
  knownIds,
  pages,
  refreshAfter,
  untilIdle,
} from './directoryHarness.ts';

const offline = () => new Failure('offline', 'No network.');

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
  const asked = directory.cursors.length;
  const second = open(directory);
  await second.load();
  expect(knownIds(second)).toEqual(['c1', 'c2', 'c3', 'c4']);
  second.wake();
  await clock.advance(1000);
  expect(directory.cursors).toHaveLength(asked);
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

test('when the network fails half-way, what is there can be found, the status says why, and reading continues by itself', async () => {
  const { clock, open } = directoryHarness();
  const directory = fakeDirectory(9);
  directory.failures.push(undefined, offline(), offline());
  const index = open(directory);
  index.wake();
  await clock.advance(250);
  expect(index.status).toMatchObject({
    state: 'halted',
    count: 3,
    whole: false,
    failure: { message: 'No network.' },
  });
  expect(knownIds(index)).toEqual(['c1', 'c2', 'c3']);
  await clock.advance(29_999);
  expect(directory.cursors).toHaveLength(2);
  await clock.advance(1);
  expect(directory.cursors).toHaveLength(3);
  // Twice as long the second time.
  await clock.advance(59_999);
  expect(directory.cursors).toHaveLength(3);
  await clock.advance(1);
  await untilIdle(index, clock);
  expect(directory.cursors).toEqual([undefined, 'from 3', 'from 3', 'from 3', 'from 6']);
  expect(index.status).toMatchObject({ whole: true, failure: undefined });
  await index.close();
});

test('a search does not wait for the next try', async () => {
  const { clock, open } = directoryHarness();
  const directory = fakeDirectory(3);
  directory.failures.push(offline());
  const index = open(directory);
  index.wake();
  await clock.advance(0);
  expect(index.status.state).toBe('halted');
  index.wake();
  await clock.advance(0);
  expect(index.status).toMatchObject({ state: 'idle', count: 3 });
  await index.close();
});

test('the time that a service asks to wait is waited', async () => {
  const { clock, open } = directoryHarness();
  const directory = fakeDirectory(3);
  directory.failures.push(new Failure('rateLimited', 'Too many requests.', { retryAfterMs: 90_000 }));
  const index = open(directory);
  index.wake();
  await clock.advance(89_999);
  expect(directory.cursors).toHaveLength(1);
  await clock.advance(1);
  expect(index.status).toMatchObject({ state: 'idle', count: 3 });
  await index.close();
});

test('a cursor that the service no longer knows starts a new pass, and nothing is lost', async () => {
  const { clock, open } = directoryHarness();
  const directory = fakeDirectory(9);
  const first = open(directory);
  first.wake();
  await clock.advance(250);
  await first.close();
  directory.knows = (cursor) => cursor !== 'from 6' || directory.cursors.length > 6;
  const second = open(directory);
  second.wake();
  await clock.advance(0);
  expect(second.status).toMatchObject({ state: 'filling', count: 6 });
  await untilIdle(second, clock);
  expect(directory.cursors.slice(0, 5)).toEqual([undefined, 'from 3', 'from 6', undefined, 'from 3']);
  expect(second.status).toMatchObject({ count: 9, whole: true });
  await second.close();
});

test('a service that never knows its own cursors is not asked forever', async () => {
  const { clock, open } = directoryHarness();
  const directory = fakeDirectory(9);
  directory.knows = () => false;
  const index = open(directory);
  index.wake();
  await clock.advance(5000);
  expect(index.status).toMatchObject({ state: 'halted', count: 3, whole: false });
  expect(directory.cursors.filter((cursor) => cursor === undefined)).toHaveLength(3);
  await index.close();
});

test.each([
  ['the same cursor again and again', () => ({ entries: [directoryEntryOf('c1')], cursor: 'same' })],
  [
    'cursors that go round in a circle',
    (cursor: string | undefined) => ({
      entries: [directoryEntryOf('c1')],
      cursor: cursor === 'a' ? 'b' : 'a',
    }),
  ],
  [
    'the same page under ever new cursors',
    (cursor: string | undefined) => ({ entries: [directoryEntryOf('c1')], cursor: `${cursor ?? ''}x` }),
  ],
])('%s: it ends, keeps what there is, and drops nobody', async (_, answer) => {
  const { clock, open } = directoryHarness();
  const directory = fakeDirectory(4);
  const index = await filled(open(directory), clock);
  directory.answer = answer;
  await clock.advance(refreshAfter);
  for (let turn = 0; turn < 20; turn += 1) await clock.advance(1000);
  expect(index.status).toMatchObject({ state: 'idle', count: 4 });
  expect(directory.cursors.length).toBeLessThan(10);
  expect(knownIds(index)).toContain('c4');
  await index.close();
});

test('of two windows one reads; the other loads its pages, and takes over when it ends', async () => {
  const { clock, open } = directoryHarness();
  const directory = fakeDirectory(30);
  const [one, two] = [open(directory), open(directory)];
  one.wake();
  await clock.advance(0);
  two.wake();
  await clock.advance(1000);
  expect(two.status).toMatchObject({ state: 'filling', count: 3 });
  await clock.advance(2000);
  expect(one.status.count).toBe(30);
  await clock.advance(1000);
  expect(two.status).toMatchObject({ count: 30, whole: true, state: 'idle' });
  expect(directory.cursors).toHaveLength(10);
  await Promise.all([one.close(), two.close()]);
});

test('when a window ends half-way, another one continues', async () => {
  const { clock, open } = directoryHarness();
  const directory = fakeDirectory(12);
  const [one, two] = [open(directory), open(directory)];
  one.wake();
  two.wake();
  await clock.advance(250);
  await one.close();
  for (let turn = 0; turn < 5; turn += 1) await clock.advance(3000);
  expect(two.status).toMatchObject({ count: 12, whole: true });
  expect(directory.cursors).toEqual([undefined, 'from 3', 'from 6', 'from 9']);
  await two.close();
});

test('when the pages are removed while they are read, nothing of them stays or is written again', async () => {
  const { clock, open, disk } = directoryHarness();
  const directory = fakeDirectory(12);
  const index = open(directory);
  index.wake();
  await clock.advance(250);
  for (const name of pages(disk)) await disk.files.remove(`${folder}/${name}`);
  await clock.advance(1000);
  expect(index.status).toMatchObject({ state: 'idle', count: 0, whole: false });
  expect(pages(disk)).toEqual([]);
  await index.close();
});

test('pages that are removed later are forgotten at the next search', async () => {
  const { clock, open, disk } = directoryHarness();
  const directory = fakeDirectory(6);
  const index = await filled(open(directory), clock);
  for (const name of pages(disk)) await disk.files.remove(`${folder}/${name}`);
  directory.failures.push(offline());
  index.wake();
  await clock.advance(0);
  expect(index.status).toMatchObject({ state: 'halted', count: 0 });
  await index.close();
});

test('pages of another tenant are removed and read again', async () => {
  const { clock, open, disk } = directoryHarness();
  const elsewhere = await filled(open(fakeDirectory(3), { place: 'elsewhere' }), clock);
  await elsewhere.close();
  const index = open(fakeDirectory(0));
  await index.load();
  expect(index.status.count).toBe(0);
  expect(pages(disk)).toEqual([]);
  await index.close();
});

test.each([
  ['is no JSON', '{"version":1,"pl'],
  ['is of another version', '{"version":2}'],
])('a page that %s is read again from the service; all others stay', async (_, text) => {
  const { clock, open, disk, lines } = directoryHarness();
  const directory = fakeDirectory(9);
  const first = await filled(open(directory), clock);
  await first.close();
  disk.put(`${folder}/work@customer@1-2.json`, text);
  const second = open(directory);
  second.wake();
  await clock.advance(0);
  expect(lines.some((line) => line.includes('page 2 of pass 1'))).toBe(true);
  await untilIdle(second, clock);
  expect(directory.cursors.slice(3)).toEqual(['from 3']);
  expect(second.status).toMatchObject({ count: 9 });
  await second.close();
});

test('a full disk stops nothing', async () => {
  const { clock, open, disk, lines } = directoryHarness();
  const create = disk.files.create.bind(disk.files);
  Object.assign(disk.files, {
    create: (path: string) =>
      path.endsWith('.tmp')
        ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
        : create(path),
  });
  const index = await filled(open(fakeDirectory(7)), clock);
  expect(index.status).toMatchObject({ count: 7, whole: true });
  expect(lines.filter((line) => line.includes('ENOSPC'))).toHaveLength(3);
  await index.close();
});

test('without a store nothing reaches the disk', async () => {
  const { clock, open, disk } = directoryHarness();
  const index = await filled(open(fakeDirectory(7), { keep: false }), clock);
  expect(index.status.count).toBe(7);
  expect(pages(disk)).toEqual([]);
  await index.close();
});

test('closing it in the middle of a page ends all requests', async () => {
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

test('entries that could not be read are counted, also by the next window', async () => {
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
