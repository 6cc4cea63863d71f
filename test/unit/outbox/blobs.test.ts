import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Blobs } from '../../../src/outbox/blobs.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { piecesOf } from '../../support/piecesOf.ts';
import { memoryLog } from '../http/loopback.ts';

const day = 24 * 3600_000;
const folder = '/outbox/blobs';
const hash = 'a'.repeat(64);
const unneeded = `${folder}/gone.${hash}`;

/** A disk with the bytes of an entry that is gone; the bytes of the entries in `needed` are kept. */
function openBlobs(fault: Fault = () => undefined) {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const log = memoryLog();
  const needed = new Set<string>();
  const blobs = new Blobs({
    files: faultyFiles(disk.files, fault).files,
    folder,
    newId: randomUUID,
    log,
    isNeeded: (id, sha256) => needed.has(`${id} ${sha256}`),
  });
  disk.put(unneeded, 'the bytes');
  return { clock, disk, log, needed, blobs };
}

test('an attachment that the disk has no room for is refused in the user’s words', async () => {
  const { blobs } = openBlobs(({ name }) => (name === 'write' ? 'ENOSPC' : undefined));
  await expect(blobs.add('a', piecesOf(Buffer.from('the bytes')))).rejects.toMatchObject({
    reason: 'storage',
    message: 'There is no space left on this disk.',
  });
});

test('bytes without an entry stay for a day, and no longer', async () => {
  const { blobs, clock, disk } = openBlobs();
  await blobs.sweep(clock.now() + day);
  expect(disk.list(folder)).toHaveLength(1);
  await blobs.sweep(clock.now() + day + 1);
  expect(disk.list(folder)).toEqual([]);
});

test('the bytes of an entry stay however old they are, those of its earlier attachment do not', async () => {
  const { blobs, clock, disk, needed } = openBlobs();
  const old = 'b'.repeat(64);
  disk.put(`${folder}/an.id.${hash}`, 'the bytes');
  disk.put(`${folder}/an.id.${old}`, 'the old bytes');
  needed.add(`an.id ${hash}`);
  await blobs.sweep(clock.now() + 2 * day);
  expect(disk.list(folder)).toEqual([`an.id.${hash}`]);
});

test('bytes that cannot be removed are logged with the reason and without their path', async () => {
  const { blobs, log, clock } = openBlobs(({ name }) => (name === 'remove' ? 'EACCES' : undefined));
  await blobs.remove('gone', hash);
  await blobs.sweep(clock.now() + 2 * day);
  expect(log.lines).toHaveLength(2);
  for (const line of log.lines) {
    expect(line).toContain('EACCES');
    expect(line).not.toContain(folder);
  }
});

test('a bug in the code that removes bytes is logged by its name', async () => {
  const { blobs, log } = openBlobs(() => {
    throw new TypeError('what the customer said');
  });
  await blobs.remove('gone', hash);
  expect(log.lines.join()).toContain('TypeError');
  expect(log.lines.join()).not.toContain('customer');
});
