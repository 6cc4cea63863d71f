import { expect, test } from 'vitest';
import { InFlight } from '../../../src/delivery/inFlight.ts';
import { targetOf } from '../../../src/delivery/queueOrder.ts';
import { settle } from '../../support/fakeClock.ts';
import { noteFor } from '../../support/outboxHosts.ts';

/** Work that ends when the test says so. */
function openWork() {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const signals: AbortSignal[] = [];
  const work = async (signal: AbortSignal): Promise<void> => {
    signals.push(signal);
    await promise;
  };
  return { work, signals, end: () => resolve(undefined) };
}

const acme = noteFor('a', 'Acme');
const bolt = noteFor('b', 'Bolt');

test('an entry is in flight until its work is over', async () => {
  const inFlight = new InFlight();
  const { work, end } = openWork();
  const ends: string[] = [];
  inFlight.start(acme, work, () => void ends.push(`over, empty: ${String(inFlight.isEmpty)}`));
  expect([inFlight.has('a'), inFlight.isEmpty, inFlight.targets()]).toEqual([true, false, [targetOf(acme)]]);
  end();
  await settle();
  expect([inFlight.has('a'), inFlight.isEmpty, inFlight.targets()]).toEqual([false, true, []]);
  expect(ends).toEqual(['over, empty: true']);
});

test('cancelling aborts the work for one entry, with the reason', () => {
  const inFlight = new InFlight();
  const [one, two] = [openWork(), openWork()];
  inFlight.start(acme, one.work, () => undefined);
  inFlight.start(bolt, two.work, () => undefined);
  inFlight.cancel('a');
  inFlight.cancel('unknown');
  expect(one.signals[0]?.reason).toMatchObject({ reason: 'cancelled' });
  expect(two.signals[0]?.aborted).toBe(false);
});

test('the end of the host aborts all work, whose end can be awaited', async () => {
  const inFlight = new InFlight();
  const works = [openWork(), openWork()];
  for (const [index, { work }] of works.entries())
    inFlight.start(index === 0 ? acme : bolt, work, () => undefined);
  inFlight.abortAll();
  expect(works.map(({ signals }) => signals[0]?.aborted)).toEqual([true, true]);
  const wait = { isOver: false };
  void inFlight.allDone().then(() => (wait.isOver = true));
  works[0]?.end();
  await settle();
  expect(wait.isOver).toBe(false);
  works[1]?.end();
  await settle();
  expect(wait.isOver).toBe(true);
});
