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

test('after another try, waiting begins anew', async () => {
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

test('while its sender may wake, a note is looked for every minute, and absence does not count', async () => {
  const { clock, tracker } = openTracker();
  const counted: boolean[] = [];
  for (let look = 0; look < 6; look++) {
    counted.push(tracker.absent(lostBySuspendedHost()));
    expect(tracker.wait(lostBySuspendedHost())).toBe(60_000);
    await clock.advance(60_000);
  }
  expect(counted).toEqual([false, false, false, true, true, true]);
});

test('once its sender can no longer wake, the time begins anew', async () => {
  const { clock, tracker } = openTracker();
  tracker.wait(lostBySuspendedHost());
  await clock.advance(10 * 60_000);
  tracker.absent(lostBySuspendedHost());
  expect([tracker.wait(lostEntry()), tracker.absent(lostEntry())]).toEqual([0, false]);
  expect(tracker.wait(lostEntry())).toBe(timeout + lateStore);
});

test('a failed search is repeated later, or after a wake-up', () => {
  const { tracker } = openTracker();
  tracker.failed(lostEntry(), 60_000);
  expect(tracker.wait(lostEntry())).toBe(60_000);
  tracker.wake();
  expect(tracker.wait(lostEntry())).toBe(0);
});

test('a wake-up ends the wait after a failed search, but not the time before absence counts', () => {
  const { tracker } = openTracker();
  tracker.absent(lostEntry());
  tracker.wake();
  expect(tracker.wait(lostEntry())).toBe(timeout + lateStore);
});

/** The window in which the note may still arrive, and for how long a list may lag. */
const canArrive = timeout + lateStore;
const longestLag = 5 * 60_000;

test('absence from a list that may lag counts once five more minutes have passed by the service’s own clock', async () => {
  const { clock, tracker } = openTracker();
  const begun = 5_000_000;
  const look = (readAt: number) => tracker.absent(lostEntry(), { readAt, newest: undefined });
  look(begun);
  await clock.advance(canArrive + longestLag);
  expect([look(begun), look(begun + canArrive + longestLag - 1)]).toEqual([false, false]);
  expect(tracker.wait(lostEntry())).toBe(30_000);
  const after = begun + canArrive + longestLag;
  expect([look(after), tracker.wait(lostEntry()), look(after + 5_000)]).toEqual([false, 5_000, true]);
});

test('it counts earlier once the service shows a note that was stored after the lost one could still arrive', async () => {
  const { clock, tracker } = openTracker();
  const begun = 5_000_000;
  const look = (newest: number) => tracker.absent(lostEntry(), { readAt: begun + canArrive + 1, newest });
  tracker.absent(lostEntry(), { readAt: begun, newest: undefined });
  await clock.advance(canArrive);
  expect([look(begun + canArrive), look(begun + canArrive)]).toEqual([false, false]);
  expect([look(begun + canArrive + 1), look(begun + canArrive + 1)]).toEqual([false, true]);
});

test('a jump of the service’s clock proves nothing before this host itself has waited', () => {
  const { tracker } = openTracker();
  const look = (readAt: number) => tracker.absent(lostEntry(), { readAt, newest: readAt });
  expect([look(0), look(1e12), look(1e12), look(1e12)]).toEqual([false, false, false, false]);
});

test('answers of machines whose clocks differ prove no more time than has passed here', async () => {
  const { clock, tracker } = openTracker();
  const look = (readAt: number) => tracker.absent(lostEntry(), { readAt, newest: undefined });
  look(0);
  await clock.advance(canArrive + longestLag - 1);
  expect([look(24 * 3600_000), look(24 * 3600_000)]).toEqual([false, false]);
  await clock.advance(1);
  expect([look(24 * 3600_000), look(24 * 3600_000)]).toEqual([false, true]);
});

test('a note with a time in the future does not count as stored later', async () => {
  const { clock, tracker } = openTracker();
  const look = (readAt: number) => tracker.absent(lostEntry(), { readAt, newest: 2 * 3600_000 });
  look(0);
  await clock.advance(canArrive + 1);
  expect([look(canArrive + 1), look(canArrive + 1)]).toEqual([false, false]);
});

test('without the service’s time, the host waits as long by its own clock', async () => {
  const { clock, tracker } = openTracker();
  const look = () => tracker.absent(lostEntry(), { readAt: undefined, newest: 1e15 });
  look();
  await clock.advance(canArrive + longestLag - 1);
  expect([look(), look()]).toEqual([false, false]);
  await clock.advance(1);
  expect([look(), look()]).toEqual([false, true]);
});

test('time in which this host did not run does not count as waited', async () => {
  const clock = fakeClock();
  let asleep = 0;
  const tracker = new AbsenceTracker({ ...clock, awake: () => clock.monotonic() - asleep }, () => timeout);
  tracker.absent(lostEntry());
  await clock.advance(24 * 3600_000);
  asleep = 24 * 3600_000;
  expect([tracker.wait(lostEntry()), tracker.absent(lostEntry())]).toEqual([0, false]);
  expect(tracker.wait(lostEntry())).toBe(canArrive);
});
