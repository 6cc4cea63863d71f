import { expect, test } from 'vitest';
import { SharedTurn } from '../../../src/storage/sharedTurn.ts';
import { fakeClock, settle } from '../../support/fakeClock.ts';

/** A turn of this window, where another window may have it. */
function openTurn() {
  const clock = fakeClock();
  const other = { hasIt: false, error: undefined as Error | undefined };
  const done: string[] = [];
  const lease = {
    acquire: () => {
      if (other.error) return Promise.reject(other.error);
      if (!other.hasIt) done.push('acquired');
      return Promise.resolve(!other.hasIt);
    },
    release: () => Promise.resolve(void done.push('released')),
  };
  const turn = new SharedTurn({ lease, clock, random: () => 0.5 });
  const work = (name: string) => async () => {
    done.push(name);
    await settle();
    done.push(`${name} is done`);
    return name;
  };
  return { clock, other, done, take: (name: string) => turn.take(work(name)) };
}

test('work is done one after another, each in a turn of its own', async () => {
  const { take, done } = openTurn();
  expect(await Promise.all([take('one'), take('two')])).toEqual(['one', 'two']);
  const turnOf = (name: string) => ['acquired', name, `${name} is done`, 'released'];
  expect(done).toEqual([...turnOf('one'), ...turnOf('two')]);
});

test('another window is waited for, five seconds at most', async () => {
  const { take, done, clock, other } = openTurn();
  other.hasIt = true;
  const first = take('one');
  await clock.advance(1000);
  expect(done).toEqual([]);
  other.hasIt = false;
  await clock.advance(50);
  await first;
  expect(done.splice(0)).toEqual(['acquired', 'one', 'one is done', 'released']);
  other.hasIt = true;
  const second = take('two');
  await clock.advance(4_990);
  expect(done).toEqual([]);
  await clock.advance(50);
  await second;
  expect(done).toEqual(['two', 'two is done']);
});

test('where the disk refuses a turn, and where work fails, the next work is done', async () => {
  const { take, done, other } = openTurn();
  other.error = new Error('EROFS');
  await take('one');
  other.error = undefined;
  expect(done.splice(0)).toEqual(['one', 'one is done']);
  await take('two');
  expect(done).toEqual(['acquired', 'two', 'two is done', 'released']);
});

test('a failure of the work is the taker’s, and ends the turn', async () => {
  const { done } = openTurn();
  const lease = {
    acquire: () => Promise.resolve(true),
    release: () => Promise.resolve(void done.push('released')),
  };
  const turn = new SharedTurn({ lease, clock: fakeClock(), random: () => 0 });
  await expect(turn.take(() => Promise.reject(new Error('full')))).rejects.toThrow('full');
  expect([done, await turn.take(() => Promise.resolve('next'))]).toEqual([['released', 'released'], 'next']);
});
