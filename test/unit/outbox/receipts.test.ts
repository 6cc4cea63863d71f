import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Receipts } from '../../../src/outbox/receipts.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { memoryLog } from '../http/loopback.ts';

const day = 24 * 3600_000;

function openPlace() {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const log = memoryLog();
  const receipts = (fault: Fault = () => undefined) =>
    new Receipts({
      files: faultyFiles(disk.files, fault).files,
      clock,
      folder: '/outbox',
      log,
      newId: randomUUID,
    });
  return { clock, disk, log, receipts };
}

const receipt = { id: 'a', accountId: 'one', noteId: 'n-1' };

test('a receipt of one window is found by another when it loads all, or asks for that one', async () => {
  const { receipts } = openPlace();
  const [here, there, third] = [receipts(), receipts(), receipts()];
  await here.add(receipt);
  expect(there.get('a')).toBeUndefined();
  expect(await there.find('a')).toEqual(receipt);
  await third.load();
  expect([here, there, third].map((each) => each.get('a'))).toEqual([receipt, receipt, receipt]);
  expect(await there.find('b')).toBeUndefined();
});

test('a receipt holds nothing of the note’s text', async () => {
  const { receipts, disk } = openPlace();
  await receipts().add(receipt);
  expect(JSON.parse(disk.text('/outbox/stored/a.json') ?? '')).toEqual({ version: 1, ...receipt });
});

test('the service’s ids of an account’s notes are listed, without the receipts that have none', async () => {
  const { receipts } = openPlace();
  const here = receipts();
  await here.add(receipt);
  await here.add({ id: 'b', accountId: 'two', noteId: 'n-2' });
  await here.add({ id: 'c', accountId: 'one', noteId: '' });
  expect([...here.noteIds('one')]).toEqual(['n-1']);
});

test('this host finds its receipt even when the disk refuses it', async () => {
  const { receipts } = openPlace();
  const here = receipts(({ name }) => (name === 'rename' ? 'ENOSPC' : undefined));
  await expect(here.add(receipt)).rejects.toMatchObject({ reason: 'storage' });
  expect(here.get('a')).toEqual(receipt);
});

test('a damaged, a foreign and a misnamed file are ignored, and the others are read', async () => {
  const { receipts, disk } = openPlace();
  await receipts().add(receipt);
  disk.put('/outbox/stored/b.json', '{"version":1,"id":"b"');
  disk.put('/outbox/stored/c.json', JSON.stringify({ ...receipt, version: 2, id: 'c' }));
  disk.put('/outbox/stored/d.json', JSON.stringify({ ...receipt, version: 1 }));
  disk.put('/outbox/stored/.half.tmp', 'half');
  const there = receipts();
  await there.load();
  expect(['a', 'b', 'c', 'd'].map((id) => there.get(id)?.noteId)).toEqual([
    'n-1',
    undefined,
    undefined,
    undefined,
  ]);
});

test('a disk that cannot be read is reported', async () => {
  const { receipts } = openPlace();
  await receipts().add(receipt);
  await expect(receipts(() => 'EACCES').load()).rejects.toMatchObject({ code: 'EACCES' });
});

const open = new AbortController().signal;

test('a receipt is removed after a week', async () => {
  const { receipts, disk, clock } = openPlace();
  await receipts().add(receipt);
  for (const [days, left] of [
    [6, ['a.json']],
    [1, []],
  ] as const) {
    await clock.advance(days * day);
    const removed = receipts().removeOld(open);
    await clock.advance(60_000);
    await removed;
    expect(disk.list('/outbox/stored')).toEqual(left);
  }
});

test('an old receipt stays for a minute, so that every window reads it, and longer when that window is closed', async () => {
  const { receipts, disk, clock } = openPlace();
  await receipts().add(receipt);
  await clock.advance(8 * day);
  const closed = new AbortController();
  const removed = [receipts().removeOld(open), receipts().removeOld(closed.signal)];
  await clock.advance(59_000);
  const here = receipts();
  await here.load();
  expect([here.get('a'), disk.list('/outbox/stored')]).toEqual([receipt, ['a.json']]);
  closed.abort();
  await removed[1];
  expect(disk.list('/outbox/stored')).toEqual(['a.json']);
  await clock.advance(1_000);
  await removed[0];
  expect([here.get('a'), disk.list('/outbox/stored')]).toEqual([receipt, []]);
});

test('old receipts that cannot be removed stay and are logged, and the others are removed', async () => {
  const { receipts, disk, log, clock } = openPlace();
  for (const id of ['a', 'b']) await receipts().add({ ...receipt, id });
  await clock.advance(8 * day);
  const here = receipts(({ name, path }) =>
    name === 'remove' && path.endsWith('a.json') ? 'EPERM' : undefined,
  );
  const removed = here.removeOld(open);
  await clock.advance(60_000);
  await removed;
  expect(disk.list('/outbox/stored')).toEqual(['a.json']);
  expect(log.lines.join()).toContain('Old receipts stay');
});

test('a window in which the clock jumped ahead finds a receipt that was just left, and lets it lie for the others', async () => {
  const { receipts, disk, clock } = openPlace();
  const here = receipts();
  await receipts().add(receipt);
  await clock.advance(8 * day);
  await here.load();
  expect([here.get('a'), await receipts().find('a')]).toEqual([receipt, receipt]);
  expect(disk.list('/outbox/stored')).toEqual(['a.json']);
});

test('receipts, other windows’ too, are removed a minute after they were written, but none that is needed', async () => {
  const { receipts, disk, clock } = openPlace();
  const here = receipts();
  for (const id of ['a', 'b']) await here.add({ ...receipt, id });
  await receipts().add({ ...receipt, id: 'c' });
  const isNeeded = (id: string) => id === 'b';
  await clock.advance(59_000);
  await here.removeUnneeded(isNeeded);
  expect(disk.list('/outbox/stored')).toEqual(['a.json', 'b.json', 'c.json']);
  // A receipt in memory is on disk a few milliseconds later than the clock says.
  await clock.advance(1_100);
  await here.removeUnneeded(isNeeded);
  expect(disk.list('/outbox/stored')).toEqual(['b.json']);
  expect(['a', 'b', 'c'].map((id) => here.get(id)?.id)).toEqual([undefined, 'b', undefined]);
});

test('a receipt that never reached the disk is cleared from memory', async () => {
  const { receipts } = openPlace();
  const here = receipts(({ name }) => (name === 'rename' ? 'ENOSPC' : undefined));
  await expect(here.add(receipt)).rejects.toMatchObject({ reason: 'storage' });
  await here.removeUnneeded(() => false);
  expect(here.get('a')).toBeUndefined();
});

test('a receipt that cannot be read is reported to whoever asks for it, and may be found later', async () => {
  const { receipts } = openPlace();
  await receipts().add(receipt);
  let busy = true;
  const there = receipts(({ name }) => (busy && name === 'read' ? 'EMFILE' : undefined));
  await expect(there.find('a')).rejects.toMatchObject({ code: 'EMFILE' });
  busy = false;
  expect(await there.find('a')).toEqual(receipt);
});

test('a receipt that another window removes while they are loaded is passed over', async () => {
  const { receipts } = openPlace();
  for (const id of ['a', 'b']) await receipts().add({ ...receipt, id });
  const there = receipts(({ name, path }) =>
    name === 'read' && path.endsWith('a.json') ? 'ENOENT' : undefined,
  );
  await there.load();
  expect(['a', 'b'].map((id) => there.get(id)?.id)).toEqual([undefined, 'b']);
});

test('a receipt that cannot be read is left out and logged once, the others are read, and it is removed with them', async () => {
  const { receipts, disk, log, clock } = openPlace();
  for (const id of ['a', 'b']) await receipts().add({ ...receipt, id });
  const there = receipts(({ name, path }) =>
    name === 'read' && path.endsWith('a.json') ? 'EACCES' : undefined,
  );
  await there.load();
  await there.load();
  expect(['a', 'b'].map((id) => there.get(id)?.id)).toEqual([undefined, 'b']);
  expect([there.isUnreadable('a'), there.isUnreadable('b')]).toEqual([true, false]);
  expect(log.lines).toHaveLength(1);
  await clock.advance(70_000);
  await there.removeUnneeded(() => false);
  expect(disk.list('/outbox/stored')).toEqual([]);
  expect(there.isUnreadable('a')).toBe(false);
});

test('one receipt that cannot be removed does not keep the others', async () => {
  const { receipts, disk, clock } = openPlace();
  const here = receipts(({ name, path }) =>
    name === 'remove' && path.endsWith('a.json') ? 'EPERM' : undefined,
  );
  for (const id of ['a', 'b']) await here.add({ ...receipt, id });
  await clock.advance(70_000);
  await expect(here.removeUnneeded(() => false)).rejects.toMatchObject({ reason: 'storage' });
  expect(disk.list('/outbox/stored')).toEqual(['a.json']);
});
