import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { Outbox } from '../../../src/outbox/outbox.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { failAt, type Fault } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { memoryLog } from '../http/loopback.ts';
import { entryOf } from '../../support/entries.ts';
import { openOutbox, reopened } from './outboxHarness.ts';

test('a damaged, a foreign and a newer file are set aside and logged, and the others are read', async () => {
  await using folder = await temporaryFolder();
  await openOutbox(folder.path).outbox.enqueue(entryOf('good'));
  const files = {
    'damaged.json': '{"version":1,"id":"damaged","note":{"text":"half of wh',
    'newer.json': JSON.stringify({ ...entryOf('newer'), version: 2 }),
    'copy.json': JSON.stringify(entryOf('good')),
    'outside.json': JSON.stringify(entryOf('../../outside')),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, 'entries', name), text);
  const { outbox, log } = openOutbox(folder.path);
  await outbox.load();
  expect(outbox.entries()).toEqual([entryOf('good')]);
  expect(await readdir(join(folder.path, 'entries'))).toEqual(['good.json']);
  for (const [name, text] of Object.entries(files))
    expect(await readFile(join(folder.path, 'set-aside', name), 'utf8')).toBe(text);
  expect(log.lines).toHaveLength(4);
  expect(log.lines.join('\n')).not.toContain('half of wh');
});

test('a good file that cannot be read just now stays where it is', async () => {
  await using folder = await temporaryFolder();
  await openOutbox(folder.path).outbox.enqueue(entryOf('a'));
  await openOutbox(folder.path).outbox.enqueue(entryOf('b'));
  const busy: Fault = ({ name, path }) => (name === 'read' && path.endsWith('a.json') ? 'EMFILE' : undefined);
  expect((await reopened(folder.path, busy)).map(({ id }) => id)).toEqual(['b']);
  expect((await reopened(folder.path)).map(({ id }) => id).sort()).toEqual(['a', 'b']);
});

test('the others are read also when a damaged file cannot be set aside', async () => {
  await using folder = await temporaryFolder();
  await openOutbox(folder.path).outbox.enqueue(entryOf('good'));
  await writeFile(join(folder.path, 'entries', 'bad.json'), '');
  const readOnly: Fault = ({ name }) => (['read', 'names', 'facts'].includes(name) ? undefined : 'EROFS');
  expect(await reopened(folder.path, readOnly)).toEqual([entryOf('good')]);
});

test('a folder that cannot be read is reported in the user’s words', async () => {
  await using folder = await temporaryFolder();
  await expect(reopened(folder.path, failAt(1, 'EACCES'))).rejects.toMatchObject({ reason: 'storage' });
});

test('an entry that turns out damaged once it is claimed is set aside', async () => {
  await using folder = await temporaryFolder();
  const { outbox } = openOutbox(folder.path);
  await outbox.enqueue(entryOf('a'));
  await writeFile(join(folder.path, 'entries', 'a.json'), '{"version":1');
  expect(await outbox.claim('a')).toBeUndefined();
  expect(await readdir(join(folder.path, 'entries'))).toEqual([]);
  expect(await readdir(join(folder.path, 'set-aside'))).toHaveLength(1);
});

test('a damaged file that an ended host had claimed is set aside; a living host may be able to read its own', async () => {
  await using folder = await temporaryFolder();
  await openOutbox(folder.path).outbox.enqueue(entryOf('good'));
  await writeFile(join(folder.path, 'entries', 'bad@dead-1.json'), '{"version":2');
  const log = memoryLog();
  const host = { id: 'here', hasEnded: (id: string) => id === 'dead-2' };
  const parts = { files: nodeFiles, folder: folder.path, clock: fakeClock(), host, log, newId: randomUUID };
  await new Outbox(parts).load();
  expect(await readdir(join(folder.path, 'entries'))).toEqual(['bad@dead-1.json', 'good.json']);
  await reopened(folder.path);
  expect(await readdir(join(folder.path, 'entries'))).toEqual(['good.json']);
});
