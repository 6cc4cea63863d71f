import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import type { Task } from '../../../src/model/task.ts';
import type { TaskList, TaskQuery, Tasks } from '../../../src/providers/tasks.ts';
import { openMemoryHarness } from '../../support/composeHarness.ts';
import { fakeService } from '../../support/fakeProvider.ts';
import { fakeTasks, taskOf } from '../../support/fakeTasks.ts';

const going = new AbortController().signal;
const minute = 60_000;
const customer = { type: 'customer', id: 'acme' };

/** A service with these follow-ups, whose lists are counted. */
function serviceWith(tasks: readonly Task[], own: Partial<Tasks> = {}) {
  const service = fakeService();
  const queries: TaskQuery[] = [];
  service.tasks = fakeTasks({
    list: (query) => {
      queries.push(query);
      return Promise.resolve({ tasks, isWhole: true });
    },
    self: () => 'ann@example.com',
    ...own,
  });
  return { service, queries };
}

const ofBob = { assignee: 'bob@example.com' };
const idsOf = (tasks: readonly Task[] | undefined) => tasks?.map(({ id }) => id);

test('the follow-ups of all customers are one request, of which the user’s own are shown', async () => {
  const { service, queries } = serviceWith([
    taskOf('late', '2026-07-20'),
    taskOf('his', '2026-07-21', ofBob),
    taskOf('mine', '2026-08-01', { assignee: ' Ann@Example.com' }),
  ]);
  const { followUps } = openMemoryHarness({ services: [service] });
  await followUps.refresh(going, 0);
  const [shown] = followUps.accounts();
  expect([idsOf(shown?.tasks), shown?.areOwn, queries]).toEqual([['late', 'mine'], true, [{}]]);
  expect(idsOf(followUps.of('one', customer))).toEqual(['late', 'his', 'mine']);
  expect(followUps.of('one', { type: 'contact', id: 'acme' })).toEqual([]);
  expect(idsOf(followUps.due('2026-07-31'))).toEqual(['late']);
  expect(idsOf(followUps.due('2026-08-01'))).toEqual(['late', 'mine']);
});

test('where the account does not say who the user is, everybody’s are shown, and none is due', async () => {
  const { service } = serviceWith([taskOf('hers', '2026-07-20')], { self: () => undefined });
  const { followUps } = openMemoryHarness({ services: [service] });
  await followUps.refresh(going, 0);
  expect(followUps.accounts()).toMatchObject([{ areOwn: false, tasks: [{ id: 'hers' }] }]);
  expect(followUps.due('2026-12-31')).toEqual([]);
});

test('where there are too many, the service picks out the user’s own, and says nothing of one customer', async () => {
  const queries: TaskQuery[] = [];
  const { service } = serviceWith([], {
    list: (query): Promise<TaskList> => {
      queries.push(query);
      return Promise.resolve({
        tasks: [taskOf('mine', '2026-08-01')],
        isWhole: query.assignee !== undefined,
      });
    },
  });
  const { followUps } = openMemoryHarness({ services: [service] });
  await followUps.refresh(going, 0);
  expect(queries).toEqual([{}, { assignee: 'ann@example.com' }]);
  expect(followUps.accounts()).toMatchObject([{ areOwn: true, isWhole: true, tasks: [{ id: 'mine' }] }]);
  expect(followUps.of('one', customer)).toBeUndefined();
});

test('an account is not asked again before its time, and several calls share one request', async () => {
  const { service, queries } = serviceWith([]);
  const { followUps, clock } = openMemoryHarness({ services: [service] });
  await Promise.all([followUps.refresh(going, 0), followUps.refresh(going, 0)]);
  expect(queries).toHaveLength(1);
  await clock.advance(5 * minute - 1);
  await followUps.refresh(going, 5 * minute);
  expect(queries).toHaveLength(1);
  await clock.advance(1);
  await followUps.refresh(going, 5 * minute);
  expect(queries).toHaveLength(2);
});

test('a failure leaves what was read before, and a service without follow-ups is left out', async () => {
  let fails = false;
  const { service } = serviceWith([], {
    list: () =>
      fails
        ? Promise.reject(new Failure('offline', 'No network.'))
        : Promise.resolve({ tasks: [taskOf('mine', '2026-08-01')], isWhole: true }),
  });
  const { followUps } = openMemoryHarness({ services: [service, fakeService('shop')] });
  await followUps.refresh(going, 0);
  fails = true;
  await followUps.refresh(going, 0);
  expect(followUps.accounts()).toMatchObject([{ tasks: [{ id: 'mine' }], failure: { reason: 'offline' } }]);
});

test('names are asked for a screenful at a time', async () => {
  const asked: number[] = [];
  const { service } = serviceWith(
    Array.from({ length: 100 }, (_, at) => taskOf(`t${at}`, '2026-08-01')),
    {
      addNames: (tasks) => {
        asked.push(tasks.length);
        return Promise.resolve(tasks);
      },
    },
  );
  const { followUps } = openMemoryHarness({ services: [service] });
  await followUps.refresh(going, 0);
  expect([asked, followUps.accounts()[0]?.tasks.length]).toEqual([[40], 100]);
});

test('a new follow-up is shown at once in its place, and one that is done never again', async () => {
  const listed = [taskOf('first', '2026-08-01'), taskOf('last', '2026-08-03')];
  const { service } = serviceWith(listed);
  const { followUps, book } = openMemoryHarness({ services: [service] });
  await followUps.refresh(going, 0);
  followUps.add('one', taskOf('second', '2026-08-02'));
  followUps.add('one', taskOf('his', '2026-08-02', ofBob));
  expect(idsOf(followUps.accounts()[0]?.tasks)).toEqual(['first', 'second', 'last']);
  expect(idsOf(followUps.of('one', customer))).toEqual(['first', 'second', 'his', 'last']);
  expect(await followUps.complete({ open: book.default(), taskId: 'first', delay: 0 })).toBe('done');
  // The service still lists it.
  await followUps.refresh(going, 0);
  expect(idsOf(followUps.accounts()[0]?.tasks)).toEqual(['last']);
});

test('listeners hear of each change', async () => {
  const { service } = serviceWith([taskOf('mine', '2026-08-01')]);
  const { followUps, book } = openMemoryHarness({ services: [service] });
  let changes = 0;
  followUps.onChange(() => (changes += 1));
  await followUps.refresh(going, 0);
  followUps.add('one', taskOf('new', undefined));
  await followUps.complete({ open: book.default(), taskId: 'new', delay: 0 });
  expect(changes).toBe(4);
});
