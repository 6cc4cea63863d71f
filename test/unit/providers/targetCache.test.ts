import { describe, expect, it } from 'vitest';
import { Failure, type FailureReason } from '../../../src/base/failure.ts';
import type { StoredNote, Target } from '../../../src/model/note.ts';
import { openTargetCache } from '../../../src/providers/targetCache.ts';
import { noSignal, stubContext } from '../../support/stubService.ts';

const { log } = stubContext({}, () => expect.fail('nothing is sent')).context;

function note(target: Target): StoredNote {
  return {
    id: `note of ${target.id}`,
    kind: 'note',
    target,
    text: '',
    author: undefined,
    createdAt: undefined,
    durationSeconds: undefined,
    attachment: undefined,
    url: undefined,
  };
}

const notesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => note({ type: 'customer', id: String(index) }));

describe('target cache', () => {
  it('asks for each unknown target once, four at a time, and remembers', async () => {
    const requests: string[] = [];
    let now = 0;
    let most = 0;
    const targetCache = openTargetCache(async (target) => {
      requests.push(target.id);
      most = Math.max(most, (now += 1));
      await Promise.resolve();
      now -= 1;
      return { ...target, name: `N${target.id}`, url: `https://acme.test/${target.id}` };
    }, log);
    const notes = [...notesOf(9), ...notesOf(9)];
    const withNames = await targetCache.addNames(notes, noSignal);
    expect(withNames.map(({ target }) => target.name)).toEqual(notes.map(({ target }) => `N${target.id}`));
    expect(withNames[3]?.url).toBe('https://acme.test/3');
    expect(most).toBe(4);
    await targetCache.addNames(notes, noSignal);
    expect(requests.toSorted()).toEqual(notesOf(9).map(({ target }) => target.id));
  });

  it('uses what it learned, and asks nothing for what has no name', async () => {
    const targetCache = openTargetCache(() => undefined, log);
    targetCache.remember({ type: 'customer', id: '0', name: 'Ann' });
    targetCache.remember({ type: 'customer', id: '1' });
    const withNames = await targetCache.addNames(notesOf(2), noSignal);
    expect(withNames.map(({ target }) => target.name)).toEqual(['Ann', undefined]);
  });

  it.each([
    ['notFound', 9],
    ['forbidden', 9],
    ['rateLimited', 4],
    ['offline', 4],
    ['keyRefused', 4],
  ] as const)(
    'after %s asks %i in all, and gives the notes all the same',
    async (reason: FailureReason, times) => {
      let requests = 0;
      const targetCache = openTargetCache(() => {
        requests += 1;
        return Promise.reject(new Failure(reason, 'No.'));
      }, log);
      await expect(targetCache.addNames(notesOf(9), noSignal)).resolves.toEqual(notesOf(9));
      expect(requests).toBe(times);
    },
  );

  it('stops when cancelled', async () => {
    const stop = new AbortController();
    const targetCache = openTargetCache(() => {
      stop.abort();
      return Promise.reject(new Failure('cancelled', 'Cancelled.'));
    }, log);
    await expect(targetCache.addNames(notesOf(1), stop.signal)).rejects.toMatchObject({
      reason: 'cancelled',
    });
  });
});
