import { expect, test } from 'vitest';
import { beatEvery, staleAfter } from '../../../src/storage/claims.ts';
import type { Files } from '../../../src/storage/files.ts';
import { Lease } from '../../../src/storage/lease.ts';
import { fakeClock, settle } from '../../support/fakeClock.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { everyOrder, seededOrder, stepwise } from '../../support/stepwise.ts';

/** A folder for leases. */
function openPlace() {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const lease = (id: string, files: Files = disk.files, ended: readonly string[] = []) =>
    new Lease(
      { files, clock, host: { id, hasEnded: (other) => ended.includes(other) } },
      '/leases',
      'account-1',
    );
  return { clock, disk, lease };
}

test('a lease is held by one host until it is released', async () => {
  const { lease, disk } = openPlace();
  const [one, two] = [lease('one'), lease('two')];
  expect([await one.acquire(), await two.acquire(), one.isHeld, two.isHeld]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect([await one.confirm(), await two.confirm()]).toEqual([true, false]);
  await one.release();
  expect([one.isHeld, await one.confirm(), await two.acquire()]).toEqual([false, false, true]);
  await two.release();
  expect(disk.list('/leases')).toEqual([]);
});

/** Hosts that want the lease, each some times over; throws when two have it at the same time. */
async function contend(
  hosts: number,
  tries: number,
  choose: (waiting: number) => number,
  before?: 'a dead holder' | 'a left file of its own',
): Promise<number> {
  const { disk, lease } = openPlace();
  if (before === 'a dead holder') await lease('dead').acquire();
  if (before === 'a left file of its own') disk.put('/leases/account-1@h0.json', '');
  const steps = stepwise(disk.files);
  const holders = new Set<string>();
  let turns = 0;
  const work = Array.from({ length: hosts }, async (_, index) => {
    const id = `h${index}`;
    const own = lease(id, steps.files(), ['dead']);
    for (let attempt = 0; attempt < tries; attempt++) {
      if (!(await own.acquire())) continue;
      holders.add(id);
      turns += 1;
      if (holders.size > 1) throw new Error(`${[...holders].join(' and ')} hold it at once`);
      // Nobody else has it, and the disk says the same.
      if (!(await own.confirm())) throw new Error(`${id} has lost it`);
      holders.delete(id);
      await own.release();
    }
  });
  await steps.run(work, choose);
  if (disk.list('/leases').some((name) => name.includes('dead'))) throw new Error('nobody took over');
  return turns;
}

test.each([undefined, 'a dead holder', 'a left file of its own'] as const)(
  'two hosts never both hold it, in whatever order things happen; before: %s',
  async (before) => {
    let turns = 0;
    const orders = await everyOrder(async (choose) => {
      turns += await contend(2, 1, choose, before);
    });
    expect(orders).toBeGreaterThan(10);
    // Both may give way in some orders, but not in most.
    expect(turns).toBeGreaterThan(orders / 3);
  },
);

test.each([undefined, 'a dead holder'] as const)(
  'nor do three that try again and again, in many orders; before: %s',
  async (before) => {
    let turns = 0;
    for (let seed = 1; seed <= 400; seed++)
      try {
        turns += await contend(3, 4, seededOrder(seed), before);
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error });
      }
    expect(turns).toBeGreaterThan(400);
  },
);

test('a lease is touched while it is held, and only then', async () => {
  const { lease, clock, disk } = openPlace();
  const [one, two] = [lease('one'), lease('two')];
  await one.acquire();
  for (let look = 0; look < 100; look++) {
    await clock.advance(beatEvery);
    expect([one.isHeld, await two.acquire()]).toEqual([true, false]);
  }
  await one.release();
  await clock.advance(10 * beatEvery);
  expect(disk.list('/leases')).toEqual([]);
});

test('a host that cannot touch its lease stops counting as its holder before another may take it', async () => {
  const { lease, clock, disk } = openPlace();
  const faults: { fault: Fault } = { fault: () => undefined };
  const { files } = faultyFiles(disk.files, (operation) => faults.fault(operation));
  const one = lease('one', files);
  const two = lease('two');
  await one.acquire();
  faults.fault = () => 'EIO';
  let free = 0;
  for (let waited = 0; waited < 2 * staleAfter; waited += 1000) {
    const isAcquired = await two.acquire();
    expect(one.isHeld && isAcquired).toBe(false);
    if (!one.isHeld && !isAcquired) free += 1;
    await clock.advance(1000);
  }
  expect(two.isHeld).toBe(true);
  expect(free).toBeGreaterThan(5);
  await expect(one.confirm()).rejects.toThrow('EIO');
});

test('one failed heartbeat does not lose the lease', async () => {
  const { lease, clock, disk } = openPlace();
  let failures = 2;
  const { files } = faultyFiles(disk.files, ({ name }) =>
    name === 'touch' && failures-- > 0 ? 'EIO' : undefined,
  );
  const one = lease('one', files);
  await one.acquire();
  await clock.advance(2 * beatEvery);
  expect([failures, one.isHeld]).toEqual([0, true]);
  await clock.advance(beatEvery);
  expect(one.isHeld).toBe(true);
});

test('a suspended host whose lease was taken over learns of it when it confirms the lease', async () => {
  const { lease, clock, disk } = openPlace();
  const faults: { fault: Fault } = { fault: () => undefined };
  const { files } = faultyFiles(disk.files, (operation) => faults.fault(operation));
  const one = lease('one', files);
  const two = lease('two');
  await one.acquire();
  faults.fault = ({ name }) => (name === 'touch' ? 'EIO' : undefined);
  await two.acquire();
  await clock.advance(staleAfter);
  expect(await two.acquire()).toBe(true);
  faults.fault = () => undefined;
  expect([await one.confirm(), await one.acquire(), await two.confirm()]).toEqual([false, false, true]);
});

test('a term ends when the lease is lost, even if it is acquired again, and while no heartbeat reaches the disk', async () => {
  const { lease, clock, disk } = openPlace();
  const faults: { fault: Fault } = { fault: () => undefined };
  const { files } = faultyFiles(disk.files, (operation) => faults.fault(operation));
  const [one, two] = [lease('one', files), lease('two')];
  const never = one.term();
  await one.acquire();
  const first = one.term();
  expect([never(), first()]).toEqual([false, true]);
  faults.fault = ({ name }) => (name === 'touch' ? 'EIO' : undefined);
  await clock.advance(staleAfter / 2);
  expect(first()).toBe(false);
  faults.fault = () => undefined;
  await clock.advance(beatEvery);
  expect(first()).toBe(true);
  await one.release();
  await two.acquire();
  await two.release();
  await one.acquire();
  expect([first(), one.term()()]).toEqual([false, true]);
});

test('a heartbeat that is under way does not bring back a lease that is released meanwhile', async () => {
  const { lease, clock, disk } = openPlace();
  const gate = Promise.withResolvers<undefined>();
  const files: Files = {
    ...disk.files,
    touch: async (path, at) => {
      await gate.promise;
      await disk.files.touch(path, at);
    },
  };
  const one = lease('one', files);
  await one.acquire();
  await clock.advance(beatEvery);
  await one.release();
  gate.resolve(undefined);
  await settle();
  expect([one.isHeld, disk.list('/leases')]).toEqual([false, []]);
});

test('a lease file that another user left is replaced, so that its new holder can touch it', async () => {
  const { lease, disk, clock } = openPlace();
  await lease('dead').acquire();
  let isForeign = true;
  const { files } = faultyFiles(disk.files, ({ name, path }) => {
    if (name === 'remove' && path.includes('@one')) isForeign = false;
    return name === 'touch' && isForeign ? 'EPERM' : undefined;
  });
  const one = lease('one', files, ['dead']);
  expect(await one.acquire()).toBe(true);
  await clock.advance(10 * staleAfter);
  expect([one.isHeld, await one.confirm()]).toEqual([true, true]);
  expect(disk.list('/leases')).toEqual(['account-1@one.json']);
});
