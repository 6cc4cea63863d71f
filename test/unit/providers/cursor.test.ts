import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { readCursorPage } from '../../../src/providers/cursor.ts';
import { anyText } from '../../support/anyText.ts';

/** A page with entries of these ids, after which the service's own cursor is `next`. */
function pageOf(ids: readonly string[], next: string | null | undefined) {
  return { entries: ids.map((id) => ({ id })), next };
}

/** Reads the page after `cursor`. `asked`: the service's own cursor that it was asked with. */
async function read(cursor: string | undefined, ids: readonly string[], next: string | null | undefined) {
  let requested: string | undefined;
  const page = await readCursorPage(cursor, (own) => {
    requested = own;
    return Promise.resolve(pageOf(ids, next));
  });
  return { asked: requested, ids: page.entries.length, cursor: page.cursor };
}

/** How many pages are read from a service whose page `n` holds `idOn(n)`, and whose own cursors never repeat. */
async function pagesRead(idOn: (page: number) => string, most: number): Promise<number> {
  let cursor: string | undefined;
  for (let page = 0; page < most; page += 1) {
    const { ids, cursor: next } = await read(cursor, [idOn(page)], `cursor ${page}`);
    if (ids === 0) return page;
    cursor = next;
    if (cursor === undefined) return page + 1;
  }
  return most;
}

describe('the position in a long list', () => {
  it('holds the service’s own cursor as it is', async () => {
    const { cursor } = await read(undefined, ['a'], 'x=');
    expect(await read(cursor, ['b'], 'y')).toMatchObject({ asked: 'x=', ids: 1 });
  });

  it.each([undefined, null, '', 'x'])('is the end where the service leads to %j', async (next) => {
    const { cursor } = await read(undefined, ['a'], 'x');
    expect(await read(cursor, ['b'], next)).toEqual({ asked: 'x', ids: 1, cursor: undefined });
  });

  it('ends in every circle, soon, and nowhere else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(30), fc.integer({ min: 1, max: 30 }), async (before, circle) => {
        const idOn = (page: number) => (page < before ? `${page}` : `c${(page - before) % circle}`);
        const pages = await pagesRead(idOn, 1000);
        expect(pages).toBeGreaterThanOrEqual(before + circle);
        expect(pages).toBeLessThanOrEqual(3 * (before + circle) + 2);
      }),
    );
    expect(await pagesRead(String, 3000)).toBe(3000);
  });

  it('stays short, however long the list', async () => {
    let cursor: string | undefined;
    for (let page = 0; page < 300; page += 1) {
      const ids = Array.from({ length: 200 }, (_, at) => `cus_${page}_${at}`);
      cursor = (await read(cursor, ids, `c${page}`)).cursor;
      expect(cursor?.length).toBeLessThan(80);
    }
  });

  it('read from any text is a position or a Failure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyText(), fc.json()), async (text) => {
        const { asked: requested } = await read(text, ['a'], 'x').catch((error: unknown) => {
          expect(Failure.is(error, 'invalid')).toBe(true);
          return { asked: 'refused' };
        });
        expect(requested).not.toBe('');
        expect(requested).toBeDefined();
      }),
    );
  });
});
