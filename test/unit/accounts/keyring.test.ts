import { expect, test } from 'vitest';
import { Keyring } from '../../../src/accounts/keyring.ts';
import { fakeClock, settle } from '../../support/fakeClock.ts';

/** A keyring whose answers are given by hand, in the order of the questions. */
function slowKeyring() {
  const asked: string[] = [];
  const open: PromiseWithResolvers<string | undefined>[] = [];
  const ask = (name: string) => {
    asked.push(name);
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
  const heard: boolean[] = [];
  keyring.onWaiting((waiting) => heard.push(waiting));
  const settled: string[] = [];
  const watch = (name: string, work: Promise<unknown>) =>
    void work.then(
      (value) => settled.push(`${name}: ${String(value)}`),
      (error: unknown) =>
        settled.push(`${name}: ${error instanceof Error && 'reason' in error ? String(error.reason) : '?'}`),
    );
  return { keyring, clock, asked, open, heard, settled, watch };
}

test('one thing at a time, in order', async () => {
  const { keyring, asked, open } = slowKeyring();
  const all = [keyring.get('a'), keyring.store('b', 'v'), keyring.delete('c'), keyring.get('d')];
  for (let count = 1; count <= all.length; count++) {
    await settle();
    expect(asked).toHaveLength(count);
    open.shift()?.resolve('v');
  }
  await Promise.all(all);
  expect(asked).toEqual(['get a', 'store b', 'delete c', 'get d']);
});

test('after five seconds a wait is told, and goes on for as long as it takes', async () => {
  const { keyring, clock, open, heard, settled, watch } = slowKeyring();
  let told = 0;
  watch('read', keyring.get('a', { onLongWait: () => (told += 1) }));
  await clock.advance(4_999);
  expect([told, heard]).toEqual([0, []]);
  await clock.advance(1);
  expect([told, heard]).toEqual([1, [true]]);
  await clock.advance(24 * 3600_000);
  expect([told, settled]).toEqual([1, []]);
  open[0]?.resolve('v');
  await settle();
  expect([heard, settled]).toEqual([[true, false], ['read: v']]);
});

test('a quick answer is no wait', async () => {
  const { keyring, clock, open, heard, settled, watch } = slowKeyring();
  watch('read', keyring.get('a'));
  await settle();
  open[0]?.resolve(undefined);
  await settle();
  await clock.advance(60_000);
  expect([heard, settled]).toEqual([[], ['read: undefined']]);
});

test('the waits of several are told as one', async () => {
  const { keyring, clock, open, heard } = slowKeyring();
  const all = [keyring.get('a'), keyring.get('b')];
  await clock.advance(5_000);
  open[0]?.resolve('v');
  await settle();
  expect(heard).toEqual([true]);
  open[1]?.resolve('v');
  await Promise.all(all);
  expect(heard).toEqual([true, false]);
});

test('whoever waits can give up, also before their turn has come; the keyring is then not asked', async () => {
  const { keyring, asked, open, settled, watch } = slowKeyring();
  const stop = new AbortController();
  watch('first', keyring.get('a'));
  watch('second', keyring.get('b', { signal: stop.signal }));
  watch('third', keyring.get('c'));
  await settle();
  stop.abort();
  await settle();
  expect([asked, settled]).toEqual([['get a'], ['second: cancelled']]);
  open[0]?.resolve('v');
  await settle();
  open[1]?.resolve('w');
  await settle();
  expect([asked, settled]).toEqual([
    ['get a', 'get c'],
    ['second: cancelled', 'first: v', 'third: w'],
  ]);
});

test('a cancelled question that never gets an answer does not stop the next one; a fresh one does', async () => {
  const { keyring, clock, asked, watch } = slowKeyring();
  const [hung, fresh] = [new AbortController(), new AbortController()];
  watch('hung', keyring.get('a', { signal: hung.signal }));
  await clock.advance(5_000);
  hung.abort();
  await settle();
  watch('fresh', keyring.get('b', { signal: fresh.signal }));
  await settle();
  expect(asked).toEqual(['get a', 'get b']);
  fresh.abort();
  watch('after', keyring.get('c'));
  await settle();
  expect(asked).toEqual(['get a', 'get b']);
});

test('a wait fails when the keyring does, not before', async () => {
  const { keyring, clock, open, heard, settled, watch } = slowKeyring();
  watch('read', keyring.get('a'));
  await clock.advance(600_000);
  expect(settled).toEqual([]);
  open[0]?.reject(new Error('locked'));
  await settle();
  expect([settled, heard]).toEqual([['read: storage'], [true, false]]);
});
