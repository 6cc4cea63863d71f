import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { staleAfter } from '../../../src/storage/claims.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { emptyDraft, type Draft } from '../../../src/model/draft.ts';
import { DraftStore, type DraftStoreParts } from '../../../src/drafts/draftStore.ts';
import { idleAfter } from '../../../src/drafts/draftClaims.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { failAt, faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { memoryLog } from '../http/loopback.ts';

function draftOf(id: string, text: string): Draft {
  const empty = emptyDraft(id, 'one', 'note', 'customer');
  return { ...empty, values: { ...empty.values, text } };
}

function openStore(folder: string, fault: Fault = () => undefined, choices: Partial<DraftStoreParts> = {}) {
  const clock = fakeClock();
  const log = memoryLog();
  const { files, operations } = faultyFiles(nodeFiles, fault);
  const host = { id: 'here', hasEnded: () => false };
  const parts = {
    files,
    folder: join(folder, 'drafts'),
    clock,
    host,
    window: 'home',
    log,
    newId: randomUUID,
  };
  const store = new DraftStore({ ...parts, ...choices });
  return { store, clock, log, operations };
}

async function texts(folder: string): Promise<string[]> {
  return (await openStore(folder).store.all()).map(({ draft }) => draft.values.text).sort();
}

test('fast typing is one write: the last version, no later than 200 ms after the first', async () => {
  await using folder = await temporaryFolder();
  const { store, clock, operations } = openStore(folder.path);
  for (const text of ['H', 'He', 'Hel']) {
    store.saveSoon(draftOf('d-1', text));
    await clock.advance(60);
  }
  expect(operations).toEqual([]);
  await clock.advance(20);
  await store.flush();
  expect(operations.filter(({ name }) => name === 'write')).toHaveLength(1);
  expect(await texts(folder.path)).toEqual(['Hel']);
});

test('a version that is typed while the last one is being written is written after it', async () => {
  await using folder = await temporaryFolder();
  let typed = false;
  const { store } = openStore(folder.path, ({ name }) => {
    if (name === 'write' && !typed) {
      typed = true;
      store.saveSoon(draftOf('d-1', 'two'));
    }
    return undefined;
  });
  store.saveSoon(draftOf('d-1', 'one'));
  await store.flush();
  await store.flush();
  expect(await texts(folder.path)).toEqual(['two']);
});

test('only the user can read it', async () => {
  await using folder = await temporaryFolder();
  const { store } = openStore(folder.path);
  store.saveSoon(draftOf('d-1', 'private'));
  await store.flush();
  expect((await stat(join(folder.path, 'drafts', 'd-1@here.json'))).mode & 0o077).toBe(0);
});

test('a write that fails at any step rejects, and is tried again with the next', async () => {
  await using probe = await temporaryFolder();
  const { store: probed, operations } = openStore(probe.path);
  probed.saveSoon(draftOf('d-1', 'text'));
  await probed.flush();
  for (let step = 1; step <= operations.length; step++) {
    await using folder = await temporaryFolder();
    const { store } = openStore(folder.path, failAt(step, 'ENOSPC'));
    store.saveSoon(draftOf('d-1', 'typed'));
    await expect(store.flush()).rejects.toMatchObject({
      reason: 'storage',
      message: 'There is no space left on this disk.',
    });
    store.saveSoon(draftOf('d-2', 'more'));
    await store.flush();
    expect(await texts(folder.path)).toEqual(['more', 'typed']);
  }
});

test('a failure in the background is logged without what was typed', async () => {
  await using folder = await temporaryFolder();
  const { store, clock, log } = openStore(folder.path, () => 'EROFS');
  store.saveSoon(draftOf('d-1', 'secret words'));
  await clock.advance(200);
  await store.flush().catch(() => undefined);
  expect(log.lines.length).toBeGreaterThan(0);
  expect(log.lines.join('\n')).not.toContain('secret');
});

test('a draft that cannot be written does not stop the others from being written', async () => {
  await using folder = await temporaryFolder();
  const { store } = openStore(folder.path, ({ name, path }) =>
    name === 'rename' && path.endsWith('bad@here.json') ? 'EACCES' : undefined,
  );
  store.saveSoon(draftOf('bad', 'bad'));
  store.saveSoon(draftOf('good', 'good'));
  await expect(store.flush()).rejects.toMatchObject({ reason: 'storage' });
  expect(await texts(folder.path)).toEqual(['good']);
});

test('a draft that is removed while it is being written stays removed', async () => {
  await using folder = await temporaryFolder();
  let removal: Promise<void> | undefined;
  const { store, clock } = openStore(folder.path, ({ name }) => {
    if (name === 'write') removal ??= store.remove('d-1');
    return undefined;
  });
  store.saveSoon(draftOf('d-1', 'one'));
  await store.flush();
  await removal;
  await clock.advance(1000);
  await store.flush();
  expect(await readdir(join(folder.path, 'drafts'))).toEqual([]);
});

test('removing a draft that was never saved succeeds; one that the disk does not remove rejects', async () => {
  await using folder = await temporaryFolder();
  await expect(openStore(folder.path).store.remove('d-1')).resolves.toBeUndefined();
  const { store } = openStore(folder.path, ({ name }) => (name === 'remove' ? 'EACCES' : undefined));
  store.saveSoon(draftOf('d-1', 'kept'));
  await store.flush();
  await expect(store.remove('d-1')).rejects.toMatchObject({ reason: 'storage' });
});

test('a damaged, a foreign and a newer file stay as they are, and the others are read', async () => {
  await using folder = await temporaryFolder();
  const { store, log } = openStore(folder.path);
  store.saveSoon(draftOf('good', 'good'));
  await store.flush();
  const at = (name: string) => join(folder.path, 'drafts', name);
  const others = {
    'damaged.json': '{"version":1,"id":"damaged","values":{"text":"half of wh',
    'newer.json': JSON.stringify({ ...draftOf('newer', 'from tomorrow'), version: 2 }),
    'copy.json': JSON.stringify(draftOf('good', 'a copy under another name')),
  };
  for (const [name, text] of Object.entries(others)) await writeFile(at(name), text);
  expect((await store.all()).map(({ draft }) => draft.id)).toEqual(['good']);
  for (const [name, text] of Object.entries(others)) expect(await readFile(at(name), 'utf8')).toBe(text);
  expect(log.lines).toHaveLength(3);
  expect(log.lines.join('\n')).not.toContain('half of wh');
});

/** Two windows on one folder; `ended`: the first one's host has died. */
function twoWindows(folder: string, choices: { ended?: boolean; window?: string } = {}) {
  const here = openStore(folder);
  const host = { id: 'there', hasEnded: () => choices.ended ?? false };
  const there = openStore(folder, undefined, { host, window: choices.window ?? 'home' });
  return { here: here.store, there: there.store, clock: here.clock };
}

test('a draft that is being written in one window cannot be adopted by another', async () => {
  await using folder = await temporaryFolder();
  const { here, there } = twoWindows(folder.path);
  here.saveSoon(draftOf('d-1', 'mine'));
  await here.flush();
  expect(await there.all()).toMatchObject([{ openElsewhere: true }]);
  expect(await there.adopt('d-1')).toBe(false);
  await expect(there.remove('d-1')).rejects.toMatchObject({ reason: 'storage' });
});

test('a draft that nobody has typed in for a while can be adopted by any window', async () => {
  await using folder = await temporaryFolder();
  const { here, there, clock } = twoWindows(folder.path);
  here.saveSoon(draftOf('d-1', 'mine'));
  await here.flush();
  await clock.advance(idleAfter);
  await here.giveBack();
  expect(await there.all()).toMatchObject([{ openElsewhere: false, draft: { window: 'home' } }]);
  expect(await there.adopt('d-1')).toBe(true);
});

test('a draft that was given back and removed can be written again', async () => {
  await using folder = await temporaryFolder();
  const { store, clock } = openStore(folder.path);
  const takenIds: string[] = [];
  store.onTaken((id) => takenIds.push(id));
  store.saveSoon(draftOf('d-1', 'one'));
  await store.flush();
  await clock.advance(idleAfter);
  await store.giveBack();
  await store.remove('d-1');
  store.saveSoon(draftOf('d-1', 'two'));
  await store.flush();
  expect([await texts(folder.path), takenIds]).toEqual([['two'], []]);
});

test('typing in a draft that another window has adopted calls the listener and overwrites nothing', async () => {
  await using folder = await temporaryFolder();
  const { here, there, clock } = twoWindows(folder.path);
  const takenIds: string[] = [];
  here.onTaken((id) => takenIds.push(id));
  here.saveSoon(draftOf('d-1', 'one'));
  await here.flush();
  await clock.advance(idleAfter);
  await here.giveBack();
  await there.adopt('d-1');
  there.saveSoon(draftOf('d-1', 'two'));
  await there.flush();
  here.saveSoon(draftOf('d-1', 'three'));
  await here.flush();
  expect(takenIds).toEqual(['d-1']);
  expect(await texts(folder.path)).toEqual(['two']);
});

test('the draft of a window that was killed comes back at once', async () => {
  await using folder = await temporaryFolder();
  const { here, there } = twoWindows(folder.path, { ended: true });
  here.saveSoon(draftOf('d-1', 'mine'));
  await here.flush();
  expect(await there.adopt('d-1')).toBe(true);
  there.saveSoon(draftOf('d-1', 'on with it'));
  await there.flush();
  expect(await texts(folder.path)).toEqual(['on with it']);
});

test('a window that was suspended and lost its draft does not overwrite it', async () => {
  await using folder = await temporaryFolder();
  const { here, there, clock } = twoWindows(folder.path, { ended: true });
  here.saveSoon(draftOf('d-1', 'before'));
  await here.flush();
  await there.adopt('d-1');
  await clock.advance(staleAfter);
  here.saveSoon(draftOf('d-1', 'after'));
  await here.flush();
  expect(await texts(folder.path)).toEqual(['before']);
});

test('a draft that the disk refused until another window had it is never written here again', async () => {
  await using folder = await temporaryFolder();
  const disk = { isFull: false };
  const here = openStore(folder.path, ({ name }) =>
    disk.isFull && name === 'create' ? 'ENOSPC' : undefined,
  );
  const there = openStore(folder.path, undefined, { host: { id: 'there', hasEnded: () => true } });
  here.store.saveSoon(draftOf('d-1', 'before'));
  await here.store.flush();
  disk.isFull = true;
  here.store.saveSoon(draftOf('d-1', 'refused'));
  await expect(here.store.flush()).rejects.toMatchObject({ reason: 'storage' });
  await here.clock.advance(staleAfter);
  await there.store.adopt('d-1');
  disk.isFull = false;
  for (const text of ['after', 'and later']) {
    here.store.saveSoon(draftOf('d-1', text));
    await here.store.flush();
    expect(await texts(folder.path)).toEqual(['before']);
  }
});
