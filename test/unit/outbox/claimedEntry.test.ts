import { expect, test } from 'vitest';
import { staleAfter } from '../../../src/storage/claims.ts';
import type { Outbox } from '../../../src/outbox/outbox.ts';
import type { Entry } from '../../../src/outbox/entry.ts';
import { entryOf } from '../../support/entries.ts';
import { openHosts, outboxFolder } from '../../support/outboxHosts.ts';

const attachment = { name: 'a.txt', mime: 'text/plain', size: 5, sha256: '0'.repeat(64) };
const sending = entryOf('a', { status: { state: 'sending', since: 1, by: 'here' } });

/** Two windows on one folder, which send nothing; the first one has claimed entry `a`. */
async function openClaimed() {
  const hosts = openHosts();
  const here = await hosts.host({ asleep: true });
  await here.outbox.enqueue(entryOf('a'));
  const there = await hosts.host({ asleep: true });
  const claimed = await here.outbox.claim('a');
  if (!claimed) throw new Error('not claimed');
  const files = () => hosts.disk.list(`${outboxFolder}/entries`);
  /** The first window sends no heartbeat for so long that the second one takes the entry over. */
  const takeOver = async () => {
    await there.outbox.reload();
    await there.outbox.recover('a');
    await hosts.clock.advance(staleAfter);
    const claim = await there.outbox.recover('a');
    if (!claim) throw new Error('not taken over');
    return claim;
  };
  return { ...hosts, here, there, claimed, files, takeOver };
}

/** What a listener is told: the entry's state, and who works on it. */
function changesOf(outbox: Outbox): [Entry['status']['state'] | undefined, string | undefined][] {
  const changes: ReturnType<typeof changesOf> = [];
  outbox.onChange(
    (entry) => void changes.push([outbox.get('a')?.status.state, outbox.ownerOf(entry?.id ?? '')]),
  );
  return changes;
}

test('the window that wrote a new state shows it, and shows that it works on the entry until it releases it', async () => {
  const { here, claimed } = await openClaimed();
  const changes = changesOf(here.outbox);
  await claimed.save(sending);
  await claimed.release(entryOf('a', { attempts: 1 }));
  expect(changes).toEqual([
    ['sending', here.id],
    ['waiting', here.id],
    ['waiting', undefined],
  ]);
  expect(claimed.entry.attempts).toBe(1);
});

test('an entry that is released unchanged is shown as free', async () => {
  const { here, claimed } = await openClaimed();
  const changes = changesOf(here.outbox);
  await claimed.release();
  expect(changes).toEqual([['waiting', undefined]]);
});

test('a window that was suspended, and whose entry nobody took over, goes on with it', async () => {
  const { clock, disk, claimed, here, there, files, onDisk } = await openClaimed();
  const other = entryOf('b', { queuedAt: 2000 });
  await there.outbox.enqueue(other);
  disk.put(`${outboxFolder}/entries/.half.tmp`, 'half a file');
  await clock.advance(10 * staleAfter);
  await claimed.save(sending);
  expect(await onDisk()).toEqual([sending, other]);
  expect(files()).toEqual(['.half.tmp', `a@${here.id}.json`, 'b.json']);
  await claimed.release();
  expect(files()).toContain('a.json');
});

test('a window that finds its entry taken over shows who has it, and writes nothing', async () => {
  const { claimed, here, there, files, takeOver } = await openClaimed();
  await takeOver();
  await expect(claimed.save(sending)).rejects.toMatchObject({ reason: 'storage', detail: undefined });
  expect([here.outbox.ownerOf('a'), here.outbox.get('a')]).toEqual([there.id, entryOf('a')]);
  expect(files()).toEqual([`a@${there.id}.json`]);
});

test('a heartbeat that comes too late does not hide that the entry was taken over', async () => {
  const { claimed, there, files, takeOver } = await openClaimed();
  await takeOver();
  await claimed.beat();
  await expect(claimed.save(sending)).rejects.toMatchObject({ reason: 'storage' });
  expect(files()).toEqual([`a@${there.id}.json`]);
});

test('a window that lost an entry does not release it, and shows who has it', async () => {
  const { claimed, here, there, files, takeOver } = await openClaimed();
  await takeOver();
  await claimed.release();
  expect(here.outbox.ownerOf('a')).toBe(there.id);
  expect(files()).toEqual([`a@${there.id}.json`]);
});

test.each([true, false])(
  'a window whose clock stood while it slept finds its entry taken over, and writes nothing; given back: %s',
  async (givenBack) => {
    const hosts = openHosts();
    const stands = { ...hosts.clock, monotonic: () => 0 };
    const here = await hosts.host({ asleep: true, clock: stands });
    const entry = { ...entryOf('a'), note: { ...entryOf('a').note, attachment } };
    await here.outbox.enqueue(entry);
    const there = await hosts.host({ asleep: true });
    const claimed = await here.outbox.claim('a');
    await there.outbox.reload();
    await there.outbox.recover('a');
    await hosts.clock.advance(staleAfter);
    const taken = await there.outbox.recover('a');
    const blob = here.outbox.blobPath('a', attachment.sha256);
    hosts.disk.put(blob, 'bytes');
    const tried = { ...entry, attempts: 1 };
    if (givenBack) await taken?.release(tried);
    await expect(claimed?.confirm()).resolves.toBe(false);
    await expect(claimed?.save(sending)).rejects.toMatchObject({ reason: 'storage' });
    await expect(claimed?.release(sending)).rejects.toMatchObject({ reason: 'storage' });
    await expect(claimed?.remove()).rejects.toMatchObject({ reason: 'storage' });
    expect(await hosts.onDisk()).toEqual([givenBack ? tried : entry]);
    expect(hosts.disk.text(blob)).toBe('bytes');
  },
);

test('heartbeats keep an entry from being taken over', async () => {
  const { clock, claimed, there, files, here } = await openClaimed();
  await there.outbox.reload();
  for (let beats = 0; beats < 10; beats++) {
    expect(await there.outbox.recover('a')).toBeUndefined();
    await clock.advance(staleAfter - 1);
    await claimed.beat();
  }
  expect(await there.outbox.recover('a')).toBeUndefined();
  expect(files()).toEqual([`a@${here.id}.json`]);
});

test('a heartbeat that the disk refuses is reported as such', async () => {
  const { claimed, here } = await openClaimed();
  here.disk.fault = ({ name }) => (name === 'touch' ? 'EIO' : undefined);
  await expect(claimed.beat()).rejects.toMatchObject({ reason: 'storage' });
});

test('a note that another window has stored since is known to be stored, unless the disk cannot say so', async () => {
  const { claimed, there, here } = await openClaimed();
  expect(await claimed.isStored()).toBe(false);
  await there.outbox.receipts.add({ id: 'a', accountId: 'one', noteId: 'n-1' });
  here.disk.fault = () => 'EIO';
  expect(await claimed.isStored()).toBe(false);
  here.disk.fault = () => undefined;
  expect(await claimed.isStored()).toBe(true);
});
