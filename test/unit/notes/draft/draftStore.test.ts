import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../../src/files/nodeFiles.ts';
import { emptyDraft, type Draft } from '../../../../src/notes/draft/draft.ts';
import { DraftStore } from '../../../../src/notes/draft/draftStore.ts';
import { fakeClock } from '../../../fakeClock.ts';
import { failAt, faultyFiles, type Fault } from '../../../faultyFiles.ts';
import { temporaryFolder } from '../../../temporaryFolder.ts';
import { memoryLog } from '../../http/loopback.ts';

function draftOf(id: string, text: string): Draft {
  const empty = emptyDraft(id, 'one', 'note', 'customer');
  return { ...empty, values: { ...empty.values, text } };
}

function openStore(folder: string, fault: Fault = () => undefined) {
  const clock = fakeClock();
  const log = memoryLog();
  const { files, operations } = faultyFiles(nodeFiles, fault);
  const store = new DraftStore({ files, folder: join(folder, 'drafts'), clock, log, newId: randomUUID });
  return { store, clock, log, operations };
}

async function texts(folder: string): Promise<string[]> {
  return (await openStore(folder).store.all()).map(({ values }) => values.text).sort();
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
  expect((await stat(join(folder.path, 'drafts', 'd-1.json'))).mode & 0o077).toBe(0);
});

test('a write that fails at any step is told, and tried again with the next', async () => {
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

test('a failure behind the user’s back is logged without what was typed', async () => {
  await using folder = await temporaryFolder();
  const { store, clock, log } = openStore(folder.path, () => 'EROFS');
  store.saveSoon(draftOf('d-1', 'secret words'));
  await clock.advance(200);
  await store.flush().catch(() => undefined);
  expect(log.lines.length).toBeGreaterThan(0);
  expect(log.lines.join('\n')).not.toContain('secret');
});

test('one draft that cannot be written keeps no other from it', async () => {
  await using folder = await temporaryFolder();
  const { store } = openStore(folder.path, ({ name, path }) =>
    name === 'rename' && path.endsWith('bad.json') ? 'EACCES' : undefined,
  );
  store.saveSoon(draftOf('bad', 'bad'));
  store.saveSoon(draftOf('good', 'good'));
  await expect(store.flush()).rejects.toMatchObject({ reason: 'storage' });
  expect(await texts(folder.path)).toEqual(['good']);
});

test('a removed draft stays removed, though it was just being written', async () => {
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

test('removing one that was never saved is no error; one that the disk keeps is', async () => {
  await using folder = await temporaryFolder();
  await expect(openStore(folder.path).store.remove('d-1')).resolves.toBeUndefined();
  const { store } = openStore(folder.path, ({ name }) => (name === 'remove' ? 'EACCES' : undefined));
  store.saveSoon(draftOf('d-1', 'kept'));
  await store.flush();
  await expect(store.remove('d-1')).rejects.toMatchObject({ reason: 'storage' });
});

test('a damaged, a foreign and a newer file stay as they are and hide no other', async () => {
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
  expect((await store.all()).map(({ id }) => id)).toEqual(['good']);
  for (const [name, text] of Object.entries(others)) expect(await readFile(at(name), 'utf8')).toBe(text);
  expect(log.lines).toHaveLength(3);
  expect(log.lines.join('\n')).not.toContain('half of wh');
});
