import { expect, test } from 'vitest';
import { Timeline } from '../../faults/timeline.ts';
import { fakeClock, settle } from '../../support/fakeClock.ts';

test('what is to happen later does not happen, and keeps nothing alive, when the scenario is over', async () => {
  const clock = fakeClock();
  const waits: string[] = [];
  const wait = (ms: number, signal?: AbortSignal): Promise<void> => {
    const ended = clock.wait(ms, signal);
    ended.then(
      () => waits.push('due'),
      () => waits.push('aborted'),
    );
    return ended;
  };
  const done: string[] = [];
  const timeline = new Timeline({ ...clock, wait });
  timeline.later(1_000, () => done.push('in time'));
  timeline.later(2_000, () => done.push('too late'));
  await clock.advance(1_500);
  timeline[Symbol.dispose]();
  await settle();
  expect(waits).toEqual(['due', 'aborted']);
  await clock.advance(1_000);
  expect(done).toEqual(['in time']);
});
