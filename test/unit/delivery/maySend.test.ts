import { join } from 'node:path';
import { expect, test } from 'vitest';
import { storagePaths } from '../../../src/app/storagePaths.ts';
import { Failure } from '../../../src/base/failure.ts';
import { entryOf } from '../../support/entries.ts';
import { settle } from '../../support/fakeClock.ts';
import type { MemoryDisk } from '../../support/memoryFiles.ts';
import { storedAs } from '../../support/fakeProvider.ts';
import { openHosts, type OutboxHost } from '../../support/outboxHosts.ts';

// The last look before a note leaves: the disk says whether the note and its account's lease are still this window's.

const { leases, outboxEntries } = storagePaths('/storage');

/** Another window takes what this one had claimed in the folder. */
async function takeOver(disk: MemoryDisk, folder: string, { id }: OutboxHost): Promise<void> {
  const claimed = disk.list(folder).filter((name) => name.includes(id));
  expect(claimed).toHaveLength(1);
  for (const name of claimed)
    await disk.files.rename(join(folder, name), join(folder, name.replace(id, 'another')));
}

/** The disk refuses this host so many operations. */
function refuse({ disk }: OutboxHost, times: number): void {
  let left = times;
  disk.fault = () => ((left -= 1) >= 0 ? 'EIO' : undefined);
}

test.each<[string, boolean, (disk: MemoryDisk, host: OutboxHost) => Promise<void> | void]>([
  ['nothing has changed', true, () => undefined],
  ['the disk has refused to answer once', true, (_, host) => refuse(host, 1)],
  ['the disk answers nothing', false, (_, host) => refuse(host, Infinity)],
  ['another window has the note', false, (disk, host) => takeOver(disk, outboxEntries, host)],
  ['another window has the lease', false, (disk, host) => takeOver(disk, leases, host)],
])('just before a note leaves, %s: it leaves: %s', async (_, leaves, happens) => {
  const { service, disk, host } = openHosts();
  const sender = await host();
  const answers: (boolean | undefined)[] = [];
  service.answer = async ({ note, maySend }) => {
    await happens(disk, sender);
    answers.push(await maySend?.());
    sender.disk.fault = () => undefined;
    if (answers[0] !== true) throw new Failure('cancelled', 'Too late.');
    return storedAs('1', { note });
  };
  await sender.outbox.enqueue(entryOf('a'));
  await settle();
  expect(answers).toEqual([leaves]);
});
