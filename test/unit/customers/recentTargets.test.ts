import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RecentTargets } from '../../../src/customers/recentTargets.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { customer } from '../../support/fakeProvider.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { memoryLog } from '../http/loopback.ts';

function openRecent(folder: string, fault: Fault = () => undefined) {
  const log = memoryLog();
  const path = join(folder, 'recent.json');
  const { files } = faultyFiles(nodeFiles, fault);
  return { recent: new RecentTargets({ files, path, log, newId: randomUUID }), path, log };
}

test('recent targets: the newest first, each once, at most twenty for each account', async () => {
  await using folder = await temporaryFolder();
  const { recent, path } = openRecent(folder.path);
  for (let n = 1; n <= 25; n++) await recent.add('one', customer(`c-${n}`));
  await recent.add('one', { ...customer('c-10'), name: 'New name' });
  await recent.add('two', customer('other'));
  const { recent: next } = openRecent(folder.path);
  expect(next.of('one')).toEqual([]);
  await next.load();
  expect(next.of('one')).toHaveLength(20);
  expect(next.of('one').slice(0, 2)).toEqual([{ ...customer('c-10'), name: 'New name' }, customer('c-25')]);
  expect(next.of('one').filter(({ id }) => id === 'c-10')).toHaveLength(1);
  expect(next.of('two')).toEqual([customer('other')]);
  expect((await stat(path)).mode & 0o077).toBe(0);
});

test('targets added at the same time, even by another window, are all kept', async () => {
  await using folder = await temporaryFolder();
  const { recent } = openRecent(folder.path);
  await recent.load();
  await openRecent(folder.path).recent.add('one', customer('there'));
  await Promise.all(['a', 'b', 'c'].map((id) => recent.add('one', customer(id))));
  expect(recent.of('one').map(({ id }) => id)).toEqual(['c', 'b', 'a', 'there']);
});

test('the customers of a removed account are forgotten, even on disk', async () => {
  await using folder = await temporaryFolder();
  const { recent, path } = openRecent(folder.path);
  await recent.add('one', customer('Acme'));
  await recent.add('two', customer('Bolt'));
  await recent.forget('one');
  expect(recent.of('one')).toEqual([]);
  expect(await readFile(path, 'utf8')).not.toContain('Acme');
});

test('pinned targets stay until they are unpinned or their account is removed, whatever is recent', async () => {
  await using folder = await temporaryFolder();
  const { recent, path } = openRecent(folder.path);
  await writeFile(path, JSON.stringify({ version: 1, accounts: { one: [customer('of an older version')] } }));
  await recent.pin('one', customer('a'));
  await recent.pin('one', customer('b'));
  await recent.pin('one', { ...customer('a'), name: 'New name' });
  await recent.pin('two', customer('other'));
  for (let n = 1; n <= 25; n++) await recent.add('one', customer(`c-${n}`));
  const { recent: next } = openRecent(folder.path);
  await next.load();
  expect(next.pinned('one')).toEqual([{ ...customer('a'), name: 'New name' }, customer('b')]);
  await next.unpin('one', customer('b'));
  expect(next.pinned('one').map(({ id }) => id)).toEqual(['a']);
  expect(next.of('one')).toHaveLength(20);
  await next.forget('one');
  expect([next.pinned('one'), next.pinned('two').length]).toEqual([[], 1]);
  await next.forgetAll();
  expect(await readFile(path, 'utf8')).not.toContain('other');
});

test('two targets of one id in different scopes are two', async () => {
  await using folder = await temporaryFolder();
  const { recent } = openRecent(folder.path);
  await recent.add('one', { ...customer('a'), scope: 'below' });
  await recent.add('one', customer('a'));
  expect(recent.of('one').map(({ scope }) => scope)).toEqual([undefined, 'below']);
});

test('before anything was saved there is nothing to log', async () => {
  await using folder = await temporaryFolder();
  const { recent, log } = openRecent(folder.path);
  await recent.load();
  expect([recent.of('one'), log.lines]).toEqual([[], []]);
});

test('a damaged file and a disk that refuses are logged, without a name, and stop nothing', async () => {
  await using folder = await temporaryFolder();
  const damaged = openRecent(folder.path);
  await writeFile(damaged.path, '{"Acme');
  await damaged.recent.load();
  await damaged.recent.add('one', customer('Bolt'));
  expect(damaged.recent.of('one')).toEqual([customer('Bolt')]);
  const full = openRecent(folder.path, ({ name }) => (name === 'create' ? 'ENOSPC' : undefined));
  await full.recent.add('one', customer('Cord'));
  expect(full.recent.of('one')[0]).toEqual(customer('Cord'));
  const lines = [...damaged.log.lines, ...full.log.lines];
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.join('\n')).not.toMatch(/Acme|Bolt|Cord/);
});

test('pinned targets that cannot be read just now are not overwritten', async () => {
  await using folder = await temporaryFolder();
  await openRecent(folder.path).recent.pin('one', customer('Pinned'));
  let busy = true;
  const { recent, log } = openRecent(folder.path, ({ name }) =>
    busy && name === 'read' ? 'EMFILE' : undefined,
  );
  for (let times = 0; times < 3; times++) await recent.add('one', customer('Acme'));
  expect(recent.of('one')).toEqual([customer('Acme')]);
  expect(log.lines).toHaveLength(1);
  busy = false;
  await recent.add('one', customer('Bolt'));
  expect(recent.pinned('one')).toEqual([customer('Pinned')]);
});

test('lists of a later version are set aside as they are, and are forgotten with all others', async () => {
  await using folder = await temporaryFolder();
  const { recent, path } = openRecent(folder.path);
  const later = JSON.stringify({ version: 2, accounts: {}, pins: ['Acme'] });
  await writeFile(path, later);
  await recent.add('one', customer('Bolt'));
  expect(await readFile(join(folder.path, 'set-aside-recent.json'), 'utf8')).toBe(later);
  await recent.forgetAll();
  expect(await readdir(folder.path)).toEqual(['recent.json']);
});

test('a file that cannot be read is removed when everything is forgotten; a folder in its place is reported', async () => {
  await using folder = await temporaryFolder();
  const { recent, path } = openRecent(folder.path, ({ name }) => (name === 'read' ? 'EACCES' : undefined));
  await writeFile(path, 'Acme');
  await recent.forgetAll();
  expect(await readFile(path, 'utf8')).not.toContain('Acme');
  await using other = await temporaryFolder();
  const blocked = openRecent(other.path);
  await mkdir(blocked.path);
  await expect(blocked.recent.forgetAll()).rejects.toMatchObject({ reason: 'storage' });
});
