import { expect, test } from 'vitest';
import { customerNotes } from '../../../src/history/customerNotes.ts';
import type { NotePage, NoteQuery, Provider } from '../../../src/providers/provider.ts';
import { storedNote } from './notes.ts';

const acme = { type: 'customer', id: 'cus_1' };
const noSignal = new AbortController().signal;

function service(pages: (query: NoteQuery) => NotePage) {
  const queries: NoteQuery[] = [];
  const list: Provider['list'] = (query) => {
    queries.push(query);
    return Promise.resolve(pages(query));
  };
  return { list, queries };
}

async function ids(provider: Pick<Provider, 'list'>, signal = noSignal): Promise<readonly string[]> {
  const noteIds: string[] = [];
  for await (const notes of customerNotes(provider, acme, signal)) noteIds.push(...notes.map(({ id }) => id));
  return noteIds;
}

test('all pages are read, and each note is given once although pages shift', async () => {
  const pages: Record<string, NotePage> = {
    first: { notes: [storedNote('a'), storedNote('b')], cursor: '2' },
    // The service filtered out all of this page; there are more pages.
    '2': { notes: [], cursor: '3' },
    '3': { notes: [storedNote('b'), storedNote('c')], cursor: undefined },
  };
  const { list, queries } = service(
    ({ cursor }) => pages[cursor ?? 'first'] ?? { notes: [], cursor: undefined },
  );
  expect(await ids({ list })).toEqual(['a', 'b', 'c']);
  expect(queries).toEqual([
    { target: acme, limit: 200 },
    { target: acme, limit: 200, cursor: '2' },
    { target: acme, limit: 200, cursor: '3' },
  ]);
});

test.each([
  ['a page that repeats for ever', () => 'same', 2],
  ['pages in a circle', ({ cursor }: NoteQuery) => (cursor === 'a' ? 'b' : 'a'), 3],
  [
    'pages without end',
    ({ cursor }: NoteQuery) => `${cursor ?? ''}x`.slice(-1) + String(Number(cursor?.slice(1) ?? 0) + 1),
    1000,
  ],
])('%s is a failure and not a whole history', async (_, next, pages) => {
  const { list, queries } = service((query) => ({ notes: [storedNote('a')], cursor: next(query) }));
  await expect(ids({ list })).rejects.toMatchObject({ reason: 'unreadable' });
  expect(queries).toHaveLength(pages);
});

test('cancelling ends the reading before the next page', async () => {
  const abort = new AbortController();
  const { list, queries } = service(() => {
    abort.abort();
    return { notes: [storedNote('a')], cursor: 'next' };
  });
  await expect(ids({ list }, abort.signal)).rejects.toMatchObject({ reason: 'cancelled' });
  expect(queries).toHaveLength(1);
});
