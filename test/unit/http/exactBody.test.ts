import { describe, expect, it } from 'vitest';
import { exactBody } from '../../../src/http/exactBody.ts';
import { piecesOf } from '../../support/piecesOf.ts';

function source(...pieces: readonly string[]): AsyncGenerator<Uint8Array> {
  return piecesOf(...pieces.map((piece) => Buffer.from(piece)));
}

/** What comes out, and how it ends. */
async function drained(length: number, ...pieces: string[]): Promise<{ text: string; end: unknown }> {
  let text = '';
  try {
    for await (const piece of exactBody(source(...pieces), length)) text += Buffer.from(piece).toString();
    return { text, end: 'whole' };
  } catch (error) {
    return { text, end: error };
  }
}

describe('exactBody', () => {
  it.each([[['abc', 'def']], [['abcdef']], [['', 'abc', '', 'def', '']]])('passes %j on', async (pieces) => {
    expect(await drained(6, ...pieces)).toEqual({ text: 'abcdef', end: 'whole' });
  });

  it('passes nothing on from an empty source', async () => {
    expect(await drained(0)).toEqual({ text: '', end: 'whole' });
  });

  it.each([
    ['longer by a piece', ['abcdef', 'g']],
    ['longer by two pieces', ['abcdef', 'g', 'h']],
    ['longer after an empty piece', ['abcdef', '', 'g']],
    ['longer in its only piece', ['abcdefg']],
    ['shorter', ['abc', 'de']],
    ['empty', []],
  ])('never yields the announced length when the source is %s', async (_, pieces) => {
    const { text, end } = await drained(6, ...pieces);
    expect(text.length).toBeLessThan(6);
    expect(end).toMatchObject({ reason: 'storage', detail: 'not the 6 bytes that were announced' });
  });
});
