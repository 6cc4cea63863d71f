import { expect, test } from 'vitest';
import { beatEvery, Claims, parseFileName, staleAfter } from '../../../src/storage/claims.ts';
import type { SteadyClock } from '../../../src/base/clock.ts';
import { fakeClock, type FakeClock } from '../../support/fakeClock.ts';
import { faultyFiles } from '../../support/faultyFiles.ts';
import { memoryFiles, type MemoryDisk } from '../../support/memoryFiles.ts';
import { everyOrder, stepwise } from '../../support/stepwise.ts';

interface Place {
  readonly clock: FakeClock;
  readonly disk: MemoryDisk;
  readonly claims: (host: string, ended?: readonly string[], clock?: SteadyClock) => Claims;
}

/** A folder with one free file, `a`. */
function openPlace(): Place {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  disk.put('/folder/a.json', 'what a says');
  const claims: Place['claims'] = (id, ended = [], hostClock = clock) =>
    new Claims(
      { files: disk.files, clock: hostClock, host: { id, hasEnded: (other) => ended.includes(other) } },
      '/folder',
    );
  return { clock, disk, claims };
}

test('a file name holds the name and, while the file is claimed, its owner', () => {
  expect(
    ['a.json', 'a@h-1.json', '.a.json', '.x.tmp', 'a.txt', 'a@b@h-1.json', 'a@H.json'].map(parseFileName),
  ).toEqual([
    { name: 'a', owner: undefined },
    { name: 'a', owner: 'h-1' },
    undefined,
    undefined,
    undefined,
    { name: 'a@b', owner: 'h-1' },
    { name: 'a@H', owner: undefined },
  ]);
});

test('a file is claimed, has an owner, and is released', async () => {
  const { claims, disk } = openPlace();
  const mine = claims('one');
  expect(await mine.claim('a')).toBe(true);
  expect(disk.list('/folder')).toEqual(['a@one.json']);
  expect(await mine.owners('a')).toEqual(['one']);
  expect(await claims('two').claim('a')).toBe(false);
  expect(await mine.release('a')).toBe(true);
  expect(await mine.release('a')).toBe(false);
  expect(disk.text('/folder/a.json')).toBe('what a says');
  expect(await mine.claim('none')).toBe(false);
});

test('one of three hosts gets a file, in whatever order their steps happen', async () => {
  const orders = await everyOrder(async (choose) => {
    const { disk, clock } = openPlace();
    const steps = stepwise(disk.files);
    const got: boolean[] = [];
    const work = ['one', 'two', 'three'].map(async (id) => {
      const host = { id, hasEnded: () => false };
      got.push(await new Claims({ files: steps.files(), clock, host }, '/folder').claim('a'));
    });
    await steps.run(work, choose);
    expect(got.filter(Boolean)).toHaveLength(1);
    expect(disk.list('/folder')).toHaveLength(1);
  });
  expect(orders).toBeGreaterThan(200);
});

test('an ended host’s file is taken over by one of three others, in whatever order their steps happen', async () => {
  const orders = await everyOrder(async (choose) => {
    const { disk, clock, claims } = openPlace();
    await claims('dead').claim('a');
    const steps = stepwise(disk.files);
    const got: boolean[] = [];
    const work = ['one', 'two', 'three'].map(async (id) => {
      const host = { id, hasEnded: (other: string) => other === 'dead' };
      got.push(await new Claims({ files: steps.files(), clock, host }, '/folder').takeOver('a', 'dead'));
    });
    await steps.run(work, choose);
    expect(got.filter(Boolean)).toHaveLength(1);
    expect(disk.list('/folder')).toHaveLength(1);
  });
  expect(orders).toBe(6);
});

test('a host that touches its file keeps it, however much time passes', async () => {
  const { claims, clock } = openPlace();
  const mine = claims('one');
  const other = claims('two');
  await mine.claim('a');
  for (let beat = 0; beat < 100; beat++) {
    expect(await mine.beat('a')).toBe(true);
    expect(await other.takeOver('a', 'one')).toBe(false);
    await clock.advance(beatEvery);
  }
});

test('a silent host’s file is taken over once it was watched for long enough, and the host learns of it', async () => {
  const { claims, clock } = openPlace();
  const mine = claims('one');
  const other = claims('two');
  await mine.claim('a');
  await clock.advance(24 * 3600_000);
  // Seen for the first time: how long it was there before says nothing.
  expect(await other.takeOver('a', 'one')).toBe(false);
  await clock.advance(staleAfter - 1);
  expect(await other.takeOver('a', 'one')).toBe(false);
  await clock.advance(1);
  expect(await other.takeOver('a', 'one')).toBe(true);
  expect([await mine.beat('a'), await mine.release('a')]).toEqual([false, false]);
  expect(await other.owners('a')).toEqual(['two']);
});

test('a file that is claimed again counts from then on, not from an earlier claim of the same host', async () => {
  const { claims, clock } = openPlace();
  const mine = claims('one');
  const other = claims('two');
  await mine.claim('a');
  await other.takeOver('a', 'one');
  await mine.release('a');
  await clock.advance(staleAfter - 1);
  await mine.claim('a');
  await clock.advance(1);
  expect(await other.takeOver('a', 'one')).toBe(false);
});

test('claiming changes a file’s time by no more than milliseconds', async () => {
  const { claims, disk, clock } = openPlace();
  const { modifiedAt } = await disk.files.facts('/folder/a.json');
  await clock.advance(3600_000);
  const mine = claims('one');
  await mine.claim('a');
  const after = (await disk.files.facts('/folder/a@one.json')).modifiedAt;
  expect(after - modifiedAt).toBeLessThan(1000);
});

test('only the steady clock counts, however the time of day jumps', async () => {
  const { claims, clock } = openPlace();
  let offset = 0;
  const jumping: SteadyClock = {
    now: () => clock.now() + offset,
    monotonic: () => clock.monotonic(),
    wait: (ms, signal) => clock.wait(ms, signal),
  };
  const mine = claims('one');
  const other = claims('two', [], jumping);
  await mine.claim('a');
  for (const jump of [10 * 60_000, -10 * 60_000, 365 * 24 * 3600_000]) {
    offset = jump;
    expect(await other.takeOver('a', 'one')).toBe(false);
  }
  // Heartbeats with a wrong time of day count, too.
  const wrong = claims('one', [], jumping);
  for (let beat = 0; beat < 20; beat++) {
    offset = beat % 2 === 0 ? 1e9 : -1e9;
    await wrong.beat('a');
    expect(await other.takeOver('a', 'one')).toBe(false);
    await clock.advance(beatEvery);
  }
});

test('heartbeats are seen even while the time of day stands still', async () => {
  const { claims, clock } = openPlace();
  const stands: SteadyClock = { ...clock, now: () => 1e12 };
  const mine = claims('one', [], stands);
  const other = claims('two');
  await mine.claim('a');
  for (let beat = 0; beat < 20; beat++) {
    await mine.beat('a');
    expect(await other.takeOver('a', 'one')).toBe(false);
    await clock.advance(beatEvery);
  }
});

test('the time in which the watching host itself did not run proves nothing', async () => {
  const { claims, clock } = openPlace();
  let asleep = 0;
  const sleeping: SteadyClock = { ...clock, awake: () => clock.monotonic() - asleep };
  const mine = claims('one');
  const other = claims('two', [], sleeping);
  await mine.claim('a');
  expect(await other.takeOver('a', 'one')).toBe(false);
  await clock.advance(24 * 3600_000);
  asleep = 24 * 3600_000;
  expect(await other.takeOver('a', 'one')).toBe(false);
  await clock.advance(staleAfter);
  expect(await other.takeOver('a', 'one')).toBe(true);
});

test('a file whose age the disk does not tell is not taken over, and the reason is passed on', async () => {
  const { clock, disk, claims } = openPlace();
  await claims('one').claim('a');
  const { files } = faultyFiles(disk.files, ({ name }) => (name === 'facts' ? 'EIO' : undefined));
  const two = new Claims({ files, clock, host: { id: 'two', hasEnded: () => false } }, '/folder');
  await expect(two.takeOver('a', 'one')).rejects.toMatchObject({ code: 'EIO' });
  expect(disk.list('/folder')).toEqual(['a@one.json']);
});

test('a host cannot take over from itself, nor a file that does not exist', async () => {
  const { claims, clock } = openPlace();
  const mine = claims('one', ['one', 'gone']);
  await mine.claim('a');
  await clock.advance(staleAfter);
  expect(await mine.takeOver('a', 'one')).toBe(false);
  expect(await mine.takeOver('a', 'gone')).toBe(false);
  expect(await mine.takeOver('none', 'alive')).toBe(false);
});
