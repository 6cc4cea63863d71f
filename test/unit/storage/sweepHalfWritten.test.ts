import { expect, test } from 'vitest';
import { sweepHalfWritten } from '../../../src/storage/sweepHalfWritten.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { memoryLog } from '../http/loopback.ts';

const hour = 3_600_000;

/** A disk with a half-written file in each of two folders. */
function openDisk(fault: Fault = () => undefined) {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const log = memoryLog();
  disk.put('/a/.one.tmp', 'half');
  disk.put('/a/note.json', 'whole');
  disk.put('/b/.two.tmp', 'half');
  const { files } = faultyFiles(disk.files, fault);
  const closed = new AbortController();
  const sweep = () =>
    sweepHalfWritten({
      files,
      clock,
      log,
      folders: ['/a', '/none', '/b'],
      userFolder: '/notebook',
      closed: closed.signal,
    });
  return { clock, disk, log, closed, sweep };
}

test('old half-written files are removed at once, and whole files stay', async () => {
  const { clock, disk, sweep } = openDisk();
  await clock.advance(hour);
  await sweep();
  expect([disk.list('/a'), disk.list('/b')]).toEqual([['note.json'], []]);
});

test('a recent half-written file is removed once nobody has written to it for a minute', async () => {
  const { clock, disk, sweep } = openDisk();
  const swept = sweep();
  await clock.advance(30_000);
  expect(disk.list('/b')).toEqual(['.two.tmp']);
  disk.put('/a/.one.tmp', 'still being written');
  await clock.advance(31_000);
  await swept;
  expect([disk.list('/a'), disk.list('/b')]).toEqual([['.one.tmp', 'note.json'], []]);
});

test('in the user’s own folder, only Notelog’s half-written files are removed', async () => {
  const { clock, disk, sweep } = openDisk();
  const own = '.0b2d1f6e-8c47-4a53-9f10-2b7c8d9e0f11.tmp';
  for (const name of [own, '.other.tmp', 'note.md']) disk.put(`/notebook/${name}`, 'text');
  await clock.advance(hour);
  await sweep();
  expect(disk.list('/notebook')).toEqual(['.other.tmp', 'note.md']);
});

test('a file with a time in the future is removed, too: the clock may have been corrected', async () => {
  const { clock, disk, sweep } = openDisk();
  await disk.files.touch('/b/.two.tmp', clock.now() + 1000 * hour);
  const swept = sweep();
  await clock.advance(61_000);
  await swept;
  expect(disk.list('/b')).toEqual([]);
});

test('a folder that cannot be read and a file that cannot be removed are logged and stop nothing', async () => {
  const { clock, disk, log, sweep } = openDisk(({ name, path }) => {
    if (name === 'names' && path === '/none') return 'EACCES';
    return name === 'remove' && path === '/a/.one.tmp' ? 'EPERM' : undefined;
  });
  await clock.advance(hour);
  const swept = sweep();
  await clock.advance(61_000);
  await swept;
  expect(disk.list('/b')).toEqual([]);
  expect(log.lines.length).toBeGreaterThan(1);
});

test('nothing is removed once the product is closed', async () => {
  const { clock, disk, closed, sweep } = openDisk();
  const swept = sweep();
  await clock.advance(1_000);
  closed.abort();
  await swept;
  await clock.advance(hour);
  expect(disk.list('/b')).toEqual(['.two.tmp']);
});
