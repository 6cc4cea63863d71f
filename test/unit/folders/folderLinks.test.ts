import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FolderLinks } from '../../../src/folders/folderLinks.ts';
import type { ClaimsParts } from '../../../src/storage/claims.ts';
import { Lease } from '../../../src/storage/lease.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { SharedTurn } from '../../../src/storage/sharedTurn.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { customer } from '../../support/fakeProvider.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { seededOrder, stepwise } from '../../support/stepwise.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { memoryLog } from '../http/loopback.ts';

const app = { uri: 'file:///home/app', name: 'app' };
const docs = { uri: 'memfs:/docs', name: 'docs' };
const acme = { accountId: 'one', target: customer('Acme') };
const hooli = { accountId: 'one', target: customer('Hooli') };

/** The turns of one window. */
function turnOf(parts: Pick<ClaimsParts, 'files' | 'clock'>, folder: string): SharedTurn {
  const host = { id: randomUUID(), hasEnded: () => false };
  const lease = new Lease({ ...parts, host }, folder, 'folder-links');
  return new SharedTurn({ lease, clock: parts.clock, random: Math.random });
}

/** The links as one window knows them; another one on the same folder is another window. */
function openLinks(folder: string, fault: Fault = () => undefined) {
  const log = memoryLog();
  const path = join(folder, 'folder-links.json');
  const { files } = faultyFiles(nodeFiles, fault);
  const clock = fakeClock();
  const turn = turnOf({ files, clock }, join(folder, 'leases'));
  const links = new FolderLinks({ files, path, clock, log, newId: randomUUID, turn });
  return { links, path, log };
}

const linksIn = ({ links }: ReturnType<typeof openLinks>) =>
  links.folders.flatMap(({ name, links: own }) =>
    own.map(({ accountId, target }) => `${name} ${accountId} ${target.id}`),
  );

test('a folder has one link for each account, the last first, and only the user can read them', async () => {
  await using folder = await temporaryFolder();
  const window = openLinks(folder.path);
  await window.links.link(app, acme);
  await window.links.link(app, { accountId: 'two', target: customer('There') });
  await window.links.link(app, hooli);
  const next = openLinks(folder.path);
  await next.links.load();
  expect(linksIn(next)).toEqual(['app one Hooli', 'app two There']);
  await next.links.unlink(app, 'one');
  expect(linksIn(next)).toEqual(['app two There']);
  expect((await stat(window.path)).mode & 0o077).toBe(0);
});

test('what another window has linked stays, and is heard of when it is read', async () => {
  await using folder = await temporaryFolder();
  const [here, there] = [openLinks(folder.path), openLinks(folder.path)];
  await Promise.all([here.links.load(), there.links.load()]);
  let heard = 0;
  here.links.onChange(() => (heard += 1));
  await there.links.link(docs, hooli);
  await here.links.reload();
  expect([heard, linksIn(here)]).toEqual([1, ['docs one Hooli']]);
  await here.links.reload();
  expect(heard).toBe(1);
  await there.links.link(app, acme);
  await here.links.unlink(docs, 'one');
  expect(linksIn(here)).toEqual(['app one Acme']);
});

test('what several windows link at the same time is all there, in many orders', async () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const clock = fakeClock();
    const disk = memoryFiles(() => clock.now());
    const steps = stepwise(disk.files);
    const windows = ['a', 'b', 'c'].map((name) => {
      const files = steps.files();
      const parts = {
        files,
        clock,
        log: memoryLog(),
        newId: randomUUID,
        turn: turnOf({ files, clock }, '/leases'),
      };
      return { name, links: new FolderLinks({ ...parts, path: '/links.json' }) };
    });
    const work = windows.map(({ name, links }) => links.link({ uri: `file:///${name}`, name }, acme));
    const order = seededOrder(seed);
    const pass = async () => {
      for (const all = Promise.all(work).then(() => true); ;) {
        if (await Promise.race([all, clock.advance(5).then(() => false)])) return;
      }
    };
    await Promise.all([steps.run(work, order), pass()]);
    const saved: unknown = JSON.parse(disk.text('/links.json') ?? '');
    expect(saved, `seed ${seed}`).toMatchObject({ folders: { length: 3 } });
    expect(disk.list('/leases')).toEqual([]);
  }
});

test('a link is offered once for each customer, after the second note, and a note that comes back is no second one', async () => {
  await using folder = await temporaryFolder();
  const [{ links }, { links: there }] = [openLinks(folder.path), openLinks(folder.path)];
  const offers: boolean[] = [];
  const note = async (of: FolderLinks, about: typeof acme, id: string) =>
    void offers.push(await of.countNote(app, about, id));
  await note(links, acme, 'a');
  await note(links, acme, 'a');
  await note(links, hooli, 'b');
  expect(offers).toEqual([false, false, false]);
  await note(there, acme, 'c');
  await note(links, acme, 'd');
  await note(links, hooli, 'e');
  expect(offers.slice(3)).toEqual([true, false, true]);
});

test('none is offered for a folder that is linked in that account, or where the user does not want to be asked', async () => {
  await using folder = await temporaryFolder();
  const { links } = openLinks(folder.path);
  await links.link(app, acme);
  await links.decline(docs);
  const offers = [];
  for (const at of [app, docs])
    for (const id of ['a', 'b']) offers.push(await links.countNote(at, hooli, `${at.name}-${id}`));
  expect(offers).toEqual([false, false, false, false]);
});

test('an account that is removed is forgotten in every folder, and everything with Delete Local Data', async () => {
  await using folder = await temporaryFolder();
  const window = openLinks(folder.path);
  await window.links.link(app, acme);
  await window.links.link(app, { accountId: 'two', target: customer('There') });
  await window.links.countNote(docs, hooli, 'a');
  await window.links.forget('one');
  expect(linksIn(window)).toEqual(['app two There']);
  expect(await readFile(window.path, 'utf8')).not.toMatch(/Acme|Hooli/);
  await window.links.forgetAll();
  expect(await readFile(window.path, 'utf8')).toBe('{"version":1,"folders":[],"patterns":[]}');
});

test('a link that cannot be saved is a failure, and a file of a later version is set aside', async () => {
  await using folder = await temporaryFolder();
  const full = openLinks(folder.path, ({ name }) => (name === 'create' ? 'ENOSPC' : undefined));
  await expect(full.links.link(app, acme)).rejects.toMatchObject({ reason: 'storage' });
  const later = JSON.stringify({ version: 2, folders: ['Acme'] });
  await writeFile(full.path, later);
  const unread = openLinks(folder.path, ({ name }) => (name === 'read' ? 'EACCES' : undefined));
  await expect(unread.links.link(app, acme)).rejects.toMatchObject({ reason: 'storage' });
  expect(await readFile(full.path, 'utf8')).toBe(later);
  const window = openLinks(folder.path);
  await window.links.link(app, acme);
  expect(await readFile(join(folder.path, 'set-aside-folder-links.json'), 'utf8')).toBe(later);
  await window.links.forgetAll();
  expect(await readdir(folder.path)).toEqual(['folder-links.json', 'leases']);
  expect([...full.log.lines, ...unread.log.lines, ...window.log.lines].join('\n')).not.toContain('Acme');
});

test('folders of which only notes are counted are not kept for ever, and links are', async () => {
  await using folder = await temporaryFolder();
  const { links } = openLinks(folder.path);
  await links.link(app, acme);
  for (let at = 0; at < 105; at++) await links.countNote({ uri: `memfs:/${at}`, name: '' }, acme, 'a');
  expect(links.folders).toHaveLength(101);
  expect(links.folders.at(-1)).toMatchObject(app);
  for (let at = 0; at < 25; at++)
    await links.countNote(docs, { accountId: 'one', target: customer(`${at}`) }, 'a');
  expect(links.folders[0]?.noted).toHaveLength(20);
});
