import { expect, test } from 'vitest';
import { Throttle } from '../../../src/base/throttle.ts';
import { fakeClock } from '../../support/fakeClock.ts';

test('many changes cause one action, in time, and later changes another one', async () => {
  const clock = fakeClock();
  const acts: number[] = [];
  const begun = clock.now();
  const act = () => void acts.push(clock.now() - begun);
  const throttle = new Throttle({ clock, delay: () => 200, act, closed: new AbortController().signal });
  for (let change = 0; change < 100; change++) throttle.changed();
  await clock.advance(150);
  throttle.changed();
  await clock.advance(1000);
  expect(acts).toEqual([200]);
  throttle.changed();
  await clock.advance(1000);
  expect(acts).toHaveLength(2);
});

test('after the end, changes cause no action', async () => {
  const clock = fakeClock();
  const closed = new AbortController();
  let acts = 0;
  const throttle = new Throttle({ clock, delay: () => 200, act: () => (acts += 1), closed: closed.signal });
  throttle.changed();
  closed.abort();
  await clock.advance(1000);
  expect(acts).toBe(0);
});
