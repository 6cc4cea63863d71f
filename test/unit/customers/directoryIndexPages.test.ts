import { expect, test } from 'vitest';
import { fakeDirectory } from '../../support/fakeDirectory.ts';
import { directoryHarness, filled, folder, pages, refreshAfter, untilIdle } from './directoryHarness.ts';

test('of two windows, one reads and the other loads its pages', async () => {
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

test('while one window reads the list anew, another knows all that it knew', async () => {
  const { clock, open, disk } = directoryHarness();
  const directory = fakeDirectory(30);
  const one = await filled(open(directory), clock);
  const two = open(directory);
  await two.load();
  const counts = [two.status.count];
  two.onChange(() => counts.push(two.status.count));
  await clock.advance(refreshAfter);
  one.wake();
  await clock.advance(0);
  expect(pages(disk)).toContain('work@customer@2-1.json');
  two.wake();
  await clock.advance(1000);
  expect(new Set(counts)).toEqual(new Set([30]));
  await Promise.all([one.close(), two.close()]);
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
  const { clock, open, disk, lines } = directoryHarness();
  const index = await filled(open(fakeDirectory(7), { keep: false }), clock);
  expect(index.status.count).toBe(7);
  expect([pages(disk), lines.filter((line) => line.includes('cannot be saved'))]).toEqual([[], []]);
  await index.close();
});
