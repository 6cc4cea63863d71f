import { expect, test } from 'vitest';
import { WakeSignal } from '../../../src/delivery/wakeSignal.ts';
import { fakeClock, settle } from '../../support/fakeClock.ts';

/** A signal whose loop sleeps in its round, and whether it still does. */
function openSleeping(ms: number | undefined) {
  const clock = fakeClock();
  const closed = new AbortController();
  const signal = new WakeSignal();
  signal.beginRound();
  const sleep = { isOver: false };
  void signal.sleep(clock, ms, closed.signal).then(() => (sleep.isOver = true));
  return { clock, closed, signal, sleep };
}

test('sleep ends when the time is up', async () => {
  const { clock, signal, sleep } = openSleeping(1000);
  await clock.advance(999);
  expect(sleep.isOver).toBe(false);
  await clock.advance(1);
  expect([sleep.isOver, signal.isWoken]).toEqual([true, false]);
});

test.each([1000, undefined])('sleep of %s ms ends at a wake-up', async (ms) => {
  const { signal, sleep } = openSleeping(ms);
  await settle();
  expect(sleep.isOver).toBe(false);
  signal.wake();
  await settle();
  expect([sleep.isOver, signal.isWoken]).toEqual([true, true]);
});

test('sleep ends when all is closed', async () => {
  const { closed, sleep } = openSleeping(1000);
  closed.abort();
  await settle();
  expect(sleep.isOver).toBe(true);
});

test('a wake-up before the sleep is not lost, and counts for its round only', async () => {
  const signal = new WakeSignal();
  signal.beginRound();
  signal.wake();
  expect(signal.isWoken).toBe(true);
  await signal.sleep(fakeClock(), undefined, new AbortController().signal);
  signal.beginRound();
  expect(signal.isWoken).toBe(false);
});
