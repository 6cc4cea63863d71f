import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Outbox } from '../../../src/outbox/outbox.ts';
import { entryOf, removeEntry } from '../../support/entries.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { faultyFiles, type DiskOperation, type Fault } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { openHosts, outboxFolder } from '../../support/outboxHosts.ts';
import { memoryLog } from '../http/loopback.ts';

// How one window handles files that others change, or that cannot be read.

const entriesFolder = `${outboxFolder}/entries`;
const day = 24 * 3600_000;

/** A window that sends nothing, which finds notes `a` and `b` of another window. */
async function openWindow() {
  const hosts = openHosts();
  const other = await hosts.host({ asleep: true });
  await other.outbox.enqueue(entryOf('a'));
  await other.outbox.enqueue(entryOf('b', { queuedAt: 2000 }));
  const here = await hosts.host({ asleep: true });
  const ids = () => here.outbox.entries().map(({ id }) => id);
  return { ...hosts, other, here, ids };
}

const isIn = (path: string) => path.includes('/entries/');
const isOf = ({ path }: DiskOperation, id: string) => path === `${entriesFolder}/${id}.json`;

test('an entry that another window releases unchanged is seen to be free', async () => {
  const { clock, other, here } = await openWindow();
  const claimed = await other.outbox.claim('a');
  await clock.advance(10_000);
  await here.outbox.reload();
  expect(here.outbox.ownerOf('a')).toBe(other.id);
  await claimed?.release();
  await here.outbox.reload();
  expect(here.outbox.ownerOf('a')).toBeUndefined();
});

test('a file that cannot be read is logged once, with the reason, until it can be read again, and its note stays', async () => {
  const { here, ids } = await openWindow();
  const disk = { isBusy: true };
  here.disk.fault = (operation) =>
    disk.isBusy && operation.name === 'facts' && isOf(operation, 'a') ? 'EBUSY' : undefined;
  for (let reads = 0; reads < 3; reads++) await here.outbox.reload();
  expect(here.log.lines).toHaveLength(1);
  expect(here.log.lines[0]).toContain('a.json cannot be read: EBUSY');
  expect(ids()).toEqual(['a', 'b']);
  disk.isBusy = false;
  await here.outbox.reload();
  disk.isBusy = true;
  await here.outbox.reload();
  expect(here.log.lines).toHaveLength(2);
});

test.each<[string, string, Fault]>([
  ['cannot be read now', 'c.json', ({ name, path }) => (name === 'read' && isIn(path) ? 'EBUSY' : undefined)],
  ['another version’s window has claimed', 'c@there.json', () => undefined],
])(
  'old attachments stay while there is an entry that %s: they may be its own',
  async (_, fileName, fault) => {
    const clock = fakeClock();
    const disk = memoryFiles(() => clock.now());
    const blob = `c.${'a'.repeat(64)}`;
    disk.put(`/outbox/blobs/${blob}`, 'the bytes');
    disk.put(`/outbox/entries/${fileName}`, '{"version":2}');
    await clock.advance(2 * day);
    const open = (hasFault: boolean) =>
      new Outbox({
        files: hasFault ? faultyFiles(disk.files, fault).files : disk.files,
        folder: '/outbox',
        clock,
        host: { id: 'here', hasEnded: () => false },
        log: memoryLog(),
        newId: randomUUID,
      });
    await open(true).load();
    expect(disk.list('/outbox/blobs')).toEqual([blob]);
    await disk.files.remove(`/outbox/entries/${fileName}`);
    await open(false).load();
    expect(disk.list('/outbox/blobs')).toEqual([]);
  },
);

test('a damaged file that nobody has claimed is set aside, whoever else is running', async () => {
  const { disk, here } = await openWindow();
  disk.put(`${entriesFolder}/bad.json`, '{"version":1');
  await here.outbox.reload();
  expect(disk.list(entriesFolder)).toEqual(['a.json', 'b.json']);
  expect(disk.list(`${outboxFolder}/set-aside`)).toEqual(['bad.json']);
});

test('an entry that is taken away between claim and reading is not claimed', async () => {
  const { here } = await openWindow();
  here.disk.fault = ({ name, path }) =>
    name === 'read' && path.startsWith(entriesFolder) ? 'ENOENT' : undefined;
  expect(await here.outbox.claim('a')).toBeUndefined();
});

test('an entry that is gone, or that nobody has claimed, cannot be taken over', async () => {
  const { here, disk } = await openWindow();
  expect([await here.outbox.recover('gone'), await here.outbox.recover('a')]).toEqual([undefined, undefined]);
  expect(disk.list(entriesFolder)).toEqual(['a.json', 'b.json']);
});

test('a folder in which nothing has changed is listed once for each reload', async () => {
  const { here } = await openWindow();
  let listings = 0;
  here.disk.fault = ({ name, path }) => {
    if (name === 'names' && path === entriesFolder) listings += 1;
    return undefined;
  };
  await here.outbox.reload();
  expect(listings).toBe(1);
});

test('a file that is constantly renamed neither delays the others nor seems gone', async () => {
  const { here, other, ids } = await openWindow();
  here.disk.fault = (operation) =>
    operation.name === 'facts' && isOf(operation, 'a') ? 'ENOENT' : undefined;
  await other.outbox.enqueue(entryOf('c', { queuedAt: 3000 }));
  await here.outbox.reload();
  expect(ids()).toEqual(['a', 'b', 'c']);
});

test('`size` is the number of entries', async () => {
  const { here, ids } = await openWindow();
  expect(here.outbox.size).toBe(2);
  await removeEntry(here.outbox, 'a');
  expect([here.outbox.size, ids()]).toEqual([1, ['b']]);
});

test('a listener is told of a reload, after which any entry may have changed', async () => {
  const { here, other, ids } = await openWindow();
  const states: unknown[] = [];
  here.outbox.onChange((entry) => states.push([entry, ids()]));
  await removeEntry(other.outbox, 'a');
  await here.outbox.reload();
  expect(states).toContainEqual([undefined, ['b']]);
});

test.each(['save', 'drop'] as const)(
  'what this window has done to its own entry (%s) is not undone by a look that began before it',
  async (deed) => {
    const { here, disk } = await openWindow();
    const claimed = await here.outbox.claim('a');
    const saved = entryOf('a', { attempts: 1 });
    const { files } = disk;
    const read = files.read.bind(files);
    let isDone = false;
    files.read = async (path) => {
      const bytes = await read(path);
      if (!isDone && path.includes('/a@')) {
        isDone = true;
        await (deed === 'save' ? claimed?.save(saved) : claimed?.remove());
      }
      return bytes;
    };
    await here.outbox.reload();
    expect([isDone, here.outbox.get('a')]).toEqual([true, deed === 'save' ? saved : undefined]);
  },
);
