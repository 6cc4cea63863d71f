import { expect, test } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { FormFiles, mostFiles, type GivenFile } from '../../../src/compose/formFiles.ts';
import { ReceivedFiles } from '../../../src/drafts/receivedFiles.ts';
import type { ChosenFile } from '../../../src/model/draft.ts';
import { fakeClock, settle } from '../../support/fakeClock.ts';
import { faultyFiles, type Fault } from '../../support/faultyFiles.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';
import { memoryLog } from '../http/loopback.ts';

const pieces = [Buffer.from('first '), Buffer.from('second '), Buffer.from('third')];
const size = Buffer.concat(pieces).length;
const folder = '/drafts/files';

function open(fault: Fault = () => undefined) {
  const clock = fakeClock();
  const disk = memoryFiles(() => clock.now());
  const log = memoryLog();
  const { files } = faultyFiles(disk.files, fault);
  let ids = 0;
  const newId = () => `id-${++ids}`;
  const received = new ReceivedFiles({ files, folder, referrers: [], unsaved: () => [], clock, newId, log });
  const attached: (ChosenFile & { draftId: string })[] = [];
  const drafts = new Set(['d']);
  const formFiles = new FormFiles(
    { received, largestAttachment: () => 1000, log },
    {
      countOf: () => attached.length,
      attach: (file, draftId) => drafts.has(draftId) && attached.push({ ...file, draftId }) > 0,
      changed: () => undefined,
    },
  );
  const signal = new AbortController().signal;
  const settled = (of = 'd') => formFiles.settled((id) => id === of, signal);
  return { disk, log, formFiles, attached, drafts, settled, names: () => disk.list(folder) };
}

function given(more: Partial<GivenFile> = {}): GivenFile {
  return { draftId: 'd', key: 'k', name: 'photo.png', size, isFolder: false, ...more };
}

const inPieces = (index: number) => Promise.resolve(pieces[index] ?? new Uint8Array());
const never = () => new Promise<Uint8Array>(() => undefined);
const problems = (files: FormFiles) => files.pending().map(({ problem }) => problem);

test('a file is read piece by piece, one after the other, and is attached once it is whole on the disk', async () => {
  const { formFiles, attached, settled, disk, names } = open();
  const asked: number[] = [];
  formFiles.begin(given(), (index) => {
    asked.push(index);
    return inPieces(index);
  });
  expect(formFiles.pending()).toMatchObject([{ name: 'photo.png', size, progress: 0, problem: undefined }]);
  await settled();
  expect(asked).toEqual([0, 1, 2]);
  expect(attached).toMatchObject([{ name: 'photo.png', size, draftId: 'd' }]);
  expect(disk.text(`${folder}/${names()[0]}`)).toBe('first second third');
  expect(formFiles.pending()).toEqual([]);
});

test('no piece of a second file is asked for while a first one is read', async () => {
  const { formFiles, attached, settled } = open();
  const first = Promise.withResolvers<Uint8Array>();
  const asked: string[] = [];
  formFiles.begin(given({ key: 'a' }), (index) => (index === 0 ? first.promise : inPieces(index)));
  formFiles.begin(given({ key: 'b' }), (index) => {
    asked.push(`b${index}`);
    return inPieces(index);
  });
  await settle();
  expect(asked).toEqual([]);
  first.resolve(pieces[0] ?? new Uint8Array());
  await settled();
  expect([asked, attached.length]).toEqual([['b0', 'b1', 'b2'], 2]);
});

test.each<[string, Partial<GivenFile>, string]>([
  ['a folder', { isFolder: true }, '“photo.png” is a folder'],
  ['of 0 bytes', { size: 0 }, '“photo.png” is empty (0 bytes)'],
  ['too large', { size: 1001 }, 'notelog.attachment.maxMegabytes'],
])(
  'a file that is %s is refused in one sentence, and nothing of it is asked for',
  async (_, more, sentence) => {
    const { formFiles, settled, names } = open();
    formFiles.begin(given(more), () => {
      throw new Error('asked for');
    });
    expect(problems(formFiles)).toEqual([expect.stringContaining(sentence)]);
    await settled();
    expect([formFiles.remove('k'), formFiles.pending(), names()]).toEqual([true, [], []]);
  },
);

test('where the account takes no files, that is said and nothing is asked for', () => {
  const { formFiles } = open();
  formFiles.begin(given(), never, 'ChartMogul takes no files.');
  expect(problems(formFiles)).toEqual(['ChartMogul takes no files.']);
});

test.each<[string, (index: number) => Promise<Uint8Array>, string]>([
  ['grows', () => Promise.resolve(new Uint8Array(size + 1)), 'changed while it was being read'],
  [
    'ends early',
    (index) => Promise.resolve(index === 0 ? new Uint8Array(3) : new Uint8Array()),
    'changed while',
  ],
  [
    'vanishes',
    () => Promise.reject(new Failure('invalid', '“photo.png” was removed.')),
    '“photo.png” was removed.',
  ],
  ['makes a mistake', () => Promise.reject(new TypeError('x')), 'disk could not be read or written'],
])('a file that %s is not attached, its row says why, and Log says it, too', async (_, read, sentence) => {
  const { formFiles, attached, settled, names } = open();
  formFiles.begin(given(), read);
  await expect(settled()).rejects.toMatchObject({
    field: 'attachment',
    message: expect.stringContaining(sentence) as string,
  });
  expect(problems(formFiles)).toEqual([expect.stringContaining(sentence)]);
  expect([attached, names()]).toEqual([[], []]);
  // Once it was said, the note may go without it.
  expect(settled()).toBeUndefined();
});

test('a full disk is one sentence that names the file', async () => {
  const { formFiles, settled } = open(({ name }) => (name === 'write' ? 'ENOSPC' : undefined));
  formFiles.begin(given(), inPieces);
  await settled()?.catch(() => undefined);
  expect(problems(formFiles)).toEqual(['“photo.png” was not attached. There is no space left on this disk.']);
});

test('a file that is cancelled while it is read leaves nothing, and the next one is read', async () => {
  const { formFiles, attached, settled, names } = open();
  formFiles.begin(given({ key: 'a' }), (index) => (index === 0 ? inPieces(0) : never()));
  formFiles.begin(given({ key: 'b', name: 'next.png' }), inPieces);
  await settle();
  expect(formFiles.remove('a')).toBe(true);
  await settled();
  expect([attached.map(({ name }) => name), names().length]).toEqual([['next.png'], 1]);
});

test('a page that goes says so of each file that it was still giving', async () => {
  const { formFiles, settled } = open();
  formFiles.begin(given({ key: 'a' }), never);
  formFiles.begin(given({ key: 'b', name: 'next.png' }), never);
  const waiting = settled();
  await settle();
  formFiles.pageGone();
  await expect(waiting).rejects.toMatchObject({
    message: expect.stringContaining('form was closed') as string,
  });
  expect(problems(formFiles)).toEqual([
    expect.stringContaining('“photo.png” was not read to its end'),
    expect.stringContaining('“next.png” was not read to its end'),
  ]);
});

test('Log can stop waiting for a file', async () => {
  const { formFiles } = open();
  formFiles.begin(given(), never);
  const abort = new AbortController();
  const waiting = formFiles.settled(() => true, abort.signal);
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ reason: 'cancelled' });
});

test('a file whose draft is gone by then is not kept', async () => {
  const { formFiles, attached, drafts, settled, names } = open();
  formFiles.begin(given(), inPieces);
  drafts.delete('d');
  await settled();
  expect([attached, formFiles.pending(), names()]).toEqual([[], [], []]);
});

test('what could not be attached to a draft is forgotten with it', () => {
  const { formFiles } = open();
  formFiles.refuse('d', 'a.png', 'No.');
  formFiles.refuse('other', 'b.png', 'No.');
  formFiles.forgetDraft('d');
  expect(formFiles.pending().map(({ name }) => name)).toEqual(['b.png']);
});

test('a note has so many files and no more, counting those that are being read', async () => {
  const { formFiles, attached, settled } = open();
  for (let count = 0; count <= mostFiles; count++) formFiles.begin(given({ key: `k${count}` }), inPieces);
  expect(problems(formFiles).filter((problem) => problem !== undefined)).toEqual([
    `“photo.png” was not attached: a note can have ${mostFiles} files.`,
  ]);
  await settled();
  expect(attached).toHaveLength(mostFiles);
  expect(formFiles.isFull('d')).toBe(true);
});

test('of thousands of files that are too many, one line says so', () => {
  const { formFiles } = open();
  for (let count = 0; count < 10_000; count++) formFiles.begin(given({ key: `k${count}` }), inPieces);
  expect(problems(formFiles).filter((problem) => problem !== undefined)).toEqual([
    `“photo.png” and the files after it were not attached: a note can have ${mostFiles} files.`,
  ]);
  formFiles.refuseFurther('other', 'a.txt', false);
  expect(problems(formFiles).at(-1)).toContain('“a.txt” and the files after it');
});

test.each([
  ['../../etc/passwd', 'etc-passwd'],
  ['C:\\Users\\ann\\plan.pdf', 'C-Users-ann-plan.pdf'],
  ['\u202egnp.exe', '-gnp.exe'],
  ['a\u0000b\u0007.png', 'a-b-.png'],
  ['שלום.pdf', 'שלום.pdf'],
  ['😀.png', '😀.png'],
  ['..', 'file'],
  ['', 'file'],
])('the name %j becomes %j', async (name, safe) => {
  const { formFiles, attached, settled } = open();
  formFiles.begin(given({ name }), inPieces);
  await settled();
  expect(attached[0]?.name).toBe(safe);
});

test('a name of 300 letters keeps its ending, and fits on a disk', async () => {
  const { formFiles, attached, settled } = open();
  formFiles.begin(given({ name: `${'x'.repeat(300)}.png` }), inPieces);
  await settled();
  expect(attached[0]?.name).toMatch(/^x{100,180}\.png$/);
});
