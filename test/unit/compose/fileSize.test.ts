import { expect, test } from 'vitest';
import { fileSize } from '../../../src/compose/fileSize.ts';
import type { Sources } from '../../../src/storage/sources.ts';
import { piecesOf } from '../../support/piecesOf.ts';

function sourcesOf(read: Sources['read']): Sources {
  return {
    facts: () => Promise.reject(new Error('not asked')),
    read,
    isUnsaved: () => false,
    unsavedText: () => undefined,
    decode: () => Promise.reject(new Error('not asked')),
  };
}

test('a told size is taken, and the file is not read', async () => {
  const unread = sourcesOf(() => {
    throw new Error('read');
  });
  expect(await fileSize(unread, 'file:///a', 7, 1000)).toBe(7);
});

test('a size that is told as 0 is found by reading', async () => {
  const sources = sourcesOf(() => piecesOf(new Uint8Array(600), new Uint8Array(5)));
  expect(await fileSize(sources, 'file:///proc/version', 0, 1000)).toBe(605);
  expect(
    await fileSize(
      sourcesOf(() => piecesOf()),
      'file:///empty',
      0,
      1000,
    ),
  ).toBe(0);
});

test('a file without an end is read until it is too large', async () => {
  let pieces = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      await Promise.resolve();
      pieces += 1;
      yield new Uint8Array(600);
    }
  }
  expect(await fileSize(sourcesOf(endless), 'file:///proc/kmsg', 0, 1000)).toBe(1200);
  expect(pieces).toBe(2);
});
