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

test('reading waits for as long as the service asks', async () => {
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
