import { expect, test } from 'vitest';
import { RateLimit } from '../../../src/http/rateLimit.ts';
import { fakeClock } from '../../support/fakeClock.ts';

test('slots are spread evenly', async () => {
  const clock = fakeClock();
  const rateLimit = new RateLimit(clock, () => 20);
  while (rateLimit.take() === 0);
  expect(rateLimit.take()).toBe(50);
  await clock.advance(50);
  expect([rateLimit.take(), rateLimit.take()]).toEqual([0, 50]);
});

test('after a pause six may begin at once, not all that could have begun meanwhile', async () => {
  const clock = fakeClock();
  const rateLimit = new RateLimit(clock, () => 20);
  while (rateLimit.take() === 0);
  await clock.advance(60_000);
  let requests = 0;
  while (rateLimit.take() === 0) requests += 1;
  expect(requests).toBe(6);
});

/** When slots are taken, in milliseconds, by a caller that asks for one after each of `gaps`, over and over. */
async function slotTimes(rate: number, seconds: number, gaps: readonly number[]): Promise<readonly number[]> {
  const clock = fakeClock(0);
  const rateLimit = new RateLimit(clock, () => rate, 40);
  const at: number[] = [];
  for (let look = 0; clock.now() < seconds * 1000; look += 1) {
    while (rateLimit.take() === 0) at.push(clock.now());
    await clock.advance(gaps[look % gaps.length] ?? 1);
  }
  return at;
}

function mostWithin(ms: number, at: readonly number[]): number {
  return Math.max(...at.map((from) => at.filter((each) => each >= from && each < from + ms).length));
}

// An outbox that was empty for a while, a machine that stalls once a second, and one that stalls all the time.
test.each([
  ['a pause', [3000, ...Array.from({ length: 2000 }, () => 1)]],
  ['a stall a second', [...Array.from({ length: 870 }, () => 1), 130]],
  ['stalls', [130]],
])(
  'close to the limit no more begin than are allowed, even if the first ones are delayed: %s',
  async (_, gaps) => {
    const at = await slotTimes(38, 30, gaps);
    expect(mostWithin(1025, at)).toBeLessThanOrEqual(40);
  },
);

test.each([38, 20])(
  'late timers cost no slot at %i a second, as long as that can be made up for',
  async (rate) => {
    const at = await slotTimes(rate, 30, [3, 9, 100, 17, 1, 40]);
    expect(at.length).toBeGreaterThan(0.98 * 30 * rate);
    expect(at.length).toBeLessThanOrEqual(30 * rate + 6);
  },
);

test('an infinite rate is no limit', () => {
  const rateLimit = new RateLimit(fakeClock(), () => Number.POSITIVE_INFINITY);
  for (let slot = 0; slot < 1000; slot += 1) expect(rateLimit.take()).toBe(0);
});
