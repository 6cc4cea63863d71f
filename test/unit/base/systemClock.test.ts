import { expect, test, vi } from 'vitest';
import { createSystemClock, systemClock } from '../../../src/base/systemClock.ts';

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

test('what was due while the machine slept is due within five seconds after it wakes', async () => {
  using time = heldTime();
  const start = performance.now();
  let slept = 0;
  // Timers and the steady clock stand while the machine sleeps.
  const clock = createSystemClock({
    wall: () => Date.now() + slept,
    steady: () => performance.now(),
    uptime: () => (performance.now() + slept) / 1000,
  });
  const wait = clock.wait(300_000);
  await time.pass(1_000);
  slept = 3_600_000;
  await time.pass(4_000);
  expect(await settled(wait)).toBe(true);
  expect(performance.now() - start).toBe(5_000);
});

test('setting the wall clock neither ends nor lengthens a wait', async () => {
  using time = heldTime();
  let set = 0;
  const clock = createSystemClock({
    wall: () => Date.now() + set,
    steady: () => performance.now(),
    uptime: () => performance.now() / 1000,
  });
  for (const jump of [8 * 24 * 3_600_000, -8 * 24 * 3_600_000]) {
    const wait = clock.wait(60_000);
    set = jump;
    await time.pass(59_999);
    expect(await settled(wait)).toBe(false);
    await time.pass(1);
    expect(await settled(wait)).toBe(true);
  }
});
