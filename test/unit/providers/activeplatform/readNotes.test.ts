import { describe, expect, it } from 'vitest';
import { readNotes, type Page } from '../../../../src/providers/activeplatform/readNotes.ts';

const origin = 'https://acme.test';
const at = (page: unknown) => `${origin}/notes?page%5Bsize%5D=2&page%5Bnumber%5D=${String(page)}`;

interface Dated {
  readonly id: string;
  readonly createdAt: Date;
}

/** A service with these ids on its pages, and the page numbers that are requested. The day of a note is its id. */
function service(pages: readonly (readonly number[])[], linksOf: (page: number) => unknown, size = 2) {
  const pageNumbers: number[] = [];
  const read = (page: number): Promise<Page<Dated>> => {
    pageNumbers.push(page);
    const data = (pages[page - 1] ?? []).map((id) => ({
      id: String(id),
      createdAt: new Date(`2025-01-${String(id).padStart(2, '0')}`),
    }));
    return Promise.resolve({ url: at(page), page, size, data, links: linksOf(page) });
  };
  return { read, pageNumbers };
}

/** Reads to the end; fails when there is none. */
async function readAll(read: (page: number) => Promise<Page<Dated>>) {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let calls = 0; calls < 20; calls += 1) {
    const page = await readNotes(read, cursor);
    ids.push(page.notes.map(({ id }) => id).join(','));
    cursor = page.cursor;
    if (cursor === undefined) return ids;
  }
  return expect.fail('no end');
}

const three = [[9, 8], [7, 6], [5]];
const next = (page: number) => (page < 3 ? at(page + 1) : null);

describe('pages of notes', () => {
  it.each<[string, (page: number) => unknown]>([
    ['a link, null at the end', (page) => ({ next: next(page) })],
    ['a link, absent at the end', (page) => (page < 3 ? { next: at(page + 1) } : {})],
    ['a link, empty at the end', (page) => ({ next: next(page) ?? '' })],
    ['a relative link', (page) => ({ next: page < 3 ? `?page[number]=${page + 1}` : null })],
    ['a link object', (page) => ({ next: page < 3 ? { href: at(page + 1) } : null })],
    [
      'a link to another origin',
      (page) => ({ next: next(page)?.replace(origin, 'https://evil.test') ?? null }),
    ],
    ['no links, a short last page', () => undefined],
    ['links that are a list', () => []],
  ])('follow each other by %s', async (_, linksOf) => {
    const { read, pageNumbers } = service(three, linksOf);
    expect(await readAll(read)).toEqual(['9,8', '7,6', '5']);
    expect(pageNumbers).toEqual([1, 2, 3]);
  });

  it.each<[string, (page: number) => unknown]>([
    ['to itself', (page) => ({ next: at(page) })],
    ['to itself, written otherwise', (page) => ({ next: `${at(page)}&x=1` })],
    ['backwards', () => ({ next: at(1) })],
    ['to page zero', () => ({ next: at(0) })],
  ])('end with a link %s', async (_, linksOf) => {
    expect(
      await readAll(
        service(
          [
            [9, 8],
            [7, 6],
          ],
          linksOf,
        ).read,
      ),
    ).toEqual(['9,8']);
  });

  it('end with a page whose notes were all on the page before', async () => {
    const pages = Array.from({ length: 30 }, () => [9, 8]);
    expect(await readAll(service(pages, () => undefined).read)).toEqual(['9,8', '']);
  });

  it('end with an empty page', async () => {
    expect(await readAll(service([[9, 8]], () => undefined).read)).toEqual(['9,8', '']);
  });

  it('are read from the last one where the list is oldest first', async () => {
    const links = (page: number) => ({ next: next(page), last: at(3) });
    const { read, pageNumbers } = service([[5, 6], [7, 8], [9]], links);
    expect(await readAll(read)).toEqual(['7,8,9', '5,6']);
    expect(pageNumbers).toEqual([1, 3, 2, 1]);
  });

  it('are read one by one from a last page that is full', async () => {
    const links = (page: number) => ({ next: next(page), last: at(3) });
    const { read, pageNumbers } = service(
      [
        [4, 5],
        [6, 7],
        [8, 9],
      ],
      links,
    );
    expect(await readAll(read)).toEqual(['8,9', '6,7', '4,5']);
    expect(pageNumbers).toEqual([1, 3, 2, 1]);
  });

  it('are read in the given order where the last page is unknown', async () => {
    const { read } = service([[5, 6], [7, 8], [9]], (page) => ({
      next: next(page),
      last: `https://evil.test/?page[number]=3`,
    }));
    expect(await readAll(read)).toEqual(['5,6', '7,8', '9']);
  });

  it.each(['banana', '{"page":0,"seen":[]}'])(
    'do not start again at an unknown cursor %s',
    async (cursor) => {
      const { read, pageNumbers } = service(three, () => undefined);
      await expect(readNotes(read, cursor)).rejects.toMatchObject({
        reason: 'invalid',
        message: 'This list cannot be continued. Refresh it.',
      });
      expect(pageNumbers).toEqual([]);
    },
  );
});
