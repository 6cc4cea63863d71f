import { expect, test } from 'vitest';
import { Pace } from '../../../../src/notes/outbox/pace.ts';
import { fakeClock } from '../../../fakeClock.ts';

const going = new AbortController().signal;

test('turns come evenly at the rate', async () => {
  const clock = fakeClock();
  const pace = new Pace(clock, () => 20);
  while (pace.take() === 0);
  expect(pace.take()).toBe(50);
  await clock.advance(50);
  expect([pace.take(), pace.take()]).toEqual([0, 50]);
});

test('after a pause two more than one begin at once, not all that could have', async () => {
  const clock = fakeClock();
  const pace = new Pace(clock, () => 20);
  while (pace.take() === 0);
  await clock.advance(60_000);
  let begun = 0;
  while (pace.take() === 0) begun += 1;
  expect(begun).toBe(3);
});

test('close to the limit nothing is made up for that could go over it', async () => {
  const clock = fakeClock();
  const pace = new Pace(clock, () => 38);
  const at: number[] = [];
  pace.take();
  // A machine that stalls again and again, and then has to catch up.
  for (let stalls = 0; stalls < 20; stalls += 1) {
    await clock.advance(stalls % 5 === 0 ? 300 : 1);
    for (let ms = 0; ms < 250; ms += 1) {
      await clock.advance(1);
      while (pace.take() === 0) at.push(clock.now());
    }
  }
  const most = Math.max(...at.map((from) => at.filter((t) => t >= from && t < from + 1000).length));
  expect(most).toBeGreaterThan(28);
  expect(most).toBeLessThanOrEqual(39);
});

test('a late timer costs no turn as long as it is less than half an interval late', async () => {
  const clock = fakeClock();
  const pace = new Pace(clock, () => 38);
  let begun = 0;
  for (let ms = 0; ms < 10_000; ms += 10) {
    if (pace.take() === 0) begun += 1;
    await clock.advance(10);
  }
  expect(begun).toBeGreaterThanOrEqual(379);
});

test('who waits for a turn gets it in time, one after the other', async () => {
  const clock = fakeClock();
  const pace = new Pace(clock, () => 20);
  while (pace.take() === 0);
  const got: string[] = [];
  for (const name of ['a', 'b']) void pace.turn(going).then(() => got.push(name));
  await clock.advance(49);
  expect(got).toEqual([]);
  await clock.advance(1);
  expect(got).toEqual(['a']);
  await clock.advance(50);
  expect(got).toEqual(['a', 'b']);
});

test('who gives up waiting is told why, and takes nobody’s turn', async () => {
  const clock = fakeClock();
  const pace = new Pace(clock, () => 20);
  while (pace.take() === 0);
  const stop = new AbortController();
  const waiting = pace.turn(stop.signal);
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await clock.advance(50);
  expect(pace.take()).toBe(0);
});
