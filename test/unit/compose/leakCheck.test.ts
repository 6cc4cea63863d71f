import { expect, test } from 'vitest';
import { LeakCheck, type LeakAnswer, type Suspect } from '../../../src/compose/leakCheck.ts';
import { Failure } from '../../../src/base/failure.ts';
import type { FindSecrets } from '../../../src/leaks/secretSearch.ts';
import { openComposeHarness, write } from '../../support/composeHarness.ts';
import { decodeAs } from '../../support/decodeAs.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { memoryLog } from '../http/loopback.ts';

/** Takes each `s3cret` for a secret. */
const findSecrets: FindSecrets = (text) =>
  Promise.resolve(
    Array.from(text.matchAll(/s3cret/g), ({ index }) => ({
      kind: 'assignment' as const,
      start: index,
      end: index + 6,
    })),
  );

interface Given {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly find?: FindSecrets;
}

/** A check whose user gives these answers, one after the other. */
function open(answers: readonly (LeakAnswer | undefined)[], { files = {}, find = findSecrets }: Given = {}) {
  const asked: { readonly suspects: readonly Suspect[]; readonly answers: readonly LeakAnswer[] }[] = [];
  const copies: string[] = [];
  const order: string[] = [];
  const check = new LeakCheck({
    findSecrets: (text) => {
      order.push('search');
      return find(text);
    },
    ask: (suspects, possible) => {
      asked.push({ suspects, answers: possible });
      return Promise.resolve(answers[asked.length - 1]);
    },
    readKeys: () => Promise.resolve(void order.push('keys')),
    sources: {
      async *read(uri) {
        const bytes = files[uri];
        if (bytes === undefined) throw new Failure('invalid', 'This file cannot be read.');
        yield await Promise.resolve(Buffer.from(bytes));
      },
      decode: (bytes, encoding) => Promise.resolve(decodeAs(encoding, bytes)),
    },
    received: {
      addBytes(name, bytes) {
        copies.push(Buffer.from(bytes).toString());
        return Promise.resolve({ uri: `copy:${copies.length}`, name, size: bytes.byteLength });
      },
    },
    log: memoryLog(),
  });
  return { check, asked, copies, order };
}

const fileOf = (uri: string) => ({ file: { uri, name: uri.replace('file:', ''), size: 10 } });

test('a text without secrets goes on as it is, and nobody is asked', async () => {
  const { check, asked, order } = open([]);
  expect(await check.text('Hello', 'The text')).toBe('Hello');
  // Keys of accounts are known before the text is looked through.
  expect([asked, order]).toEqual([[], ['keys', 'search']]);
});

test('of a text with secrets, the user is told where they are, and decides', async () => {
  const text = 'one\ns3cret and s3cret\ns3cret';
  const { check, asked } = open(['mask', 'asItIs', undefined]);
  expect(await check.text(text, 'The text')).toBe('one\n[masked] and [masked]\n[masked]');
  expect(await check.text(text, 'The text')).toBe(text);
  expect(await check.text(text, 'The text')).toBeUndefined();
  expect(asked[0]).toMatchObject({
    answers: ['mask', 'asItIs'],
    suspects: [{ name: 'The text', why: 'found', secrets: [{ line: 2 }, { line: 2 }, { line: 3 }] }],
  });
});

test('a masked file is a copy, and the others stay as they are', async () => {
  const files = { 'file:a.txt': 'x = s3cret\n', 'file:b.txt': 'nothing' };
  const { check, asked, copies } = open(['mask'], { files });
  const [first, second] = (await check.check([fileOf('file:a.txt'), fileOf('file:b.txt')])) ?? [];
  expect([first, second]).toEqual([
    { file: { uri: 'copy:1', name: 'a.txt', size: 13 } },
    fileOf('file:b.txt'),
  ]);
  expect(copies).toEqual(['x = [masked]\n']);
  expect(asked).toMatchObject([{ answers: ['mask', 'leaveOut', 'asItIs'], suspects: [{ name: 'a.txt' }] }]);
});

test('a file can be left out', async () => {
  const files = { 'file:a.txt': 's3cret', 'file:b.txt': 'nothing' };
  const { check } = open(['leaveOut'], { files });
  const checked = await check.check([fileOf('file:a.txt'), fileOf('file:b.txt')]);
  expect(checked).toEqual([undefined, fileOf('file:b.txt')]);
});

test('a file is asked about by its name alone, and cannot be masked then', async () => {
  const files = { 'file:id_rsa': new Uint8Array([0, 255, 0, 128]), 'file:.env': 'HOST=localhost' };
  const { check, asked } = open(['leaveOut'], { files });
  expect(await check.check([fileOf('file:id_rsa'), fileOf('file:.env')])).toEqual([undefined, undefined]);
  expect(asked).toMatchObject([
    { answers: ['leaveOut', 'asItIs'], suspects: [{ why: 'name' }, { why: 'name', secrets: [] }] },
  ]);
});

test('a file in another encoding, or with more text than is looked through, is not masked', async () => {
  const long = `s3cret\n${'x'.repeat(100)}\n`.repeat(60_000);
  const files = { 'file:wide.txt': Buffer.from('s3cret', 'utf16le'), 'file:long.txt': long };
  const { check, asked } = open(['leaveOut', 'leaveOut'], { files });
  await check.check([fileOf('file:wide.txt')]);
  await check.check([fileOf('file:long.txt')]);
  expect(asked.map(({ answers }) => answers)).toEqual([
    ['leaveOut', 'asItIs'],
    ['leaveOut', 'asItIs'],
  ]);
  expect(asked[1]?.suspects[0]?.text?.length).toBeLessThan(5_000_001);
});

test('what the user let go with a note is not asked about again, unless it has changed or goes with another note', async () => {
  const files: Record<string, string> = { 'file:a.txt': 's3cret' };
  const { check, asked } = open(['asItIs', 'asItIs', 'asItIs', 'asItIs'], { files });
  const again = (noteId: string) => check.check([fileOf('file:a.txt')], { noteId });
  await again('one');
  await again('one');
  expect(asked.length).toBe(1);
  await again('two');
  files['file:a.txt'] = 's3cret s3cret';
  await again('one');
  expect(asked.length).toBe(3);
});

test('where the rules cannot be loaded, the user is asked and not passed over', async () => {
  const log = memoryLog();
  const { check, asked } = open(['asItIs'], { find: () => Promise.reject(new Error('no such bundle')) });
  expect(await check.text('Hello', 'The text')).toBe('Hello');
  expect(asked).toMatchObject([{ answers: ['asItIs'], suspects: [{ why: 'notSearched' }] }]);
  expect(log.lines).toEqual([]);
});

test('a file that cannot be read is left to whoever copies it', async () => {
  const { check, asked } = open([]);
  expect(await check.check([fileOf('file:gone.txt')])).toEqual([fileOf('file:gone.txt')]);
  expect(asked).toEqual([]);
});

test('a search that was cancelled asks nobody', async () => {
  const { check, asked } = open(['asItIs'], { files: { 'file:a.txt': 's3cret' } });
  const search = check.check([fileOf('file:a.txt')], { signal: AbortSignal.abort() });
  await expect(search).rejects.toMatchObject({ reason: 'cancelled' });
  expect(asked).toEqual([]);
});

const attachable = new Map([['file:///a.txt', Buffer.from('x = s3cret\n')]]);
const chosen = { uri: 'file:///a.txt', name: 'a.txt', size: 11 };

/** A note with the file in the form, whose user answers like this. */
async function openForm(folder: string, answer: LeakAnswer | undefined) {
  const asked: (readonly Suspect[])[] = [];
  const harness = openComposeHarness(folder, {
    attachable,
    findSecrets,
    askAboutLeaks: (suspects) => {
      asked.push(suspects);
      return Promise.resolve(answer);
    },
  });
  await write(harness, 'Hello');
  harness.composer.attach(chosen);
  return { ...harness, asked };
}

test('a note in the form goes with the masked copy, and its draft is gone', async () => {
  await using folder = await temporaryFolder();
  const { composer, drafts, outbox, sources } = await openForm(folder.path, 'mask');
  const entry = await composer.log();
  expect(entry?.note.attachment).toMatchObject({ name: 'a.txt', size: 13 });
  const pieces: Uint8Array[] = [];
  for await (const piece of sources.read(entry?.draft.attachments[0]?.uri ?? '')) pieces.push(piece);
  expect(Buffer.concat(pieces).toString()).toBe('x = [masked]\n');
  expect([await drafts.all(), outbox.size, composer.hasContent]).toEqual([[], 1, false]);
});

test('a note in the form that is not to go stays there, with its file', async () => {
  await using folder = await temporaryFolder();
  const { composer, outbox } = await openForm(folder.path, undefined);
  expect(await composer.log()).toBeUndefined();
  expect([outbox.size, composer.draft.attachments, composer.notice?.isError]).toEqual([0, [chosen], false]);
});

test('the note goes without a file that is left out', async () => {
  await using folder = await temporaryFolder();
  const { composer, asked } = await openForm(folder.path, 'leaveOut');
  const entry = await composer.log();
  expect([entry?.note.attachment, asked.length]).toEqual([undefined, 1]);
});

test('a text that was pasted into the form is masked there, and goes so', async () => {
  await using folder = await temporaryFolder();
  const { composer, asked } = await openForm(folder.path, 'mask');
  composer.detach(chosen.uri);
  composer.edit('text', 'Hello, the log says: token s3cret');
  const entry = await composer.log();
  expect(entry?.note.text.value).toBe('Hello, the log says: token [masked]');
  expect([entry?.draft.values.text, asked.length]).toEqual(['Hello, the log says: token [masked]', 1]);
});

test('a text that was typed is not looked through', async () => {
  await using folder = await temporaryFolder();
  const { composer, asked } = await openForm(folder.path, 'mask');
  composer.detach(chosen.uri);
  let typed = '';
  for (const key of 'the s3cret of it') composer.edit('text', (typed += key));
  expect((await composer.log())?.note.text.value).toBe('the s3cret of it');
  expect(asked).toEqual([]);
});

test('a pasted text that goes as it is is not asked about again when the note could not be logged', async () => {
  await using folder = await temporaryFolder();
  const { composer, asked } = await openForm(folder.path, 'asItIs');
  composer.detach(chosen.uri);
  composer.edit('text', 'Hello, the log says: token s3cret');
  composer.recipient.clear();
  expect([await composer.log(), await composer.log()]).toEqual([undefined, undefined]);
  expect(asked.length).toBe(1);
});
