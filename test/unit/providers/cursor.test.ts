import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { nextListCursor, readListCursor } from '../../../src/providers/cursor.ts';
import { anyText } from '../../support/anyText.ts';

/** How many pages are read of a service whose page `n` is `pageAt(n)`; cursors never repeat. */
function pagesRead(pageAt: (page: number) => string, most: number): number {
  let cursor: string | undefined;
  for (let page = 0; page < most; page += 1) {
    const before = cursor === undefined ? undefined : readListCursor(cursor);
    const next = nextListCursor(before, [pageAt(page)], `cursor ${page}`);
    if (next.repeats) return page;
    cursor = next.cursor;
    if (cursor === undefined) return page + 1;
  }
  return most;
}

describe('the position in a long list', () => {
  it('is kept as it is, with the cursor of the service', () => {
    const { cursor = '' } = nextListCursor(undefined, ['a'], 'x=');
    expect(readListCursor(cursor)).toMatchObject({ at: 'x=', page: 1 });
    expect(nextListCursor(readListCursor(cursor), ['b'], 'y').repeats).toBe(false);
  });

  it.each([undefined, null, '', 'x'])('is the end where the service leads to %j', (next) => {
    const { cursor = '' } = nextListCursor(undefined, ['a'], 'x');
    expect(nextListCursor(readListCursor(cursor), ['b'], next)).toEqual({
      repeats: false,
      cursor: undefined,
    });
  });

  it('ends in every circle, soon, and nowhere else', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.integer({ min: 1, max: 30 }), (before, circle) => {
        const pageAt = (page: number) => (page < before ? `${page}` : `c${(page - before) % circle}`);
        const read = pagesRead(pageAt, 1000);
        expect(read).toBeGreaterThanOrEqual(before + circle);
        expect(read).toBeLessThanOrEqual(3 * (before + circle) + 2);
      }),
    );
    expect(pagesRead(String, 3000)).toBe(3000);
  });

  it('stays short, however long the list', () => {
    let cursor: string | undefined;
    for (let page = 0; page < 300; page += 1) {
      const ids = Array.from({ length: 200 }, (_, at) => `cus_${page}_${at}`);
      cursor = nextListCursor(
        cursor === undefined ? undefined : readListCursor(cursor),
        ids,
        `c${page}`,
      ).cursor;
      expect(cursor?.length).toBeLessThan(80);
    }
  });

  it('of any text is a position or a Failure', () => {
    fc.assert(
      fc.property(fc.oneof(anyText(), fc.json()), (text) => {
        try {
          expect(readListCursor(text).at).not.toBe('');
        } catch (error) {
          expect(Failure.is(error, 'invalid')).toBe(true);
        }
      }),
    );
  });
});
