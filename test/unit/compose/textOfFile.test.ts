import { expect, test } from 'vitest';
import { textOfFile } from '../../../src/compose/textOfFile.ts';
import { Failure } from '../../../src/base/failure.ts';
import { piecesOf } from '../../support/piecesOf.ts';

/** Reads `pieces` as a file that had `size` bytes when it was chosen. */
function read(pieces: readonly Uint8Array[], size = 1, largest = 1000): Promise<string> {
  const sources = {
    facts: () => Promise.reject(new Error('not asked')),
    read: () => piecesOf(...pieces),
  };
  return textOfFile(sources, { uri: 'file:///a.log', name: 'a.log', size }, largest);
}

const bytes = (...values: readonly number[]) => Uint8Array.from(values);

test.each<[string, readonly Uint8Array[], string]>([
  ['UTF-8', [Buffer.from('Grüße\n')], 'Grüße\n'],
  ['UTF-8 with its mark', [bytes(0xef, 0xbb, 0xbf), Buffer.from('hi')], 'hi'],
  ['a character cut in two by the reading', [bytes(0xc3), bytes(0xbc)], 'ü'],
  ['UTF-16, little end first', [bytes(0xff, 0xfe, 0x68, 0, 0x69, 0)], 'hi'],
  ['UTF-16, big end first', [bytes(0xfe, 0xff, 0, 0x68, 0, 0x69)], 'hi'],
])('%s', async (_, pieces, text) => {
  expect(await read(pieces)).toBe(text);
});

test.each<[string, readonly Uint8Array[], RegExp]>([
  ['bytes that are no text', [bytes(0x89, 0x50, 0x4e, 0x47)], /not a text file/],
  ['a NUL in what could be text', [Buffer.from('PK\0\0')], /not a text file/],
  ['half a character at the end', [bytes(0x68, 0xc3)], /not a text file/],
  ['UTF-16 with a byte too few', [bytes(0xff, 0xfe, 0x68)], /not a text file/],
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
  const unread = {
    facts: () => Promise.reject(new Error('not asked')),
    read: () => {
      throw new Error('read');
    },
  };
  const file = { uri: 'file:///a.log', name: 'a.log', size: 1001 };
  await expect(textOfFile(unread, file, 1000)).rejects.toMatchObject({ field: 'attachment' });
});
