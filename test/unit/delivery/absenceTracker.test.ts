import { expect, test } from 'vitest';
import type { Entry } from '../../../src/outbox/entry.ts';
import { AbsenceTracker } from '../../../src/delivery/absenceTracker.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { entryOf } from '../../support/entries.ts';

const timeout = 30_000;
/** How long after its time-out a request may still arrive. */
const lateStore = 60_000;

function lostEntry(attempts = 1): Entry {
  const failure = { reason: 'dropped' as const, message: 'Lost.' };
  // What the clock said when it was sent counts for nothing, so it may be anything.
  return entryOf('a', { attempts, status: { state: 'uncertain', failure, since: 0 } });
}

function openTracker() {
  const clock = fakeClock();
  return { clock, tracker: new AbsenceTracker(clock, () => timeout) };
}

test('a note is looked for at once, then when it can no longer arrive, then once more', async () => {
  const { clock, tracker } = openTracker();
  const entry = lostEntry();
  expect(tracker.wait(entry)).toBe(0);
  await clock.advance(700);
  expect([tracker.absent(entry), tracker.wait(entry)]).toEqual([false, timeout + lateStore - 700]);
  await clock.advance(timeout + lateStore - 700);
  expect([tracker.wait(entry), tracker.absent(entry)]).toEqual([0, false]);
  expect(tracker.wait(entry)).toBe(5_000);
  await clock.advance(5_000);
  expect(tracker.absent(entry)).toBe(true);
});

test('absence before that time never counts, however often', async () => {
  const { clock, tracker } = openTracker();
  for (let look = 0; look < 80; look++) {
    expect(tracker.absent(lostEntry())).toBe(false);
    await clock.advance(1_000);
  }
  await clock.advance(20_000);
  expect([tracker.absent(lostEntry()), tracker.absent(lostEntry())]).toEqual([false, true]);
});

test('each host waits its own time from when it first knew of the entry', async () => {
  const { clock, tracker } = openTracker();
  tracker.wait(lostEntry());
  await clock.advance(timeout + lateStore);
  const other = new AbsenceTracker(clock, () => timeout);
  expect([other.absent(lostEntry()), other.absent(lostEntry())]).toEqual([false, false]);
  expect(other.wait(lostEntry())).toBe(timeout + lateStore);
});

test('a further try begins anew', async () => {
  const { clock, tracker } = openTracker();
  tracker.wait(lostEntry(1));
  await clock.advance(timeout + lateStore);
  expect(tracker.absent(lostEntry(1))).toBe(false);
  expect([tracker.absent(lostEntry(2)), tracker.wait(lostEntry(2))]).toEqual([false, timeout + lateStore]);
});

/** The same, while the host that was sending it may still wake. */
function lostBySuspendedHost(): Entry {
  const failure = { reason: 'dropped' as const, message: 'Lost.' };
  return entryOf('a', { attempts: 1, status: { state: 'uncertain', failure, since: 0, sender: 'other' } });
}

test('while its sender may wake it is looked for every minute, and absence counts no earlier', async () => {
  const { clock, tracker } = openTracker();
  const counted: boolean[] = [];
  for (let look = 0; look < 6; look++) {
    counted.push(tracker.absent(lostBySuspendedHost()));
    expect(tracker.wait(lostBySuspendedHost())).toBe(60_000);
    await clock.advance(60_000);
  }
  expect(counted).toEqual([false, false, false, true, true, true]);
});

test('when its sender can no longer wake the time begins anew', async () => {
  const { clock, tracker } = openTracker();
  tracker.wait(lostBySuspendedHost());
  await clock.advance(10 * 60_000);
  tracker.absent(lostBySuspendedHost());
  expect([tracker.wait(lostEntry()), tracker.absent(lostEntry())]).toEqual([0, false]);
  expect(tracker.wait(lostEntry())).toBe(timeout + lateStore);
});

test('a failed look is made later, or after a wake-up', () => {
  const { tracker } = openTracker();
  tracker.failed(lostEntry(), 60_000);
  expect(tracker.wait(lostEntry())).toBe(60_000);
  tracker.wake();
  expect(tracker.wait(lostEntry())).toBe(0);
});

test('a wake-up ends the wait after a failed look, but not the time before absence counts', () => {
  const { tracker } = openTracker();
  tracker.absent(lostEntry());
  tracker.wake();
  expect(tracker.wait(lostEntry())).toBe(timeout + lateStore);
});
