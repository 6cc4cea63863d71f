import { expect, test } from 'vitest';
import { Failure, type FailureReason } from '../../../src/base/failure.ts';
import type { Entry } from '../../../src/outbox/entry.ts';
import { retryAt } from '../../../src/delivery/retry.ts';
import { Backoff } from '../../../src/delivery/backoff.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { entryOf } from '../../support/entries.ts';

const offline = new Failure('offline', 'No network.');

test.each([0, 1, 1000, 7 * 24 * 3600_000])('Retry-After of %i ms is kept to exactly', (retryAfterMs) => {
  const failure = new Failure('rateLimited', 'Too many.', { retryAfterMs });
  for (const random of [0, 0.5, 0.999]) expect(retryAt(failure, 9, 1000, random)).toBe(1000 + retryAfterMs);
});

test('without it each wait doubles, up to five minutes, spread over its second half', () => {
  const least = Array.from({ length: 12 }, (_, index) => retryAt(offline, index + 1, 0, 0));
  const most = Array.from({ length: 12 }, (_, index) => retryAt(offline, index + 1, 0, 1 - Number.EPSILON));
  expect(least).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 150, 150, 150, 150].map((seconds) => seconds * 1000));
  for (const [index, wait] of most.entries()) expect(wait / (least[index] ?? 0)).toBeCloseTo(2, 5);
  expect(retryAt(offline, 5000, 0, 0)).toBe(150_000);
});

/** An entry that another run left with a failure that is due in a minute. */
function leftOver(reason: FailureReason, now: number): Entry {
  return entryOf('a', {
    status: { state: 'waiting', failure: { reason, message: 'What happened.' }, due: now + 60_000 },
  });
}

test.each<[FailureReason, number]>([
  ['offline', 0],
  ['tls', 0],
  ['proxy', 0],
  ['storage', 0],
  ['rateLimited', 60_000],
])('after a start what an earlier run ran into (%s) holds the account up for %i ms', (reason, left) => {
  const clock = fakeClock();
  expect(new Backoff(clock, () => 0.5).left([leftOver(reason, clock.now())])).toBe(left);
});

test.each<[FailureReason, boolean]>([
  ['offline', true],
  ['serverFault', true],
  ['dropped', true],
  ['rateLimited', false],
])('focus ends the wait after %s: %s', (reason, ends) => {
  const waits = new Backoff(fakeClock(), () => 0.5);
  waits.failed(new Failure(reason, 'What happened.'), entryOf('a'));
  expect(waits.left([])).toBe(1_500);
  waits.wake('changed');
  expect(waits.left([])).toBe(1_500);
  waits.wake('focus');
  expect(waits.left([])).toBe(ends ? 0 : 1_500);
  expect(waits.probing).toBe(true);
});

test('the wait is measured by the steady clock, whatever is done to the time of day', async () => {
  const clock = fakeClock();
  const time = { offset: 0 };
  const jumping = { ...clock, now: () => clock.now() + time.offset };
  const waits = new Backoff(jumping, () => 0.5);
  waits.failed(offline, entryOf('a'));
  time.offset = -3600_000;
  expect(waits.left([])).toBe(1_500);
  await clock.advance(1_500);
  expect(waits.left([])).toBe(0);
});

test('a note that is taken ends every wait; an answer alone does not mend a service that fails to take notes', () => {
  const waits = new Backoff(fakeClock(), () => 0.5);
  const fail = (reason: FailureReason) => waits.failed(new Failure(reason, 'What happened.'), entryOf('a'));
  fail('serverFault');
  waits.answered();
  expect([waits.left([]), waits.probing]).toEqual([1_500, true]);
  waits.succeeded(entryOf('a'));
  expect([waits.left([]), waits.probing]).toEqual([0, false]);
  fail('dropped');
  waits.answered();
  expect([waits.left([]), waits.probing]).toEqual([0, false]);
});

test('what the disk refuses holds up one entry, until something wakes it', async () => {
  const clock = fakeClock();
  const waits = new Backoff(clock, () => 0.5);
  const full = new Failure('storage', 'There is no space left.');
  waits.failed(full, entryOf('a'));
  waits.failed(full, entryOf('a'));
  expect([waits.left([]), waits.probing]).toEqual([0, false]);
  expect([waits.ownLeft(entryOf('a')), waits.ownLeft(entryOf('b'))]).toEqual([3_000, 0]);
  await clock.advance(1_000);
  expect(waits.ownLeft(entryOf('a'))).toBe(2_000);
  waits.wake('focus');
  expect(waits.ownLeft(entryOf('a'))).toBe(0);
  waits.failed(offline, entryOf('b'));
  expect(waits.left([leftOver('storage', clock.now())])).toBe(1_500);
});

test('what the user cancelled says nothing of the service', () => {
  const waits = new Backoff(fakeClock(), () => 0.5);
  waits.failed(new Failure('cancelled', 'Cancelled.'), entryOf('a'));
  expect([waits.left([]), waits.probing]).toEqual([0, false]);
});

test('a key is asked for once, and waited for until the account changes', () => {
  const waits = new Backoff(fakeClock(), () => 0.5);
  expect([waits.keyFailed(), waits.keyFailed(), waits.forKey]).toEqual([true, false, true]);
  waits.wake('focus');
  expect(waits.forKey).toBe(true);
  waits.wake('account');
  expect([waits.forKey, waits.probing, waits.keyFailed()]).toEqual([false, true, true]);
});
