import { expect, test } from 'vitest';
import { Keyring } from '../../../src/accounts/keyring.ts';
import { fakeClock, settle } from '../../support/fakeClock.ts';

/** A keyring whose requests the test answers itself, in their order. */
function slowKeyring() {
  const requested: string[] = [];
  const open: PromiseWithResolvers<string | undefined>[] = [];
  const ask = (name: string) => {
    requested.push(name);
    const answer = Promise.withResolvers<string | undefined>();
    open.push(answer);
    return answer.promise;
  };
  const clock = fakeClock();
  const keyring = new Keyring(
    {
      get: (name) => ask(`get ${name}`),
      store: (name) => ask(`store ${name}`).then(() => undefined),
      delete: (name) => ask(`delete ${name}`).then(() => undefined),
    },
    clock,
  );
  const changes: boolean[] = [];
  keyring.onWaiting((waiting) => changes.push(waiting));
  const settled: string[] = [];
  const watch = (name: string, work: Promise<unknown>) =>
    void work.then(
      (value) => settled.push(`${name}: ${String(value)}`),
      (error: unknown) =>
        settled.push(`${name}: ${error instanceof Error && 'reason' in error ? String(error.reason) : '?'}`),
    );
  return { keyring, clock, requested, open, changes, settled, watch };
}

test('requests run one at a time, in order', async () => {
  const { keyring, requested, open } = slowKeyring();
  const all = [keyring.get('a'), keyring.store('b', 'v'), keyring.delete('c'), keyring.get('d')];
  for (let count = 1; count <= all.length; count++) {
    await settle();
    expect(requested).toHaveLength(count);
    open.shift()?.resolve('v');
  }
  await Promise.all(all);
  expect(requested).toEqual(['get a', 'store b', 'delete c', 'get d']);
});

test('a wait is reported after five seconds, and goes on for as long as it takes', async () => {
  const { keyring, clock, open, changes, settled, watch } = slowKeyring();
  let warnings = 0;
  watch('read', keyring.get('a', { onLongWait: () => (warnings += 1) }));
  await clock.advance(4_999);
  expect([warnings, changes]).toEqual([0, []]);
  await clock.advance(1);
  expect([warnings, changes]).toEqual([1, [true]]);
  await clock.advance(24 * 3600_000);
  expect([warnings, settled]).toEqual([1, []]);
  open[0]?.resolve('v');
  await settle();
  expect([changes, settled]).toEqual([[true, false], ['read: v']]);
});

test('a quick answer is not reported as a wait', async () => {
  const { keyring, clock, open, changes, settled, watch } = slowKeyring();
  watch('read', keyring.get('a'));
  await settle();
  open[0]?.resolve(undefined);
  await settle();
  await clock.advance(60_000);
  expect([changes, settled]).toEqual([[], ['read: undefined']]);
});

test('several waits at once are reported as one', async () => {
  const { keyring, clock, open, changes } = slowKeyring();
  const all = [keyring.get('a'), keyring.get('b')];
  await clock.advance(5_000);
  open[0]?.resolve('v');
  await settle();
  expect(changes).toEqual([true]);
  open[1]?.resolve('v');
  await Promise.all(all);
  expect(changes).toEqual([true, false]);
});

test('a wait can be cancelled before its turn; the keyring then gets no request', async () => {
  const { keyring, requested, open, settled, watch } = slowKeyring();
  const stop = new AbortController();
  watch('first', keyring.get('a'));
  watch('second', keyring.get('b', { signal: stop.signal }));
  watch('third', keyring.get('c'));
  await settle();
  stop.abort();
  await settle();
  expect([requested, settled]).toEqual([['get a'], ['second: cancelled']]);
  open[0]?.resolve('v');
  await settle();
  open[1]?.resolve('w');
  await settle();
  expect([requested, settled]).toEqual([
    ['get a', 'get c'],
    ['second: cancelled', 'first: v', 'third: w'],
  ]);
});

test('a long wait that is cancelled does not block the next request; one cancelled at once does', async () => {
  const { keyring, clock, requested, watch } = slowKeyring();
  const [hung, fresh] = [new AbortController(), new AbortController()];
  watch('hung', keyring.get('a', { signal: hung.signal }));
  await clock.advance(5_000);
  hung.abort();
  await settle();
  watch('fresh', keyring.get('b', { signal: fresh.signal }));
  await settle();
  expect(requested).toEqual(['get a', 'get b']);
  fresh.abort();
  watch('after', keyring.get('c'));
  await settle();
  expect(requested).toEqual(['get a', 'get b']);
});

test('a wait fails when the keyring does, and not before', async () => {
  const { keyring, clock, open, changes, settled, watch } = slowKeyring();
  watch('read', keyring.get('a'));
  await clock.advance(600_000);
  expect(settled).toEqual([]);
  open[0]?.reject(new Error('locked'));
  await settle();
  expect([settled, changes]).toEqual([['read: storage'], [true, false]]);
});
