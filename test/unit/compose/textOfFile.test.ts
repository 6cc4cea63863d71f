import { expect, test } from 'vitest';
import { textInEncoding, textOfFile } from '../../../src/compose/textOfFile.ts';
import { Failure } from '../../../src/base/failure.ts';
import type { Sources } from '../../../src/storage/sources.ts';
import { decodeAs } from '../../support/decodeAs.ts';
import { piecesOf } from '../../support/piecesOf.ts';

function sourcesOf(pieces: readonly Uint8Array[], seen?: string): Sources {
  return {
    facts: () => Promise.reject(new Error('not asked')),
    read: () => piecesOf(...pieces),
    isUnsaved: () => seen !== undefined,
    unsavedText: () => seen,
    decode: (content, encoding) => Promise.resolve(decodeAs(encoding, content)),
  };
}

/** Reads `pieces` as a file that had `size` bytes when it was chosen. */
function read(pieces: readonly Uint8Array[], size = 1, largest = 1000) {
  return textOfFile(sourcesOf(pieces), { uri: 'file:///a.log', name: 'a.log', size }, largest);
}

/** Reads `content` as the user says: in the encoding of that id, or the first that is proposed. */
async function readAs(content: Uint8Array, id?: string): Promise<string> {
  const file = await read([content]);
  if ('text' in file) expect.fail('the encoding is known');
  const encoding = { id: id ?? file.proposed[0] ?? '', label: 'Chosen' };
  return await textInEncoding(sourcesOf([]), 'a.log', file.bytes, encoding);
}

const bytes = (...values: readonly number[]) => Uint8Array.from(values);

test.each<[string, readonly Uint8Array[], string]>([
  ['UTF-8', [Buffer.from('Grüße\n')], 'Grüße\n'],
  ['UTF-8 with its mark', [bytes(0xef, 0xbb, 0xbf), Buffer.from('hi')], 'hi'],
  ['a character cut in two by the reading', [bytes(0xc3), bytes(0xbc)], 'ü'],
  ['UTF-16, little end first', [bytes(0xff, 0xfe, 0x68, 0, 0x69, 0)], 'hi'],
  ['UTF-16, big end first', [bytes(0xfe, 0xff, 0, 0x68, 0, 0x69)], 'hi'],
])('%s', async (_, pieces, text) => {
  expect(await read(pieces)).toEqual({ text });
});

test.each<[string, readonly Uint8Array[], RegExp]>([
  ['bytes that are no text', [bytes(0x89, 0x50, 0x4e, 0x47)], /not a text file/],
  ['a NUL in what could be text', [Buffer.from('PK\0\0')], /not a text file/],
  ['NULs at any places', [bytes(0xff, 0x00, 0x80)], /not a text file/],
  [
    'a program',
    [bytes(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 62, 0)],
    /not a text file/,
  ],
  ['many control characters', [bytes(0x80, 0x01, 0x02, 0x41, 0x1f, 0x03)], /not a text file/],
  ['nothing', [], /holds no text/],
  ['white space', [Buffer.from(' \n')], /holds no text/],
  [
    'more bytes than when it was chosen',
    [new Uint8Array(600).fill(65), new Uint8Array(600).fill(65)],
    /is 2 KB; .* up to 1 KB/,
  ],
])('%s: the problem is one sentence, at the attachment', async (_, pieces, message) => {
  const failure: unknown = await read(pieces).catch((error: unknown) => error);
  expect(Failure.is(failure, 'invalid') && failure.field).toBe('attachment');
  expect(String(failure)).toMatch(message);
});

test('a file that was too large already when it was chosen is not read', async () => {
  const unread: Sources = {
    ...sourcesOf([]),
    read: () => {
      throw new Error('read');
    },
  };
  const file = { uri: 'file:///a.log', name: 'a.log', size: 1001 };
  await expect(textOfFile(unread, file, 1000)).rejects.toMatchObject({ field: 'attachment' });
});

const wide = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
const swapped = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le').swap16());

test.each<[string, Uint8Array, readonly string[]]>([
  ['Windows-1252', Buffer.from('Grüße aus Köln', 'latin1'), ['windows1252']],
  ['one letter of Windows-1252', bytes(0x68, 0xc3), ['windows1252']],
  [
    'Windows-1252 with escapes and a form feed',
    Buffer.from(`\x1b[1mGrüße\x1b[0m\f${'a'.repeat(400)}`, 'latin1'),
    ['windows1252'],
  ],
  ['a DOS file with its end', bytes(0x47, 0x72, 0x81, 0x1a), ['windows1252']],
  ['UTF-16 without a mark', wide('Hello, Zoë – “hi”\r\n'), ['utf16le']],
  ['UTF-16 without a mark, big end first', swapped('Hello, Zoë – “hi”\r\n'), ['utf16be']],
  ['UTF-16 of Cyrillic', wide('Привет, мир\n'), ['utf16le']],
  ['UTF-16 of Chinese with line ends', wide('一二三\n第一行\n'), ['utf16le']],
  ['UTF-16 with a NUL at its end', wide('Hello\r\n\0'), ['utf16le']],
  ['a NUL at its end', Buffer.from('Hello\0'), ['utf8', 'windows1252']],
  ['many NULs at its end', Buffer.from(`Grüße${'\0'.repeat(300)}`), ['utf8', 'windows1252']],
  ['Windows-1252 with a NUL at its end', Buffer.from('Grüße\0', 'latin1'), ['windows1252']],
  ['UTF-16 with its mark and a byte too few', bytes(0xff, 0xfe, 0x68), ['utf16le']],
])('%s is text of which the encoding is asked for', async (_, content, proposed) => {
  const file = await read([content]);
  expect('proposed' in file && file.proposed.slice(0, proposed.length)).toEqual(proposed);
});

test.each<[Uint8Array, string | undefined, string]>([
  [Buffer.from('Grüße €', 'latin1'), 'windows1252', 'Grüße ¬'],
  [Buffer.from('Grüße', 'latin1'), undefined, 'Grüße'],
  [wide('Hello, Zoë – “hi”'), undefined, 'Hello, Zoë – “hi”'],
  [swapped('Hello'), undefined, 'Hello'],
  [wide('Hello\0'), undefined, 'Hello'],
  [Buffer.from('Hello\0\0'), undefined, 'Hello'],
  [bytes(0xcf, 0xf0, 0xe8), 'windows1251', 'При'],
])('%j in the encoding %s is %j', async (content, id, text) => {
  expect(await readAs(content, id)).toBe(text);
});

test.each<[string, Uint8Array, string]>([
  ['half a character', Buffer.from('Grüße', 'latin1'), 'utf8'],
  ['what the encoding does not have', bytes(0x81, 0x20, 0xff), 'shiftjis'],
])('%s is not taken for a text in the chosen encoding', async (_, content, id) => {
  await expect(readAs(content, id)).rejects.toThrow('“a.log” is not in Chosen. Choose another encoding.');
});

test('an encoding that the editor refuses is another one', async () => {
  const sources = { ...sourcesOf([]), decode: () => Promise.reject(new Error('binary')) };
  const encoding = { id: 'windows1252', label: 'Western' };
  await expect(textInEncoding(sources, 'a.log', bytes(0x41), encoding)).rejects.toMatchObject({
    message: '“a.log” is not in Western. Choose another encoding.',
    field: 'attachment',
  });
});

test('of a document that is not saved, what is seen is the text, and the file is not read', async () => {
  const sources: Sources = {
    ...sourcesOf([], 'as seen'),
    read: () => {
      throw new Error('read');
    },
  };
  const file = { uri: 'untitled:Untitled-1', name: 'Untitled-1.txt', size: 7 };
  expect(await textOfFile(sources, file, 1000)).toEqual({ text: 'as seen' });
  await expect(textOfFile(sources, file, 6)).rejects.toThrow('is 1 KB; a text file of up to 1 KB');
  await expect(textOfFile({ ...sources, unsavedText: () => ' ' }, file, 6)).rejects.toThrow('holds no text');
});
