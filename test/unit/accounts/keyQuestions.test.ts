import { expect, test } from 'vitest';
import { KeyQuestions } from '../../../src/accounts/keyQuestions.ts';
import { Lease } from '../../../src/storage/lease.ts';
import { fakeClock, settle } from '../../support/fakeClock.ts';
import { faultyFiles } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';

const minute = 60_000;

/** Windows on one storage, with the accounts that each has asked about. */
function openWindows() {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const ended = new Set<string>();
  const open = (id: string, files = disk.files) => {
    const host = { id, hasEnded: (other: string) => ended.has(other) };
    const accounts: string[] = [];
    const closed = Promise.withResolvers<undefined>();
    const questions = new KeyQuestions({
      leaseOf: (account) => new Lease({ files, clock, host }, '/leases', `key-${account}`),
      ask: async (account) => {
        accounts.push(account);
        await closed.promise;
      },
      clock,
    });
    return { questions, asked: accounts, close: () => closed.resolve(undefined) };
  };
  return { clock, disk, ended, open };
}

test('only one window asks; the others do not while its question is open, nor shortly after', async () => {
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

test('each account has a question of its own', async () => {
  const { open } = openWindows();
  const [one, two] = [open('one'), open('two')];
  void one.questions.ask('a', 'No.');
  void two.questions.ask('b', 'No.');
  await settle();
  expect([one.asked, two.asked]).toEqual([['a'], ['b']]);
});

test('another window asks again when the one that asked has ended', async () => {
  const { ended, open } = openWindows();
  const [one, two] = [open('one'), open('two')];
  void one.questions.ask('a', 'No.');
  await settle();
  ended.add('one');
  void two.questions.ask('a', 'No.');
  await settle();
  expect(two.asked).toEqual(['a']);
});

test('a window asks even when the disk fails', async () => {
  const { disk, open } = openWindows();
  const one = open('one', faultyFiles(disk.files, () => 'EACCES').files);
  void one.questions.ask('a', 'No.');
  await settle();
  expect(one.asked).toEqual(['a']);
});
