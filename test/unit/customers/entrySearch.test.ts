import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EntrySearch } from '../../../src/customers/entrySearch.ts';
import type { DirectoryEntry } from '../../../src/model/directory.ts';

function entry(
  id: string,
  name: string,
  more: Partial<DirectoryEntry> & { url?: string } = {},
): DirectoryEntry {
  const { url, ...rest } = more;
  return { target: { type: 'customer', id, name, ...(url === undefined ? {} : { url }) }, ...rest };
}

function searchOf(...entries: readonly DirectoryEntry[]): EntrySearch {
  const search = new EntrySearch();
  for (const each of entries) search.set(each);
  return search;
}

function idsOf(search: EntrySearch, typed: string, limit = 100): string[] {
  return search.find(typed, limit).map(({ target }) => target.id);
}

const northwind = entry('cus_4f2a9c1e-11aa-4b7b-9e5d-000000000001', 'Northwind Traders', {
  company: 'Northwind Holding AG',
  email: 'ap@northwind.example',
  externalIds: ['NW-1001', 'stripe_9X'],
});

test.each([
  ['a part of the name', 'thwi'],
  ['two parts in another order', 'trad north'],
  ['the company', 'holding'],
  ['a part of the e-mail address', 'p@northw'],
  ['an external id', 'nw-1001'],
  ['a part of another external id', '_9x'],
  ['the id', 'cus_4f2a9c1e-11aa-4b7b-9e5d-000000000001'],
  ['a part of the id', '4b7b-9e5d'],
  ['name and e-mail together', 'traders ap@'],
  ['two letters swapped', 'northiwnd'],
  ['a letter missing', 'nortwind'],
  ['a wrong letter, at the start', 'morthwind'],
  ['a letter too many', 'northhwind'],
  ['an error in each word, in another order', 'tarders nortwind'],
  ['an error in the beginning of a word', 'noerth'],
  ['the address with a name before it', 'Ann Poe <AP@northwind.example>,'],
  ['the address of a link', 'mailto:ap@northwind.example?subject=Hello'],
  ['a name with invisible edges', '\u200bNorthwind\u00a0Traders\ufeff'],
  ['other letter case and spaces', '  NORTHWIND   tRADERS '],
])('finds by %s', (_, typed) => {
  expect(idsOf(searchOf(entry('cus_2', 'Somebody Else'), northwind), typed)).toEqual([northwind.target.id]);
});

test.each([
  ['nothing typed', ''],
  ['spaces', '   '],
  ['two wrong letters in one word', 'nxrthwxnd'],
  ['a word that is nowhere', 'northwind zebra'],
  ['a number that is nearly the one', '1002'],
  ['an id that is nearly the one', 'cus_4f2a9c1e-11aa-4b7b-9e5d-000000000002'],
  ['expressions', '.* (a|b) [^'],
])('finds nobody by %s', (_, typed) => {
  expect(idsOf(searchOf(northwind), typed)).toEqual([]);
});

test.each([
  ['François Lefèvre', 'francois lefevre'],
  ['Łukasz Strauß', 'lukasz strauss'],
  ['Søren Ærø', 'soren aero'],
  ['İstanbul Gıda', 'istanbul gida'],
  ['田中太郎', '太郎'],
  ['東京ｶﾞｽ', '東京ガス'],
  ['מִשְׂרָד', 'משרד'],
  ['محمد الأحمد', 'الأحمد محمد'],
  ['🚀 Rocket & Sons', '🚀 sons'],
  ['O’Brien (Dublin)', 'brien dublin'],
  ['constructor __proto__', '__proto__'],
])('finds %s by %s', (name, typed) => {
  expect(idsOf(searchOf(entry('cus_1', name), entry('cus_2', 'Acme')), typed)).toEqual(['cus_1']);
});

test('the exact name, then names that begin so, words of the name, other words, parts of the name, other parts', () => {
  const search = searchOf(
    entry('nearly', 'Acmeus Acnes'),
    entry('id acme', 'Zeta'),
    entry('part', 'Bigacmes'),
    entry('company', 'Zeta', { company: 'The Acmes' }),
    entry('word', 'The Acmes'),
    entry('start', 'Acmes Corp'),
    entry('itself', 'acmes'),
    entry('similar', 'Acmex'),
  );
  expect(idsOf(search, 'Acmes')).toEqual(['itself', 'start', 'word', 'company', 'part', 'nearly', 'similar']);
  expect(idsOf(search, 'Acme').slice(-2)).toEqual(['part', 'id acme']);
});

test('among equals active customers come first, then larger ones, then those that were read first', () => {
  const mrr = (minorUnits: number) => ({ mrr: { minorUnits, currency: 'EUR' } });
  const search = searchOf(
    entry('cancelled', 'Acme 1', { status: 'Cancelled', ...mrr(900) }),
    entry('small', 'Acme 2', { status: 'Active', ...mrr(100) }),
    entry('large', 'Acme 3', { status: 'active', ...mrr(200) }),
    entry('unknown', 'Acme 4', mrr(150)),
    entry('as small', 'Acme 5', { status: 'ACTIVE', ...mrr(100) }),
    entry('better match', 'acme', { status: 'Cancelled' }),
  );
  const order = ['better match', 'large', 'unknown', 'small', 'as small', 'cancelled'];
  expect(idsOf(search, 'acme')).toEqual(order);
  for (let limit = 0; limit < order.length; limit += 1)
    expect(idsOf(search, 'acme', limit)).toEqual(order.slice(0, limit));
});

test('exact spellings come before similar ones', () => {
  const search = searchOf(entry('smythe', 'Martin Smythe'), entry('smithe', 'Martin Smithe'));
  expect(idsOf(search, 'smithe')).toEqual(['smithe', 'smythe']);
});

test('the best matches, no more than asked for, always in the same order', () => {
  const search = new EntrySearch();
  for (let number = 0; number < 500; number += 1) search.set(entry(`cus_${number}`, `The Acme ${number}`));
  search.set(entry('last', 'Acme'));
  const ten = idsOf(search, 'acme', 10);
  expect(ten).toEqual(['last', ...Array.from({ length: 9 }, (_, number) => `cus_${number}`)]);
});

test('a changed entry is found by its new values only', () => {
  const search = searchOf(northwind);
  search.set(entry(northwind.target.id, 'Southwind', { status: 'Active' }));
  expect(idsOf(search, 'northwind')).toEqual([northwind.target.id].slice(1));
  expect(idsOf(search, 'sothwind')).toEqual([northwind.target.id]);
  search.set(entry(northwind.target.id, 'Southwind', { status: 'Cancelled' }));
  expect(search.find('southwind', 5)).toMatchObject([{ status: 'Cancelled' }]);
  expect(search.size).toBe(1);
  search.delete(northwind.target.id);
  expect(idsOf(search, 'southwind')).toEqual([]);
  expect([search.size, search.get(northwind.target.id)]).toEqual([0, undefined]);
});

test.each([
  'https://app.chartmogul.com/#/customers/114167449-Initech',
  ' https://app.chartmogul.com/#/customers/114167449-Renamed_Since ',
  'https://app.chartmogul.com/#/customers/114167449/',
  'app.chartmogul.com/#/customers/114167449-Initech',
  'https://app.chartmogul.com/#/customers/114167449-Initech/invoices',
])('the address %s finds the customer of that page', (address) => {
  const url = 'https://app.chartmogul.com/#/customers/114167449-Initech';
  const search = searchOf(entry('cus_1', 'Acme'), entry('cus_2', 'Initech', { url }));
  expect(idsOf(search, address)).toEqual(['cus_2']);
  search.delete('cus_2');
  expect(idsOf(search, address)).toEqual([]);
});

test.each([
  'https://app.chartmogul.com/#/customers/11416744-Initech',
  'https://app.chartmogul.com/#/customers',
  'https://elsewhere.example/#/customers/114167449-Initech',
])('the address %s finds no customer', (address) => {
  const url = 'https://app.chartmogul.com/#/customers/114167449-Initech';
  expect(idsOf(searchOf(entry('cus_2', 'Initech', { url })), address)).toEqual([]);
});

test.each([
  ['a name of 300 letters', 'Donaudampfschifffahrt '.repeat(14), 'donaudampfschiffahrt'],
  ['a name of a million letters', 'Lorem ipsum '.repeat(90_000), 'ipsum lorem'],
  ['a name of a million signs of one kind', 'ﷺ'.repeat(350_000), 'ﷺ'],
  ['a name of emoji alone', '👩‍👩‍👧‍👦🏳️‍🌈', '🏳️‍🌈'],
  ['a name without blanks in Japanese', '東京ガス株式会社', 'ガス'],
  ['a name in two directions', 'ACME شركة (شمال)', 'شمال'],
  ['half a surrogate pair', 'Acme \ud83d', '\ud83d'],
  ['a name with zero characters', 'Ac\0me', 'c\0m'],
])('%s is found among others', (_, name, typed) => {
  const search = searchOf(entry('other', 'Somebody Else'), entry('it', name), entry('another', 'Initech'));
  expect(idsOf(search, typed)).toEqual(['it']);
  expect(idsOf(search, name.slice(0, 600))).toEqual(['it']);
});

test.each([
  ['one letter ten thousand times', 'a'.repeat(10_000)],
  ['five thousand words', 'northwind traders '.repeat(600)],
  [
    'ten thousand different characters',
    String.fromCharCode(...Array.from({ length: 10_000 }, (_, at) => 0x4e00 + at)),
  ],
  ['as many words as fit', Array.from({ length: 3000 }, (_, at) => at.toString(36)).join(' ')],
  ['opening brackets', '('.repeat(10_000)],
])('a search for %s throws nothing and takes no longer than one for a long name', (_, typed) => {
  const search = new EntrySearch();
  for (let at = 0; at < 3000; at += 1) search.set(entry(`cus_${at}`, `Northwind Traders ${at}`));
  const began = performance.now();
  search.find(typed, 100);
  expect(performance.now() - began).toBeLessThan(1000);
});

const letters = fc.constantFrom(...Array.from('abcdeghiklmnoprstuäéñлжи田'));
const word = fc.array(letters, { minLength: 5, maxLength: 14 }).map((all) => all.join(''));
const error = fc.constantFrom('swap', 'drop', 'replace', 'insert');

test('one error anywhere in a word of five letters or more is forgiven', () => {
  fc.assert(
    fc.property(word, word, error, fc.nat(), fc.boolean(), (name, other, kind, place, turned) => {
      const all = Array.from(name);
      const at = place % (all.length - 1);
      const errors = {
        swap: all.toSpliced(at, 2, all[at + 1] ?? '', all[at] ?? ''),
        drop: all.toSpliced(at, 1),
        replace: all.toSpliced(at, 1, 'z'),
        insert: all.toSpliced(at, 0, 'z'),
      };
      const typed = errors[kind].join('');
      // A word that is cut to four letters has to be right from there on.
      fc.pre(typed.length >= 5);
      const search = searchOf(entry('other', 'Unlike'), entry('wanted', `${name} ${other}`));
      expect(idsOf(search, turned ? `${other} ${typed}` : `${typed} ${other}`)).toContain('wanted');
    }),
  );
});
