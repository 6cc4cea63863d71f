import { expect, test } from 'vitest';
import { followFolder } from '../../../src/storage/followFolder.ts';
import { fakeClock, settle } from '../../support/fakeClock.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { memoryLog } from '../http/loopback.ts';

/** Follows a folder, and records when it was read, in milliseconds since the beginning. */
async function openFollower(look: () => Promise<void> = () => Promise.resolve(), reports = true) {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const files = reports ? disk.files : { ...disk.files, watch: () => () => undefined };
  const log = memoryLog();
  const start = clock.now();
  const looks: number[] = [];
  const reload = async () => {
    looks.push(clock.now() - start);
    await look();
  };
  const closed = new AbortController();
  const following = followFolder({
    files,
    clock,
    log,
    folder: '/folder',
    what: 'outbox',
    reload,
    closed: closed.signal,
  });
  await settle();
  return { clock, disk, log, looks, closed, following };
}

test('a change is read soon, and many in a row are one read', async () => {
  const { clock, disk, looks } = await openFollower();
  await clock.advance(1_000);
  for (const name of ['a', 'b', 'c']) disk.put(`/folder/${name}.json`, '');
  await clock.advance(1_000);
  expect(looks).toEqual([1_200]);
  disk.put('/folder/d.json', '');
  await clock.advance(1_000);
  expect(looks).toEqual([1_200, 2_200]);
});

test('a change during a read is not missed', async () => {
  const changes: (() => void)[] = [];
  const { clock, disk, looks } = await openFollower(() => Promise.resolve(changes.shift()?.()));
  changes.push(() => disk.put('/folder/b.json', ''));
  disk.put('/folder/a.json', '');
  await clock.advance(1_000);
  expect(looks).toEqual([200, 400]);
});

test('where the system reports nothing, the folder is read now and then', async () => {
  const { clock, looks } = await openFollower(undefined, false);
  await clock.advance(50_000);
  expect(looks).toEqual([15_200, 30_400, 45_600]);
});

test('reads take a small part of the time, however long each takes', async () => {
  const waits: (() => Promise<void>)[] = [];
  const { clock, disk, looks } = await openFollower(() => waits[0]?.() ?? Promise.resolve());
  waits.push(() => clock.wait(1_000));
  for (let change = 0; change < 300; change++) {
    disk.put(`/folder/${change}.json`, '');
    await clock.advance(100);
  }
  expect(looks.length).toBeLessThanOrEqual(5);
  expect(looks.length).toBeGreaterThan(3);
});

test('a read that fails is logged, without the disk’s message, and tried again', async () => {
  const failures = [new TypeError('/home/ann/secret')];
  const { clock, disk, looks, log } = await openFollower(() => {
    const failure = failures.shift();
    return failure ? Promise.reject(failure) : Promise.resolve();
  });
  disk.put('/folder/a.json', '');
  await clock.advance(20_000);
  expect(looks).toHaveLength(2);
  expect(log.lines).toEqual(['The outbox cannot be read: TypeError']);
});

test('when closed it ends, and nothing is read any more', async () => {
  const { clock, disk, looks, closed, following } = await openFollower();
  closed.abort();
  await following;
  disk.put('/folder/a.json', '');
  await clock.advance(60_000);
  expect(looks).toEqual([]);
});
