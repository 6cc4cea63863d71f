import { expect, test } from 'vitest';
import { DueDay } from '../../../src/recent/dueDay.ts';
import { isDueBy } from '../../../src/recent/isDueBy.ts';
import { openMemoryHarness } from '../../support/composeHarness.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { fakeService } from '../../support/fakeProvider.ts';
import { fakeTasks, taskOf } from '../../support/fakeTasks.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { memoryLog } from '../http/loopback.ts';

const folder = '/home/due';
const going = new AbortController().signal;

function openDueDay(fault: Fault = () => undefined) {
  const { files } = faultyFiles(memoryFiles(() => 0).files, fault);
  const log = memoryLog();
  let ids = 0;
  return { files, log, dueDay: new DueDay({ files, folder, newId: () => `id${(ids += 1)}`, log }) };
}

test('the folder holds one empty file, named by the day, or none', async () => {
  const { files, dueDay } = openDueDay();
  await dueDay.save(undefined);
  expect(await dueDay.isReached('2026-12-31')).toBe(false);
  await Promise.all([dueDay.save('2026-12-01'), dueDay.save('2026-11-30')]);
  expect(await files.names(folder)).toEqual(['2026-11-30']);
  expect((await files.read(`${folder}/2026-11-30`)).length).toBe(0);
  expect([await dueDay.isReached('2026-11-29'), await dueDay.isReached('2026-11-30')]).toEqual([false, true]);
  await dueDay.save(undefined);
  expect(await files.names(folder)).toEqual([]);
});

test('a disk that refuses it is logged and stops nothing', async () => {
  const { dueDay, log } = openDueDay(({ name }) => (name === 'create' ? 'ENOSPC' : undefined));
  await dueDay.save('2026-12-01');
  expect(log.lines.join()).toContain('The day of the next follow-up is not on the disk');
});

test('only a day counts', () => {
  expect(isDueBy(['2026-12-01.part', 'x', '', '2026-1-1', '..'], '2026-12-31')).toBe(false);
});

test('it follows the user’s own follow-ups, and stays where they cannot be read', async () => {
  const service = fakeService();
  let list = () =>
    Promise.resolve({ tasks: [taskOf('b', '2026-12-02'), taskOf('a', '2026-12-01')], isWhole: true });
  service.tasks = fakeTasks({ self: () => 'ann@example.com', list: () => list() });
  const harness = openMemoryHarness({ services: [service] });
  const { followUps, dueDay, book } = harness;
  await followUps.refresh(going, 0);
  await dueDay.save(followUps.nextDue());
  expect([await dueDay.isReached('2026-11-30'), await dueDay.isReached('2026-12-01')]).toEqual([false, true]);
  await followUps.complete({ open: book.default(), taskId: 'a', delay: 0 });
  await dueDay.save(followUps.nextDue());
  expect(await dueDay.isReached('2026-12-01')).toBe(false);
  list = () => Promise.reject(new Error('a fault'));
  await harness.clock.advance(1);
  await followUps.refresh(going, 0);
  expect(await dueDay.isReached('2026-12-02')).toBe(true);
});
