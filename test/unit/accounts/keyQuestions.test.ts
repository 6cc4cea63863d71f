import { expect, test } from 'vitest';
import { KeyQuestions } from '../../../src/accounts/keyQuestions.ts';
import { Lease } from '../../../src/storage/lease.ts';
import { fakeClock, settle } from '../../support/fakeClock.ts';
import { faultyFiles } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';

const minute = 60_000;

/** Windows on one storage, and what each has asked. */
function openWindows() {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const ended = new Set<string>();
  const open = (id: string, files = disk.files) => {
    const host = { id, hasEnded: (other: string) => ended.has(other) };
    const asked: string[] = [];
    const closed = Promise.withResolvers<undefined>();
    const questions = new KeyQuestions({
      leaseOf: (account) => new Lease({ files, clock, host }, '/leases', `key-${account}`),
      ask: async (account) => {
        asked.push(account);
        await closed.promise;
      },
      clock,
    });
    return { questions, asked, close: () => closed.resolve(undefined) };
  };
  return { clock, disk, ended, open };
}

test('one window asks; the others are silent while its question stands, and shortly after', async () => {
  const { clock, disk, open } = openWindows();
  const [one, two, three] = [open('one'), open('two'), open('three')];
  void one.questions.ask('a', 'No.');
  await settle();
  await two.questions.ask('a', 'No.');
  await clock.advance(10 * minute);
  await three.questions.ask('a', 'No.');
  one.close();
  await clock.advance(10_000);
  await two.questions.ask('a', 'No.');
  expect([one.asked, two.asked, three.asked]).toEqual([['a'], [], []]);
  await clock.advance(minute);
  expect(disk.list('/leases')).toEqual([]);
  void two.questions.ask('a', 'No.');
  await settle();
  expect(two.asked).toEqual(['a']);
});

test('another account’s key is another question', async () => {
  const { open } = openWindows();
  const [one, two] = [open('one'), open('two')];
  void one.questions.ask('a', 'No.');
  void two.questions.ask('b', 'No.');
  await settle();
  expect([one.asked, two.asked]).toEqual([['a'], ['b']]);
});

test('the question of a window that has ended stands no more', async () => {
  const { ended, open } = openWindows();
  const [one, two] = [open('one'), open('two')];
  void one.questions.ask('a', 'No.');
  await settle();
  ended.add('one');
  void two.questions.ask('a', 'No.');
  await settle();
  expect(two.asked).toEqual(['a']);
});

test('a disk that refuses keeps nobody from asking', async () => {
  const { disk, open } = openWindows();
  const one = open('one', faultyFiles(disk.files, () => 'EACCES').files);
  void one.questions.ask('a', 'No.');
  await settle();
  expect(one.asked).toEqual(['a']);
});
