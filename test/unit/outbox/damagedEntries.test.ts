import { randomUUID } from 'node:crypto';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../../src/storage/nodeFiles.ts';
import { Outbox } from '../../../src/outbox/outbox.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { failAt, type Fault } from '../../support/faultyFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { memoryLog } from '../http/loopback.ts';
import { entryOf } from '../../support/entries.ts';
import { openOutbox, putWith, reopened } from './outboxHarness.ts';

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

test('what was set aside keeps its attachment, however often and late Notelog starts again', async () => {
  await using folder = await temporaryFolder();
  const sha256 = await putWith(openOutbox(folder.path).outbox, 'later', 'the bytes');
  const path = join(folder.path, 'entries', 'later.json');
  const text = (await readFile(path, 'utf8')).replace('"version":1', '"version":2');
  await writeFile(path, text);
  const day = 24 * 3600_000;
  for (let days = 0; days < 4; days++)
    await openOutbox(folder.path, undefined, Date.now() + days * 2 * day).outbox.load();
  expect(await readFile(join(folder.path, 'set-aside', 'later.json'), 'utf8')).toBe(text);
  expect(await readFile(join(folder.path, 'blobs', `later.${sha256}`), 'utf8')).toBe('the bytes');
});

test('a file that was set aside earlier under the same name is not overwritten, and both keep their attachments', async () => {
  await using folder = await temporaryFolder();
  const sha256 = await putWith(openOutbox(folder.path).outbox, 'a', 'the bytes');
  await utimes(join(folder.path, 'blobs', `a.${sha256}`), 1, 1);
  for (const text of ['first', 'second', 'third']) {
    await writeFile(join(folder.path, 'entries', 'a.json'), text);
    await openOutbox(folder.path).outbox.load();
  }
  const aside = join(folder.path, 'set-aside');
  const texts = (await readdir(aside)).map((name) => readFile(join(aside, name), 'utf8'));
  expect((await Promise.all(texts)).sort()).toEqual(['first', 'second', 'third']);
  await nodeFiles.remove(join(aside, 'a.json'));
  await openOutbox(folder.path).outbox.load();
  expect(await readdir(join(folder.path, 'blobs'))).toEqual([`a.${sha256}`]);
});

test('no attachment is removed while what was set aside cannot be listed', async () => {
  await using folder = await temporaryFolder();
  const sha256 = await putWith(openOutbox(folder.path).outbox, 'a', 'the bytes');
  await utimes(join(folder.path, 'blobs', `a.${sha256}`), 1, 1);
  await nodeFiles.remove(join(folder.path, 'entries', 'a.json'));
  await reopened(folder.path, ({ name, path }) =>
    name === 'names' && path.endsWith('set-aside') ? 'EACCES' : undefined,
  );
  expect(await readdir(join(folder.path, 'blobs'))).toHaveLength(1);
  await reopened(folder.path);
  expect(await readdir(join(folder.path, 'blobs'))).toEqual([]);
});

test('a listener is told of each unread file once, and where it is', async () => {
  await using folder = await temporaryFolder();
  await openOutbox(folder.path).outbox.enqueue(entryOf('a'));
  await writeFile(join(folder.path, 'entries', 'bad.json'), '');
  const { outbox } = openOutbox(folder.path, ({ name, path }) =>
    name === 'read' && path.endsWith('a.json') ? 'EACCES' : undefined,
  );
  const unread: unknown[] = [];
  outbox.onUnread((entry) => unread.push(entry));
  await outbox.load();
  await outbox.reload();
  expect(unread).toEqual([
    { folder: join(folder.path, 'entries'), isSetAside: false },
    { folder: join(folder.path, 'set-aside'), isSetAside: true },
  ]);
});
