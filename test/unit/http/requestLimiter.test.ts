import { expect, test } from 'vitest';
import { RequestLimiter } from '../../../src/http/requestLimiter.ts';
import { fakeClock, settle } from '../../support/fakeClock.ts';

const going = new AbortController().signal;

/** A limiter, and which requests have begun when, in milliseconds. */
function openLimiter(perSecond = 40, writesPerSecond = 20) {
  const clock = fakeClock(0);
  const limiter = new RequestLimiter(clock, { perSecond, writesPerSecond: () => writesPerSecond });
  const begun: { readonly kind: 'read' | 'write'; readonly at: number }[] = [];
  const ask = (kind: 'read' | 'write', count = 1) => {
    for (let n = 0; n < count; n += 1)
      void limiter.turn(kind, going).then(() => begun.push({ kind, at: clock.now() }));
  };
  return { clock, limiter, begun, ask };
}

/** The most that began within any `ms` milliseconds. */
function mostWithin(ms: number, begun: readonly { readonly at: number }[]): number {
  return Math.max(...begun.map(({ at }) => begun.filter((one) => one.at >= at && one.at < at + ms).length));
}

test.each([
  [38, 'at once', [[0, 200, 100]]],
  [
    20,
    'after a pause',
    [
      [0, 1, 1],
      [5000, 100, 100],
      [300, 50, 0],
    ],
  ],
  [38, 'in bursts', Array.from({ length: 20 }, () => [400, 8, 12])],
] as const)(
  'reads and writes (%d a second) together stay within 40 in any second: %s',
  async (rate, _, bursts) => {
    const { clock, begun, ask } = openLimiter(40, rate);
    let total = 0;
    for (const [pause, reads, writes] of bursts) {
      await clock.advance(pause);
      ask('read', reads);
      ask('write', writes);
      total += reads + writes;
    }
    await clock.advance(15_000);
    expect(begun).toHaveLength(total);
    expect(mostWithin(1_000, begun)).toBeLessThanOrEqual(40);
    const writes = begun.filter(({ kind }) => kind === 'write');
    // Six may begin at once after a pause.
    expect(mostWithin(1_000, writes)).toBeLessThanOrEqual(rate + 6);
  },
);

test('a request within the rate begins at once', async () => {
  const { clock, begun, ask } = openLimiter();
  for (let n = 0; n < 100; n += 1) {
    ask(n % 2 === 0 ? 'read' : 'write');
    await settle();
    expect(begun).toHaveLength(n + 1);
    await clock.advance(30);
  }
});

test('a write goes before reads that have waited longer', async () => {
  const { clock, begun, ask } = openLimiter();
  ask('read', 20);
  await settle();
  const before = begun.length;
  ask('write');
  await clock.advance(30);
  expect(begun.slice(before).map(({ kind }) => kind)).toEqual(['write']);
});

test('writes before which no read waited do not count against the next write', async () => {
  const { clock, limiter, begun, ask } = openLimiter();
  ask('write', 12);
  await clock.advance(5_000);
  limiter.pause(1_000);
  ask('read');
  ask('write');
  await clock.advance(1_000);
  expect(begun.slice(12).map(({ kind }) => kind)).toEqual(['write', 'read']);
});

test('reads get a tenth of the turns when writes could take all', async () => {
  const { clock, begun, ask } = openLimiter(40, 38);
  ask('write', 200);
  ask('read', 200);
  await clock.advance(3_000);
  const reads = begun.filter(({ kind }) => kind === 'read').length;
  expect(reads).toBeGreaterThanOrEqual(9);
  expect(begun.length - reads).toBeGreaterThan(8 * reads);
});

test('reads go on while writes are held to their own rate', async () => {
  const { clock, begun, ask } = openLimiter(40, 1);
  ask('write', 20);
  ask('read', 30);
  await clock.advance(1_000);
  expect(begun.filter(({ kind }) => kind === 'read')).toHaveLength(30);
});

test('reads begin in the order in which they came', async () => {
  const { clock, limiter } = openLimiter();
  const order: number[] = [];
  for (let n = 0; n < 20; n += 1) void limiter.turn('read', going).then(() => order.push(n));
  await clock.advance(1_000);
  expect(order).toEqual(Array.from({ length: 20 }, (_, n) => n));
});

test('an aborted wait rejects with the signal’s reason and uses no turn', async () => {
  const { clock, limiter, begun, ask } = openLimiter();
  ask('read', 6);
  const cancel = new AbortController();
  const waiting = limiter.turn('read', cancel.signal);
  ask('read');
  await settle();
  expect(begun).toHaveLength(6);
  cancel.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await clock.advance(1000 / 38);
  expect(begun).toHaveLength(7);
});

test('an aborted signal uses no turn', async () => {
  const { limiter, begun, ask } = openLimiter();
  await expect(limiter.turn('write', AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  ask('read', 6);
  await settle();
  expect(begun).toHaveLength(6);
});

test('after a pause that the service asked for, requests begin at the usual rate', async () => {
  const { clock, limiter, begun, ask } = openLimiter();
  limiter.pause(2_000);
  ask('read', 50);
  ask('write', 10);
  await clock.advance(1_999);
  expect(begun).toEqual([]);
  await clock.advance(3_000);
  expect(begun).toHaveLength(60);
  expect(mostWithin(1_000, begun)).toBeLessThanOrEqual(40);
});

test('a short pause delays the requests that wait, and rejects none', async () => {
  const { clock, limiter, begun, ask } = openLimiter();
  ask('read', 20);
  await settle();
  const before = begun.length;
  limiter.pause(2_000);
  await clock.advance(1_999);
  expect(begun).toHaveLength(before);
  await clock.advance(2_000);
  expect(begun).toHaveLength(20);
});

test('a shorter pause does not shorten a longer one', async () => {
  const { clock, limiter, begun, ask } = openLimiter();
  limiter.pause(3_000);
  limiter.pause(1_000);
  ask('read');
  await clock.advance(2_999);
  expect(begun).toEqual([]);
  await clock.advance(1);
  expect(begun).toHaveLength(1);
});

test('a long pause rejects the requests that wait and those that follow, with the time that is left', async () => {
  const { clock, limiter, ask } = openLimiter();
  ask('read', 6);
  const waiting = limiter.turn('read', going);
  const rejection = expect(waiting).rejects.toMatchObject({ reason: 'rateLimited', retryAfterMs: 60_000 });
  limiter.pause(60_000);
  await rejection;
  await clock.advance(50_000);
  await expect(limiter.turn('write', going)).rejects.toMatchObject({ retryAfterMs: 10_000 });
  await clock.advance(10_000);
  await limiter.turn('write', going);
});

test('a pause of five seconds is waited for', async () => {
  const { clock, limiter, begun, ask } = openLimiter();
  limiter.pause(5_000);
  ask('read');
  await clock.advance(5_000);
  expect(begun).toHaveLength(1);
});

test('requests that come after all others have begun wait for their own turns', async () => {
  const { clock, begun, ask } = openLimiter();
  ask('read', 20);
  await clock.advance(2_000);
  ask('read', 20);
  await clock.advance(2_000);
  expect(begun).toHaveLength(40);
});

test('a pause lasts an hour at most', async () => {
  const { clock, limiter } = openLimiter();
  limiter.pause(1e12);
  await expect(limiter.turn('write', going)).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
  await clock.advance(3_600_000);
  await limiter.turn('write', going);
});
