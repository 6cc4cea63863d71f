import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Files } from '../../../src/storage/files.ts';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { Outbox } from '../../../src/outbox/outbox.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { memoryLog } from '../http/loopback.ts';
import { entryOf, removeEntry } from '../../support/entries.ts';

// How a host reads a folder that others are changing meanwhile. To whoever waits for it, an entry that seems gone is
// "sent" or "taken back", so it must not seem so even for a moment.

function outboxOf(folder: string, files: Files = nodeFiles): Outbox {
  return new Outbox({
    files,
    folder: join(folder, 'outbox'),
    clock: fakeClock(Date.now()),
    host: { id: randomUUID(), hasEnded: () => false },
    log: memoryLog(),
    newId: () => randomUUID(),
  });
}

/** Every state that a listener saw of an entry. */
function seenOf(outbox: Outbox, id: string): boolean[] {
  const states: boolean[] = [];
  outbox.onChange(() => void states.push(outbox.get(id) !== undefined));
  return states;
}

test('a file that one listing missed, as when it is just being renamed, is not gone', async () => {
  await using folder = await temporaryFolder();
  let listings = 0;
  const names = async (path: string) => {
    const all = await nodeFiles.names(path);
    if (!path.endsWith('entries')) return all;
    listings += 1;
    return listings === 2 ? [] : all;
  };
  const outbox = outboxOf(folder.path, { ...nodeFiles, names });
  await outbox.enqueue(entryOf('a'));
  await outbox.reload();
  const states = seenOf(outbox, 'a');
  await outbox.reload();
  expect(listings).toBeGreaterThan(2);
  expect(states).not.toContain(false);
  expect(outbox.get('a')).toBeDefined();
});

test('a file that another host claims between listing and reading is not gone', async () => {
  await using folder = await temporaryFolder();
  const other = outboxOf(folder.path);
  await other.enqueue(entryOf('a'));
  let armed = false;
  const facts = async (path: string) => {
    if (armed && path.endsWith('a.json')) {
      armed = false;
      await other.claim('a');
    }
    return await nodeFiles.facts(path);
  };
  const outbox = outboxOf(folder.path, { ...nodeFiles, facts });
  await outbox.reload();
  const states = seenOf(outbox, 'a');
  armed = true;
  await outbox.reload();
  expect(armed).toBe(false);
  expect(states).not.toContain(false);
  expect(outbox.ownerOf('a')).toBeDefined();
});

test('a note that is added while the folder is being listed stays', async () => {
  await using folder = await temporaryFolder();
  let enqueue = (): Promise<void> => Promise.resolve();
  const names = async (path: string) => {
    const before = await nodeFiles.names(path);
    if (path.endsWith('entries')) await enqueue();
    return before;
  };
  const outbox = outboxOf(folder.path, { ...nodeFiles, names });
  enqueue = () => outbox.enqueue(entryOf('a'));
  await outbox.reload();
  expect(outbox.get('a')).toBeDefined();
});

test('an entry that another host has seen stored is gone only when its receipt is known', async () => {
  await using folder = await temporaryFolder();
  const other = outboxOf(folder.path);
  await other.enqueue(entryOf('a'));
  const outbox = outboxOf(folder.path);
  await outbox.load();
  const unexplained: string[] = [];
  outbox.onChange(() => {
    if (!outbox.get('a') && !outbox.receipts.get('a')) unexplained.push('gone without a word');
  });
  await (await other.claim('a'))?.stored('n1');
  await outbox.reload();
  expect(outbox.get('a')).toBeUndefined();
  expect(outbox.receipts.get('a')).toMatchObject({ noteId: 'n1' });
  expect(unexplained).toEqual([]);
});

test('a claim is not undone by a read that began before it', async () => {
  await using folder = await temporaryFolder();
  let claim = (): Promise<unknown> => Promise.resolve();
  const facts = async (path: string) => {
    const before = await nodeFiles.facts(path);
    if (path.endsWith('a.json')) await claim();
    return before;
  };
  const outbox = outboxOf(folder.path, { ...nodeFiles, facts });
  await outbox.enqueue(entryOf('a'));
  let claimed: Awaited<ReturnType<Outbox['claim']>>;
  claim = async () => {
    claim = () => Promise.resolve();
    claimed = await outbox.claim('a');
  };
  await outbox.reload();
  expect(claimed?.entry.id).toBe('a');
  expect(outbox.ownerOf('a')).toBeDefined();
  await claimed?.remove();
  expect(outbox.get('a')).toBeUndefined();
});

test('an entry that this host removes while the folder is read does not come back', async () => {
  await using folder = await temporaryFolder();
  let remove = (): Promise<unknown> => Promise.resolve();
  const facts = async (path: string) => {
    if (path.endsWith('b.json')) await remove();
    return await nodeFiles.facts(path);
  };
  const outbox = outboxOf(folder.path, { ...nodeFiles, facts, names: sortedNames });
  await outbox.enqueue(entryOf('a'));
  await outbox.enqueue(entryOf('b'));
  remove = async () => {
    remove = () => Promise.resolve();
    await removeEntry(outbox, 'a');
  };
  await outbox.reload();
  expect(outbox.entries().map(({ id }) => id)).toEqual(['b']);
});

/** So that a test knows what is read first. */
async function sortedNames(folder: string): Promise<readonly string[]> {
  return [...(await nodeFiles.names(folder))].sort();
}
