import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { ReceivedFiles } from '../../../src/drafts/receivedFiles.ts';
import { emptyDraft, type ChosenFile, type Draft } from '../../../src/model/draft.ts';
import type { Sources } from '../../../src/storage/sources.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { faultyFiles, fullFrom, type Fault } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { piecesOf } from '../../support/piecesOf.ts';
import { memoryLog } from '../http/loopback.ts';

const day = 24 * 3600_000;
const folder = '/drafts/files';
const png = Buffer.from('bytes of a picture');

/** Every other file is read from here. */
const others: Sources = {
  facts: () => Promise.resolve({ kind: 'file', size: 1, isUnsaved: true }),
  read: () => piecesOf(Buffer.from('other')),
  isUnsaved: () => true,
  unsavedText: () => 'seen',
  decode: () => Promise.resolve('decoded'),
};

function open(fault: Fault = () => undefined, unsaved: readonly Draft[] = []) {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const log = memoryLog();
  let ids = 0;
  const faulty = faultyFiles(disk.files, fault);
  const received = new ReceivedFiles({
    files: faulty.files,
    folder,
    referrers: ['/drafts', '/entries', '/drafts'],
    unsaved: () => unsaved,
    clock,
    newId: () => `id-${++ids}`,
    log,
  });
  const names = () => disk.list(folder);
  return { clock, disk, log, received, operations: faulty.operations, names, sources: received.over(others) };
}

async function textOf(sources: Sources, uri: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of sources.read(uri)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const draftWith = (...attachments: ChosenFile[]): Draft => ({
  ...emptyDraft('d', 'one', 'note', 'customer'),
  attachments,
});

test('a file is read like one that was chosen, by a new start, too', async () => {
  const { received, disk } = open();
  const file = await received.add('image.png', png.length, piecesOf(png));
  expect(file).toMatchObject({ name: 'image.png', size: png.length });
  const next = new ReceivedFiles({
    files: disk.files,
    folder,
    referrers: [],
    unsaved: () => [],
    clock: fakeClock(),
    newId: () => 'x',
    log: memoryLog(),
  });
  const sources = next.over(others);
  expect(await sources.facts(file.uri)).toEqual({ kind: 'file', size: png.length, isUnsaved: false });
  expect(await textOf(sources, file.uri)).toBe(png.toString());
  expect(sources.unsavedText(file.uri)).toBeUndefined();
});

test.each(['file:///a', 'notelog-file:../../keys', 'notelog-file:', 'untitled:notelog-file:id-1'])(
  '%s is not one of them',
  async (uri) => {
    const { received, sources } = open();
    await received.add('image.png', png.length, piecesOf(png));
    expect(await sources.facts(uri)).toMatchObject({ isUnsaved: true });
    expect([await textOf(sources, uri), sources.unsavedText(uri)]).toEqual(['other', 'seen']);
  },
);

test.each([
  [png.length - 1, 'more'],
  [png.length + 1, 'fewer'],
])('of a file that was told as %s bytes and has %s, nothing is kept', async (size) => {
  const { received, names } = open();
  await expect(received.add('image.png', size, piecesOf(png))).rejects.toMatchObject({
    reason: 'invalid',
    field: 'attachment',
    message: '“image.png” changed while it was being read. Attach it again.',
  });
  expect(names()).toEqual([]);
});

test('a file that has no end is left at the first byte too many', async () => {
  const { received, names } = open();
  let given = 0;
  const endless = async function* () {
    for (; given < 1000; given++) yield await Promise.resolve(png);
  };
  await expect(received.add('image.png', png.length, endless())).rejects.toMatchObject({ reason: 'invalid' });
  expect([given, names()]).toEqual([1, []]);
});

test('of a file that is cancelled half-way, nothing is kept', async () => {
  const { received, names } = open();
  const cancelled = new Failure('cancelled', 'Cancelled.');
  const half = async function* () {
    yield png.subarray(0, 4);
    throw await Promise.resolve(cancelled);
  };
  await expect(received.add('image.png', png.length, half())).rejects.toBe(cancelled);
  expect(names()).toEqual([]);
});

test('a disk that is full at any step says so, and keeps nothing that counts', async () => {
  const clean = open();
  await clean.received.add('image.png', png.length, piecesOf(png));
  for (let step = 1; step <= clean.operations.length; step++) {
    const { received, names, clock } = open(fullFrom(step));
    const adding = received.add('image.png', png.length, piecesOf(png));
    await expect(adding).rejects.toMatchObject({ reason: 'storage' });
    await expect(adding).rejects.toThrow('no space');
    await clock.advance(2 * day);
    await received.tidy();
    expect([step, names()]).toEqual([step, []]);
  }
});

test('a file that is gone is one sentence about the attachment', async () => {
  const { sources } = open();
  for (const reading of [sources.facts('notelog-file:gone'), textOf(sources, 'notelog-file:gone')]) {
    await expect(reading).rejects.toMatchObject({ reason: 'invalid', field: 'attachment' });
    await expect(reading).rejects.toThrow('attach it again');
  }
});

test('a file stays while a draft or an entry refers to it, claimed or damaged, and goes after the last one', async () => {
  const { received, disk, names } = open();
  const file = await received.add('image.png', png.length, piecesOf(png));
  const referrers = ['/drafts/d.json', '/drafts/d@host-1.json', '/entries/d.json'];
  for (const path of referrers) disk.put(path, JSON.stringify(draftWith(file)).slice(0, -3));
  for (const path of referrers) {
    await received.release([file]);
    expect(names()).toEqual(['id-1.bin']);
    await disk.files.remove(path);
  }
  await received.release([file]);
  expect(names()).toEqual([]);
});

test('a file of a draft that the disk refuses stays', async () => {
  const unsaved: Draft[] = [];
  const { received, names, clock } = open(undefined, unsaved);
  const file = await received.add('image.png', png.length, piecesOf(png));
  unsaved.push(draftWith(file));
  await clock.advance(2 * day);
  await received.tidy();
  await received.release([file]);
  expect(names()).toEqual(['id-1.bin']);
});

test('what nothing refers to stays for a day, since another window may be about to, and goes at once if all is to go', async () => {
  const { received, names, clock } = open();
  await received.add('image.png', png.length, piecesOf(png));
  await received.tidy();
  expect(names()).toHaveLength(1);
  await clock.advance(day + 1000);
  await received.tidy();
  expect(names()).toEqual([]);
  await received.add('image.png', png.length, piecesOf(png));
  await received.tidy({ all: true });
  expect(names()).toEqual([]);
});

test('where a draft cannot be read, nothing is removed, and the log says so without a path', async () => {
  const { received, disk, names, log } = open(({ name, path }) =>
    name === 'read' && path === '/drafts/other.json' ? 'EACCES' : undefined,
  );
  const file = await received.add('image.png', png.length, piecesOf(png));
  disk.put('/drafts/other.json', '{}');
  await received.release([file]);
  expect(names()).toHaveLength(1);
  expect(log.lines.join()).toContain('Pasted files cannot be removed: EACCES');
  expect(log.lines.join()).not.toContain('/drafts');
});

test('a draft that is claimed while it is looked at is found under its new name', async () => {
  const renamed = { done: false };
  const opened = open(({ name, path }) => {
    if (name === 'read' && path === '/drafts/d.json' && !renamed.done) {
      renamed.done = true;
      void opened.disk.files.rename('/drafts/d.json', '/drafts/d@host-1.json');
    }
    return undefined;
  });
  const file = await opened.received.add('image.png', png.length, piecesOf(png));
  opened.disk.put('/drafts/d.json', JSON.stringify(draftWith(file)));
  await opened.received.release([file]);
  expect([renamed.done, opened.names()]).toEqual([true, ['id-1.bin']]);
});
