import { expect, test } from 'vitest';
import { Failure, type FailureReason } from '../../../src/base/failure.ts';
import type { Entry } from '../../../src/outbox/entry.ts';
import { retryAt } from '../../../src/delivery/retry.ts';
import { Backoff } from '../../../src/delivery/backoff.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { entryOf } from '../../support/entries.ts';

const offline = new Failure('offline', 'No network.');

test.each([0, 1, 1000, 3600_000])('a Retry-After of %i ms is obeyed exactly', (retryAfterMs) => {
  const failure = new Failure('rateLimited', 'Too many.', { retryAfterMs });
  for (const random of [0, 0.5, 0.999]) expect(retryAt(failure, 9, 1000, random)).toBe(1000 + retryAfterMs);
});

test('a Retry-After of 31 years is an hour', () => {
  const failure = new Failure('rateLimited', 'Too many.', { retryAfterMs: 31 * 365 * 24 * 3600_000 });
  expect(retryAt(failure, 1, 1000, 0)).toBe(1000 + 3600_000);
});

test.each([-24, 24])('a clock set by %d hours does not change a rate limit', async (hours) => {
  const clock = fakeClock();
  const time = { offset: 0 };
  const backoff = new Backoff({ ...clock, now: () => clock.now() + time.offset }, () => 0.5);
  const due = backoff.failed(new Failure('rateLimited', 'Too many.', { retryAfterMs: 60_000 }), entryOf('a'));
  const failure = { reason: 'rateLimited', message: 'Too many.', retryAfterMs: 60_000 } as const;
  const entries = [entryOf('a', { status: { state: 'waiting', failure, due } })];
  time.offset = hours * 3600_000;
  expect(backoff.accountWait(entries)).toBe(60_000);
  await clock.advance(60_000);
  expect([backoff.accountWait(entries), backoff.rateLimitWait(entries)]).toEqual([0, 0]);
});

test.each<[number | undefined, number]>([
  [60_000, 60_000],
  [31 * 365 * 24 * 3600_000, 3600_000],
  [undefined, 300_000],
])(
  'what an earlier run wrote by a clock a day ahead: Retry-After %s holds up %i ms',
  async (retryAfterMs, ms) => {
    const clock = fakeClock();
    const failure = { reason: 'rateLimited', message: 'Too many.', retryAfterMs } as const;
    const due = clock.now() + 24 * 3600_000;
    const entries = [entryOf('a', { status: { state: 'waiting', failure, due } })];
    const backoff = new Backoff(clock, () => 0.5);
    expect(backoff.accountWait(entries)).toBe(ms);
    await clock.advance(ms);
    backoff.wake('focus');
    expect(backoff.accountWait(entries)).toBe(0);
  },
);

test('without Retry-After each wait doubles, up to five minutes, and is spread over its second half', () => {
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
])('after a start, a failure of an earlier run (%s) delays the account for %i ms', (reason, left) => {
  const clock = fakeClock();
  expect(new Backoff(clock, () => 0.5).accountWait([leftOver(reason, clock.now())])).toBe(left);
});

test.each<[FailureReason, boolean]>([
  ['offline', true],
  ['serverFault', true],
  ['dropped', true],
  ['rateLimited', false],
])('focus ends the wait after %s: %s', (reason, ends) => {
  const backoff = new Backoff(fakeClock(), () => 0.5);
  backoff.failed(new Failure(reason, 'What happened.'), entryOf('a'));
  expect(backoff.accountWait([])).toBe(1_500);
  backoff.wake('changed');
  expect(backoff.accountWait([])).toBe(1_500);
  backoff.wake('focus');
  expect(backoff.accountWait([])).toBe(ends ? 0 : 1_500);
  expect(backoff.probing).toBe(true);
});

test('the wait is measured by the steady clock, whatever is done to the time of day', async () => {
  const clock = fakeClock();
  const time = { offset: 0 };
  const jumping = { ...clock, now: () => clock.now() + time.offset };
  const backoff = new Backoff(jumping, () => 0.5);
  backoff.failed(offline, entryOf('a'));
  time.offset = -3600_000;
  expect(backoff.accountWait([])).toBe(1_500);
  await clock.advance(1_500);
  expect(backoff.accountWait([])).toBe(0);
});

test('a stored note ends every wait; an answer alone does not end that of a service that fails to store notes', () => {
  const backoff = new Backoff(fakeClock(), () => 0.5);
  const fail = (reason: FailureReason) => backoff.failed(new Failure(reason, 'What happened.'), entryOf('a'));
  fail('serverFault');
  backoff.answered();
  expect([backoff.accountWait([]), backoff.probing]).toEqual([1_500, true]);
  backoff.succeeded(entryOf('a'));
  expect([backoff.accountWait([]), backoff.probing]).toEqual([0, false]);
  fail('dropped');
  backoff.answered();
  expect([backoff.accountWait([]), backoff.probing]).toEqual([0, false]);
});

test('a failure of the disk delays one entry, until a wake-up', async () => {
  const clock = fakeClock();
  const backoff = new Backoff(clock, () => 0.5);
  const full = new Failure('storage', 'There is no space left.');
  backoff.failed(full, entryOf('a'));
  backoff.failed(full, entryOf('a'));
  expect([backoff.accountWait([]), backoff.probing]).toEqual([0, false]);
  expect([backoff.entryWait(entryOf('a')), backoff.entryWait(entryOf('b'))]).toEqual([3_000, 0]);
  await clock.advance(1_000);
  expect(backoff.entryWait(entryOf('a'))).toBe(2_000);
  backoff.wake('focus');
  expect(backoff.entryWait(entryOf('a'))).toBe(0);
  backoff.failed(offline, entryOf('b'));
  expect(backoff.accountWait([leftOver('storage', clock.now())])).toBe(1_500);
});

test('a cancel by the user says nothing about the service', () => {
  const backoff = new Backoff(fakeClock(), () => 0.5);
  backoff.failed(new Failure('cancelled', 'Cancelled.'), entryOf('a'));
  expect([backoff.accountWait([]), backoff.probing]).toEqual([0, false]);
});

test('a key is asked for once, and waited for until the account changes', () => {
  const backoff = new Backoff(fakeClock(), () => 0.5);
  expect([backoff.keyFailed(), backoff.keyFailed(), backoff.forKey]).toEqual([true, false, true]);
  backoff.wake('focus');
  expect(backoff.forKey).toBe(true);
  backoff.wake('account');
  expect([backoff.forKey, backoff.probing, backoff.keyFailed()]).toEqual([false, true, true]);
});

test('a failure of an earlier run delays the account again when the network fails, until it may be back', () => {
  const clock = fakeClock();
  const backoff = new Backoff(clock, () => 0.5);
  const earlier = [leftOver('offline', clock.now())];
  const ends: (() => void)[] = [
    () => backoff.wake('focus'),
    () => backoff.succeeded(entryOf('a')),
    () => backoff.answered(),
  ];
  for (const end of ends) {
    backoff.failed(offline, entryOf('a'));
    expect(backoff.accountWait(earlier)).toBe(60_000);
    end();
    expect(backoff.accountWait(earlier)).toBe(0);
  }
});

test.each<[string, (backoff: Backoff) => void]>([
  ['a stored note', (backoff) => backoff.succeeded(entryOf('a'))],
  ['an answer', (backoff) => backoff.answered()],
])('%s shows that the key is accepted', (_, happen) => {
  const backoff = new Backoff(fakeClock(), () => 0.5);
  backoff.keyFailed();
  happen(backoff);
  expect([backoff.forKey, backoff.keyFailed()]).toEqual([false, true]);
});

test.each<FailureReason>(['serverFault', 'unreadable', 'rateLimited'])(
  'an answer does not end the wait of a service that fails to store notes: %s',
  (reason) => {
    const backoff = new Backoff(fakeClock(), () => 0.5);
    backoff.failed(new Failure(reason, 'What happened.'), entryOf('a'));
    backoff.answered();
    expect([backoff.accountWait([]), backoff.probing]).toEqual([1_500, true]);
  },
);

test('storing a note ends the wait that a failure of the disk had caused for it', () => {
  const backoff = new Backoff(fakeClock(), () => 0.5);
  backoff.failed(new Failure('storage', 'There is no space left.'), entryOf('a'));
  backoff.succeeded(entryOf('a'));
  expect(backoff.entryWait(entryOf('a'))).toBe(0);
});

test('notes without a time for their next try do not delay the account', () => {
  const clock = fakeClock();
  const backoff = new Backoff(clock, () => 0.5);
  const failure = { reason: 'offline', message: 'No network.' } as const;
  backoff.failed(offline, entryOf('a'));
  const entries = [
    entryOf('b'),
    entryOf('c', { status: { state: 'uncertain', since: 1, failure } }),
    entryOf('d', { status: { state: 'waiting', due: clock.now() + 100 } }),
  ];
  expect(backoff.accountWait(entries)).toBe(1_500);
});

test('after a Retry-After nothing at all is requested from the service for that long', async () => {
  const clock = fakeClock();
  const backoff = new Backoff(clock, () => 0.5);
  backoff.failed(offline, entryOf('a'));
  expect(backoff.silence).toBe(0);
  backoff.failed(new Failure('rateLimited', 'Too many.', { retryAfterMs: 9_000 }), entryOf('a'));
  expect(backoff.silence).toBe(9_000);
  await clock.advance(10_000);
  expect(backoff.silence).toBe(0);
});
