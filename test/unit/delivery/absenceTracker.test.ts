import { expect, test } from 'vitest';
import type { Entry } from '../../../src/outbox/entry.ts';
import { lateStore, AbsenceTracker } from '../../../src/delivery/absenceTracker.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { entryOf } from '../../support/entries.ts';

const timeout = 30_000;

function lostOne(attempts = 1): Entry {
  const failure = { reason: 'dropped' as const, message: 'Lost.' };
  // What the clock said when it was sent counts for nothing, so it may be anything.
  return entryOf('a', { attempts, status: { state: 'uncertain', failure, since: 0 } });
}

function openLookout() {
  const clock = fakeClock();
  return { clock, lookout: new AbsenceTracker(clock, () => timeout) };
}

test('looked for at once, then when nothing can come any more, then once more', async () => {
  const { clock, lookout } = openLookout();
  const entry = lostOne();
  expect(lookout.wait(entry)).toBe(0);
  await clock.advance(700);
  expect([lookout.absent(entry), lookout.wait(entry)]).toEqual([false, timeout + lateStore - 700]);
  await clock.advance(timeout + lateStore - 700);
  expect([lookout.wait(entry), lookout.absent(entry)]).toEqual([0, false]);
  expect(lookout.wait(entry)).toBe(5_000);
  await clock.advance(5_000);
  expect(lookout.absent(entry)).toBe(true);
});

test('absences before that time never count, however many', async () => {
  const { clock, lookout } = openLookout();
  for (let look = 0; look < 80; look++) {
    expect(lookout.absent(lostOne())).toBe(false);
    await clock.advance(1_000);
  }
  await clock.advance(20_000);
  expect([lookout.absent(lostOne()), lookout.absent(lostOne())]).toEqual([false, true]);
});

test('each host waits for itself, from when it first knew', async () => {
  const { clock, lookout } = openLookout();
  lookout.wait(lostOne());
  await clock.advance(timeout + lateStore);
  const other = new AbsenceTracker(clock, () => timeout);
  expect([other.absent(lostOne()), other.absent(lostOne())]).toEqual([false, false]);
  expect(other.wait(lostOne())).toBe(timeout + lateStore);
});

test('a further try begins anew', async () => {
  const { clock, lookout } = openLookout();
  lookout.wait(lostOne(1));
  await clock.advance(timeout + lateStore);
  expect(lookout.absent(lostOne(1))).toBe(false);
  expect([lookout.absent(lostOne(2)), lookout.wait(lostOne(2))]).toEqual([false, timeout + lateStore]);
});

/** The same, while the host that was sending it may still wake. */
function doubtedOne(): Entry {
  const failure = { reason: 'dropped' as const, message: 'Lost.' };
  return entryOf('a', { attempts: 1, status: { state: 'uncertain', failure, since: 0, sender: 'other' } });
}

test('while its sender may wake it is looked for every minute, and absence counts no earlier', async () => {
  const { clock, lookout } = openLookout();
  const counted: boolean[] = [];
  for (let look = 0; look < 6; look++) {
    counted.push(lookout.absent(doubtedOne()));
    expect(lookout.wait(doubtedOne())).toBe(60_000);
    await clock.advance(60_000);
  }
  expect(counted).toEqual([false, false, false, true, true, true]);
});

test('when its sender can wake no more the time begins anew', async () => {
  const { clock, lookout } = openLookout();
  lookout.wait(doubtedOne());
  await clock.advance(10 * 60_000);
  lookout.absent(doubtedOne());
  expect([lookout.wait(lostOne()), lookout.absent(lostOne())]).toEqual([0, false]);
  expect(lookout.wait(lostOne())).toBe(timeout + lateStore);
});

test('a look that could not be made is made later, or when something wakes it', () => {
  const { lookout } = openLookout();
  lookout.failed(lostOne(), 60_000);
  expect(lookout.wait(lostOne())).toBe(60_000);
  lookout.wake();
  expect(lookout.wait(lostOne())).toBe(0);
});

test('waking shortens only what was in the way, not the time that has to pass', () => {
  const { lookout } = openLookout();
  lookout.absent(lostOne());
  lookout.wake();
  expect(lookout.wait(lostOne())).toBe(timeout + lateStore);
});
