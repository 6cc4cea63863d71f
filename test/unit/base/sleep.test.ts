import { expect, test } from 'vitest';
import { awakeTime } from '../../../src/base/clock.ts';
import { countAwake, countSleep } from '../../../src/base/sleep.ts';
import { fakeClock } from '../../support/fakeClock.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** A machine whose steady clock stands while it sleeps, and whose uptime is cut to the second. */
function machine() {
  const time = { wall: 1e12, steady: 5_000, uptime: 100_900, reads: 0 };
  return {
    time,
    wall: () => time.wall,
    steady: () => time.steady,
    uptime: () => {
      time.reads += 1;
      return Math.floor(time.uptime / 1000) * 1000;
    },
    run: (ms: number) => {
      time.wall += ms;
      time.steady += ms;
      time.uptime += ms;
    },
    sleep: (ms: number) => {
      time.wall += ms;
      time.uptime += ms;
    },
    set: (ms: number) => void (time.wall += ms),
  };
}

test('time asleep counts, to the second', () => {
  const here = machine();
  const clock = countSleep(here);
  const start = clock();
  here.run(700);
  here.sleep(8 * day);
  here.run(400);
  expect(Math.abs(clock() - start - 8 * day - 1_100)).toBeLessThan(1_000);
});

test.each([hour, -hour, 8 * day, -8 * day])('the wall clock set by %d ms changes nothing', (jump) => {
  const here = machine();
  const clock = countSleep(here);
  const start = clock();
  here.set(jump);
  expect(clock() - start).toBe(0);
  here.run(3_000);
  expect(clock() - start).toBe(3_000);
});

test('sleep is seen at once, even if the wall clock is set back by as much within the next second', () => {
  const here = machine();
  const clock = countSleep(here);
  const start = clock();
  here.sleep(hour);
  here.set(-hour);
  here.run(1_000);
  expect(clock() - start).toBeGreaterThan(hour);
});

test('it never goes back, and an uptime that does so is ignored', () => {
  const here = machine();
  const clock = countSleep(here);
  here.sleep(hour);
  const before = clock();
  here.time.uptime -= 2 * hour;
  here.run(5_000);
  expect(clock() - before).toBe(5_000);
});

test('an uptime cut to the second adds up to no sleep in a whole day', () => {
  const here = machine();
  const clock = countSleep(here);
  const start = clock();
  for (let step = 0; step < 10_000; step++) {
    here.run(8_640);
    clock();
  }
  expect(clock() - start).toBe(day);
});

test('the uptime is read no more than once a second', () => {
  const here = machine();
  const clock = countSleep(here);
  here.time.reads = 0;
  for (let step = 0; step < 10_000; step++) {
    here.run(1);
    clock();
  }
  expect(here.time.reads).toBeLessThanOrEqual(10);
});

test('of the time in which the process did not run, ten seconds count as awake', () => {
  let now = 0;
  const awake = countAwake(() => now);
  now += 4_000;
  expect(awake()).toBe(4_000);
  now += hour;
  expect(awake()).toBe(14_000);
  now += 9_000;
  expect(awake()).toBe(23_000);
});

test('a clock that measures no awake time is assumed to run always', async () => {
  const clock = fakeClock();
  const start = awakeTime(clock);
  await clock.advance(hour);
  expect(awakeTime(clock) - start).toBe(hour);
});
