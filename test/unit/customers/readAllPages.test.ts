import { expect, test } from 'vitest';
import { readAllPages } from '../../../src/customers/readAllPages.ts';
import { Failure } from '../../../src/base/failure.ts';
import { directoryEntryOf, fakeDirectory } from '../../support/fakeDirectory.ts';

test('reads all pages, and reports all entries after each', async () => {
  const counts: number[] = [];
  await readAllPages(fakeDirectory(7).read, (entries) => counts.push(entries.length));
  expect(counts).toEqual([3, 6, 7]);
});

test('ends where pages repeat, and reports each entry once', async () => {
  const directory = fakeDirectory(1);
  directory.answer = () => ({ entries: [directoryEntryOf('c1'), directoryEntryOf('c2')], cursor: 'same' });
  let last: readonly unknown[] = [];
  await readAllPages(directory.read, (entries) => (last = entries));
  expect([last.length, directory.cursors.length]).toEqual([2, 2]);
});

test('rejects with the service’s failure, after reporting what came before', async () => {
  const directory = fakeDirectory(7);
  directory.failures.push(undefined, new Failure('offline', 'No network.'));
  const counts: number[] = [];
  await expect(readAllPages(directory.read, (entries) => counts.push(entries.length))).rejects.toThrow(
    'No network.',
  );
  expect(counts).toEqual([3]);
});
