import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DirectoryIndex } from '../../../src/customers/directoryIndex.ts';
import { Failure, type FailureReason } from '../../../src/base/failure.ts';
import { directoryEntryOf, fakeDirectory } from '../../support/fakeDirectory.ts';
import { directoryHarness, folder, knownIds, pages, refreshAfter } from './directoryHarness.ts';

const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 90_000 }) }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('wake' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('fail' as const),
      reason: fc.constantFrom<FailureReason>(
        'offline',
        'timeout',
        'rateLimited',
        'serverFault',
        'refused',
        'keyRefused',
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('refresh' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('damage' as const), page: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('purge' as const) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('leave' as const), who: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('join' as const) }) },
);

test('whatever happens while reading, in the end exactly the service’s customers are found', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 30 }), fc.nat(20), async (acts, count) => {
      const { clock, open, disk } = directoryHarness();
      const directory = fakeDirectory(count);
      let windows: DirectoryIndex[] = [open(directory), open(directory)];
      let joined = count;
      for (const one of acts) {
        const before = directory.cursors.length;
        if (one.does === 'wait') await clock.advance(one.ms);
        if (one.does === 'wake') for (const index of windows) index.wake();
        if (one.does === 'fail') directory.failures.push(new Failure(one.reason, 'Not now.'));
        if (one.does === 'refresh') await clock.advance(refreshAfter);
        if (one.does === 'purge')
          for (const name of pages(disk)) await disk.files.remove(`${folder}/${name}`);
        if (one.does === 'damage') {
          const name = pages(disk)[one.page % Math.max(1, pages(disk).length)];
          if (name !== undefined) disk.put(`${folder}/${name}`, '{');
        }
        if (one.does === 'restart') {
          await Promise.all(windows.map((index) => index.close()));
          windows = [open(directory), open(directory)];
        }
        // At the end of the list, where a service adds new customers.
        if (one.does === 'join')
          directory.entries = [...directory.entries, directoryEntryOf(`c${(joined += 1)}`)];
        if (one.does === 'leave' && directory.entries.length > 0)
          directory.entries = directory.entries.toSpliced(one.who % directory.entries.length, 1);
        // Two windows never read the same list at once: four pages a second at most, however long it takes.
        if (one.does === 'wait' && directory.failures.length === 0)
          expect(directory.cursors.length - before).toBeLessThanOrEqual(2 * (count + acts.length + 4));
        for (const index of windows) {
          const ids = knownIds(index);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids).toHaveLength(index.status.count);
        }
      }
      directory.failures.splice(0);
      // Two passes from here on: one may be under way already, the other begins after all changes.
      for (let turn = 0; turn < 2; turn += 1) {
        for (const index of windows) index.wake();
        for (let second = 0; second < 60; second += 1) await clock.advance(1000);
        await clock.advance(refreshAfter);
        for (let second = 0; second < 60; second += 1) await clock.advance(1000);
      }
      for (const index of windows) {
        expect([...knownIds(index)].sort()).toEqual(directory.entries.map(({ target }) => target.id).sort());
        expect(index.status).toMatchObject({ state: 'idle', whole: true });
      }
      await Promise.all(windows.map((index) => index.close()));
      const again = open(directory);
      await again.load();
      expect([...knownIds(again)].sort()).toEqual(directory.entries.map(({ target }) => target.id).sort());
    }),
    { numRuns: 60 },
  );
});
