import { expect, test, vi } from 'vitest';
import { systemClock } from '../../../src/base/systemClock.ts';

/** Fake timers for the length of one test. */
function heldTime(): Disposable & { pass(ms: number): Promise<unknown>; timers(): number } {
  vi.useFakeTimers({ now: 1_000 });
  return {
    timers: () => vi.getTimerCount(),
    pass: (ms) => vi.advanceTimersByTimeAsync(ms),
    [Symbol.dispose]: () => {
      vi.useRealTimers();
    },
  };
}

/** Whether the promise is settled, after everything that is ready has run. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  void promise.finally(() => (done = true)).catch(() => undefined);
  await vi.advanceTimersByTimeAsync(0);
  return done;
}

test('waits as long as asked', async () => {
  using time = heldTime();
  expect(systemClock.now()).toBe(1_000);
  const wait = systemClock.wait(500);
  await time.pass(499);
  expect(await settled(wait)).toBe(false);
  await time.pass(1);
  await expect(wait).resolves.toBeUndefined();
  expect(systemClock.now()).toBe(1_500);
});

test('waits longer than one timer can', async () => {
  using time = heldTime();
  const days30 = 30 * 24 * 3_600_000;
  const wait = systemClock.wait(days30);
  await time.pass(days30 - 1);
  expect(await settled(wait)).toBe(false);
  await time.pass(1);
  await expect(wait).resolves.toBeUndefined();
});

test('an abort ends it with the signal’s reason and leaves no timer', async () => {
  using time = heldTime();
  const reason = new Error('closed');
  const stop = new AbortController();
  const wait = systemClock.wait(500, stop.signal);
  stop.abort(reason);
  await expect(wait).rejects.toBe(reason);
  await expect(systemClock.wait(500, stop.signal)).rejects.toBe(reason);
  expect(time.timers()).toBe(0);
});
