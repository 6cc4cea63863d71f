import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EntrySearch } from '../../../src/customers/entrySearch.ts';
import type { DirectoryEntry } from '../../../src/model/directory.ts';
import { naiveSearch } from '../../support/naiveSearch.ts';

// Few letters and few words, so that entries resemble each other, and searches hit several of them in several ways.
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('nova', 'norhwind', 'northwind', 'acme', 'acmes', 'mace', 'bolt') },
  { weight: 2, arbitrary: fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('Zoë', '12', 'b12', 'a-b', 'x@y.z', '🚀', '田中太郎', 'жижи', '(b', '_'),
  },
);
const text = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .chain((words) =>
    fc
      .array(fc.constantFrom(' ', ' ', '-', '  ', ''), { minLength: words.length, maxLength: words.length })
      .map((gaps) => words.map((each, at) => each + (gaps[at] ?? '')).join('')),
  );
const entry = fc.record(
  {
    target: fc.record({
      type: fc.constant('customer'),
      id: fc.nat(30).map((number) => `c${number}`),
      name: text,
    }),
    company: text,
    email: text,
    externalIds: fc.array(text, { maxLength: 2 }),
    status: fc.constantFrom('Active', 'Cancelled'),
    mrr: fc.record({ minorUnits: fc.nat(3), currency: fc.constant('EUR') }),
  },
  { requiredKeys: ['target'] },
);

/** What happens to the entries: one is added or replaced, one is removed, or a text is searched for. */
const step = fc.oneof(
  { weight: 6, arbitrary: entry.map((set) => ({ set })) },
  { weight: 1, arbitrary: fc.nat(30).map((number) => ({ removed: `c${number}` })) },
  { weight: 3, arbitrary: fc.tuple(text, fc.integer({ min: 1, max: 8 })).map((find) => ({ find })) },
);

test('the index answers every search as looking at every entry does, whatever was added, replaced and removed', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
      const search = new EntrySearch();
      let entries: readonly DirectoryEntry[] = [];
      for (const each of steps) {
        if ('set' in each) {
          const { set } = each;
          search.set(set);
          const at = entries.findIndex(({ target }) => target.id === set.target.id);
          entries = at < 0 ? [...entries, set] : entries.with(at, set);
        } else if ('removed' in each) {
          search.delete(each.removed);
          entries = entries.filter(({ target }) => target.id !== each.removed);
        } else {
          const [typed, limit] = each.find;
          const ids = search.find(typed, limit).map(({ target }) => target.id);
          expect(ids).toEqual(naiveSearch(entries, typed, limit));
          found += ids.length;
        }
      }
      expect(search.size).toBe(entries.length);
    }),
    { numRuns: 100 },
  );
  expect(found).toBeGreaterThan(500);
});

test('beyond one block of entries, too', () => {
  const search = new EntrySearch();
  const names = ['Nova Labs', 'Northwind', 'Acme', 'Bolt & Co', 'Zoë'];
  const entries = Array.from({ length: 3000 }, (_, number): DirectoryEntry => {
    const name = `${names[number % names.length] ?? ''} ${number}`;
    return {
      target: { type: 'customer', id: `c${number}`, name },
      mrr: { minorUnits: number, currency: 'EUR' },
    };
  });
  for (const each of entries) search.set(each);
  for (const typed of ['nova', 'n', '2999', 'norhtwind 7', 'labs nova 12', 'co', '&', 'zeo', 'acne 3'])
    expect(search.find(typed, 20).map(({ target }) => target.id)).toEqual(naiveSearch(entries, typed, 20));
});
