import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { writeDurably, writeOnce } from '../../../src/storage/durable.ts';
import { remoteDisk } from '../../faults/remoteDisk.ts';
import { SharedDisk } from '../../faults/sharedDisk.ts';
import type { Files } from '../../../src/storage/files.ts';
import { createRandom } from '../../support/random.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/** A program that has its changes made by the shared disk. */
function program(shared: SharedDisk): Files {
  const disk = remoteDisk((call, request) => {
    void shared.change(request).then((answer) => disk.answered(call, answer));
  });
  return disk.files;
}

const bytes = new TextEncoder().encode('a note');

test('after a power cut, what one program has synced is there, and what another has not is gone', async () => {
  await using folder = await temporaryFolder();
  // Of this seed's changes that were not synced, none lasts.
  await using shared = new SharedDisk(createRandom(3));
  const [one, other] = [program(shared), program(shared)];
  await writeDurably(one, join(folder.path, 'synced'), bytes, () => 'one');
  const file = await other.create(join(folder.path, 'unsynced'));
  await file.write(bytes);
  await other.rename(join(folder.path, 'synced'), join(folder.path, 'renamed'));

  await shared.cutPower();

  const names = (await readdir(folder.path)).filter((name) => !name.startsWith('.'));
  expect(names).toEqual(['synced']);
  expect(await readFile(join(folder.path, 'synced'), 'utf8')).toBe('a note');
});

test('a file whose name was synced before its bytes is empty after a power cut', async () => {
  await using folder = await temporaryFolder();
  await using shared = new SharedDisk(createRandom(3));
  const files = program(shared);
  const file = await files.create(join(folder.path, 'unsynced'));
  await file.write(bytes);
  await files.syncFolder(folder.path);

  await shared.cutPower();

  expect(await readFile(join(folder.path, 'unsynced'), 'utf8')).toBe('');
});

test('a second name lasts once its folder is synced, and is of the same bytes', async () => {
  await using folder = await temporaryFolder();
  await using shared = new SharedDisk(createRandom(3));
  const [one, other] = [program(shared), program(shared)];
  const path = (name: string) => join(folder.path, name);
  expect(await writeOnce(one, path('once'), bytes, () => 'one')).toBe(true);
  expect(await writeOnce(other, path('once'), Buffer.from('another note'), () => 'other')).toBe(false);
  const file = await one.create(path('unsynced'));
  await file.write(bytes);
  await one.link(path('unsynced'), path('second name'));
  await one.syncFolder(folder.path);
  await one.link(path('once'), path('too late'));

  await shared.cutPower();

  const names = (await readdir(folder.path)).filter((name) => !name.startsWith('.'));
  expect(names.toSorted()).toEqual(['once', 'second name', 'unsynced']);
  const texts = await Promise.all(names.map((name) => readFile(path(name), 'utf8')));
  expect(texts.toSorted()).toEqual(['', '', 'a note']);
});

test('what was asked for before a power cut and not done by then is not done', async () => {
  await using folder = await temporaryFolder();
  await using shared = new SharedDisk(createRandom(3));
  const cut = shared.cutPower();
  const late = shared.change({ does: 'create', path: join(folder.path, 'late') });
  const cutAgain = shared.cutPower();

  expect(await late).toEqual({ code: 'EIO' });
  await Promise.all([cut, cutAgain]);
  expect(await nodeFiles.names(folder.path)).toEqual([]);
});
