import { expect, test } from 'vitest';
import { retryingFiles } from '../../../src/storage/retryingFiles.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';

/** A disk with the file `/a`, and what was asked of it. */
function openDisk(fault: Fault) {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  disk.put('/a', 'text');
  const { files, operations } = faultyFiles(disk.files, fault);
  return { clock, disk, files: retryingFiles(files, (ms) => clock.wait(ms)), operations };
}

/** Fails that often, then never again. */
function times(count: number, code: string): Fault {
  let failed = 0;
  return () => (failed++ < count ? code : undefined);
}

test.each(['EBUSY', 'EPERM', 'EACCES', 'EMFILE', 'ENFILE'])(
  'a rename and a removal that fail with %s are tried for half a second',
  async (code) => {
    const renaming = openDisk(times(4, code));
    const renamed = renaming.files.rename('/a', '/b');
    await renaming.clock.advance(520);
    await renamed;
    expect(renaming.disk.text('/b')).toBe('text');

    const removing = openDisk(times(4, code));
    const removed = removing.files.remove('/a');
    await removing.clock.advance(520);
    await removed;
    expect(removing.disk.text('/a')).toBeUndefined();
  },
);

test('a file that stays locked is an error, with the last answer of the disk', async () => {
  const { clock, files, operations } = openDisk(() => 'EBUSY');
  const removed = files.remove('/a').catch((error: unknown) => error);
  await clock.advance(10_000);
  expect(await removed).toMatchObject({ code: 'EBUSY' });
  expect(operations).toHaveLength(5);
});

test('what stays locked is tried once only from then on, until it is free again', async () => {
  const lock = { isHeld: true };
  const { clock, files, operations } = openDisk(() => (lock.isHeld ? 'EACCES' : undefined));
  const tries = async () => {
    const before = operations.length;
    const renamed = files.rename('/a', '/b').catch(() => undefined);
    await clock.advance(1_000);
    await renamed;
    return operations.length - before;
  };
  expect([await tries(), await tries(), await tries()]).toEqual([5, 1, 1]);
  lock.isHeld = false;
  expect(await tries()).toBe(1);
  lock.isHeld = true;
  expect(await tries()).toBe(5);
});

test('an error that no wait would mend takes none of the next rename’s tries away', async () => {
  const codes = ['ENOSPC', 'EBUSY', 'EBUSY', 'EBUSY', 'EBUSY'];
  const { clock, disk, files } = openDisk(() => codes.shift());
  await expect(files.rename('/a', '/b')).rejects.toMatchObject({ code: 'ENOSPC' });
  const renamed = files.rename('/a', '/b');
  await clock.advance(520);
  await renamed;
  expect(disk.text('/b')).toBe('text');
});

test('a fault of the disk is tried once more, at once', async () => {
  const { files, disk } = openDisk(times(1, 'EIO'));
  await files.rename('/a', '/b');
  expect(disk.text('/b')).toBe('text');
  const failing = openDisk(() => 'EIO');
  await expect(failing.files.remove('/a')).rejects.toMatchObject({ code: 'EIO' });
  expect(failing.operations).toHaveLength(2);
});

test('any other operation is tried once more without a wait, but not after another error', async () => {
  const acts: ((files: ReturnType<typeof openDisk>['files']) => Promise<unknown>)[] = [
    (files) => files.read('/a'),
    (files) => files.create('/c'),
    (files) => files.names('/'),
    (files) => files.facts('/a'),
    (files) => files.touch('/a', 1),
    (files) => files.makeFolder('/folder'),
    (files) => files.syncFolder('/'),
  ];
  for (const act of acts) {
    await act(openDisk(times(1, 'EMFILE')).files);
    await expect(act(openDisk(times(2, 'EMFILE')).files)).rejects.toMatchObject({ code: 'EMFILE' });
    await expect(act(openDisk(times(1, 'ENOSPC')).files)).rejects.toMatchObject({ code: 'ENOSPC' });
  }
});

test('a folder whose sync failed is not synced again, which could succeed without what was lost', async () => {
  const { files } = openDisk(times(1, 'EIO'));
  await expect(files.syncFolder('/')).rejects.toMatchObject({ code: 'EIO' });
});
