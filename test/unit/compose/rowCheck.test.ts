import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import type { CheckAction, PickedTarget } from '../../../src/compose/promptRows.ts';
import { RowCheck } from '../../../src/compose/rowCheck.ts';
import type { Target } from '../../../src/model/note.ts';
import { openMemoryHarness } from '../../support/composeHarness.ts';
import { settle } from '../../support/fakeClock.ts';
import { customer, deferred, fakeService } from '../../support/fakeProvider.ts';

const action: CheckAction = { does: 'check', accountId: 'one', type: 'customer', typed: 'c1' };

function openCheck() {
  const service = fakeService();
  const { book, log } = openMemoryHarness({ services: [service] });
  const picked: (PickedTarget & { readonly logs: boolean })[] = [];
  const refused: string[] = [];
  const check = new RowCheck({
    accounts: [book.default()],
    log,
    onShow: () => undefined,
    onPicked: (each, logs) => void picked.push({ ...each, logs }),
    onRefused: () => void refused.push(check.rows?.[0]?.row ?? ''),
  });
  return { service, check, picked, refused, log };
}

test('while the service is asked, it says who is read; exactly one answer is picked', async () => {
  const { check, picked, refused } = openCheck();
  expect([check.rows, check.isBusy]).toEqual([undefined, false]);
  check.start({ ...action, known: { type: 'customer', id: 'c1', name: 'Acme' }, logs: true });
  expect(check.rows).toEqual([{ row: 'message', state: 'busy', message: 'Reading Acme…' }]);
  expect(check.isBusy).toBe(true);
  await settle();
  expect(picked).toEqual([{ accountId: 'one', target: customer('c1'), notChecked: undefined, logs: true }]);
  expect(refused).toEqual([]);
});

test('several are a choice, none is said, and both are refusals', async () => {
  const { service, check, picked, refused } = openCheck();
  service.find = () => Promise.resolve([customer('c1'), customer('c2')]);
  check.start(action);
  await settle();
  expect(check.rows?.map((row) => (row.row === 'target' ? row.entry.target.id : row.row))).toEqual([
    'c1',
    'c2',
  ]);
  service.find = () => Promise.resolve([]);
  check.start(action);
  await settle();
  expect(check.rows).toEqual([
    { row: 'failure', message: 'CRM knows nobody by “c1”. Check it and try again.' },
  ]);
  expect([picked, refused, check.isBusy]).toEqual([[], ['target', 'failure'], false]);
});

test('an id that could not be checked can be taken, with the name that the row had', async () => {
  const { service, check } = openCheck();
  service.find = () => Promise.reject(new Failure('offline', 'No network.'));
  check.start({ ...action, known: { type: 'customer', id: 'c1', name: 'Acme' } });
  await settle();
  const target = { type: 'customer', id: 'c1', name: 'Acme' };
  expect(check.rows).toEqual([
    {
      row: 'unchecked',
      name: 'Acme',
      message: 'No network.',
      action: { does: 'take', picked: { accountId: 'one', target, notChecked: 'No network.' } },
    },
  ]);
});

test('only the newest row counts, and none after it was stopped', async () => {
  const { service, check, picked } = openCheck();
  const late = deferred<readonly Target[]>();
  service.find = (_type, typed) =>
    typed === 'late' ? late.until(new AbortController().signal) : Promise.resolve([customer(typed)]);
  check.start({ ...action, typed: 'late' });
  check.start(action);
  late.resolve([customer('late')]);
  await settle();
  expect(picked.map(({ target }) => target.id)).toEqual(['c1']);
  check.start(action);
  check.stop();
  await settle();
  expect([picked.length, check.rows, check.isBusy]).toEqual([1, undefined, false]);
});

test('a bug in a provider is said and logged, and leaves nobody waiting', async () => {
  const { service, check, log } = openCheck();
  service.find = () => Promise.reject(new TypeError('x'));
  check.start(action);
  await settle();
  expect(check.rows).toEqual([
    { row: 'failure', message: 'The customer could not be read. See the log, and try again.' },
  ]);
  expect([check.isBusy, log.lines.filter((line) => line.includes('could not be read')).length]).toEqual([
    false,
    1,
  ]);
});

test('a row of an account that is gone is not asked about', () => {
  const { service, check } = openCheck();
  check.start({ ...action, accountId: 'removed' });
  expect([check.rows, service.calls]).toEqual([undefined, []]);
});

test('a customer that a folder is linked to and that is gone is said, with how to end the link', async () => {
  const { service, check } = openCheck();
  service.find = () => Promise.resolve([]);
  check.start({ ...action, isLinked: true });
  await settle();
  expect(check.rows).toEqual([
    {
      row: 'failure',
      message:
        'CRM knows nobody by “c1”. Check it and try again. This folder is linked to it: the command “Unlink Folder” ends that.',
    },
  ]);
});
