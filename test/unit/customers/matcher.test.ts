import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Matcher } from '../../../src/customers/matcher.ts';
import type { DirectoryEntry } from '../../../src/model/directory.ts';

function entry(
  id: string,
  name: string,
  more: Partial<DirectoryEntry> & { url?: string } = {},
): DirectoryEntry {
  const { url, ...rest } = more;
  return { target: { type: 'customer', id, name, ...(url === undefined ? {} : { url }) }, ...rest };
}

function matcherOf(...entries: readonly DirectoryEntry[]): Matcher {
  const matcher = new Matcher();
  for (const each of entries) matcher.set(each);
  return matcher;
}

function idsOf(matcher: Matcher, typed: string, limit = 100): string[] {
  return matcher.find(typed, limit).map(({ target }) => target.id);
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
  expect(idsOf(matcherOf(entry('cus_2', 'Somebody Else'), northwind), typed)).toEqual([northwind.target.id]);
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
  expect(idsOf(matcherOf(northwind), typed)).toEqual([]);
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
  expect(idsOf(matcherOf(entry('cus_1', name), entry('cus_2', 'Acme')), typed)).toEqual(['cus_1']);
});

test('the exact name comes first, then names that begin with it, then words, then parts of words', () => {
  const matcher = matcherOf(
    entry('part', 'Bigacme'),
    entry('company', 'Zeta', { company: 'Acme' }),
    entry('word', 'The Acme'),
    entry('start', 'Acme Corp'),
    entry('nearly', 'Acne'),
    entry('itself', 'acme'),
  );
  expect(idsOf(matcher, 'Acme').slice(0, 5)).toEqual(['itself', 'start', 'word', 'company', 'part']);
});

test('exact spellings come before similar ones', () => {
  const matcher = matcherOf(entry('smythe', 'Martin Smythe'), entry('smithe', 'Martin Smithe'));
  expect(idsOf(matcher, 'smithe')).toEqual(['smithe', 'smythe']);
});

test('the best matches, no more than asked for, always in the same order', () => {
  const matcher = new Matcher();
  for (let number = 0; number < 500; number += 1) matcher.set(entry(`cus_${number}`, `The Acme ${number}`));
  matcher.set(entry('last', 'Acme'));
  const ten = idsOf(matcher, 'acme', 10);
  expect(ten).toEqual(['last', ...Array.from({ length: 9 }, (_, number) => `cus_${number}`)]);
});

test('a changed entry is found by its new values only', () => {
  const matcher = matcherOf(northwind);
  matcher.set(entry(northwind.target.id, 'Southwind', { status: 'Active' }));
  expect(idsOf(matcher, 'northwind')).toEqual([northwind.target.id].slice(1));
  expect(idsOf(matcher, 'sothwind')).toEqual([northwind.target.id]);
  matcher.set(entry(northwind.target.id, 'Southwind', { status: 'Cancelled' }));
  expect(matcher.find('southwind', 5)).toMatchObject([{ status: 'Cancelled' }]);
  expect(matcher.size).toBe(1);
  matcher.delete(northwind.target.id);
  expect(idsOf(matcher, 'southwind')).toEqual([]);
  expect([matcher.size, matcher.get(northwind.target.id)]).toEqual([0, undefined]);
});

test.each([
  'https://app.chartmogul.com/#/customers/114167449-Initech',
  ' https://app.chartmogul.com/#/customers/114167449-Renamed_Since ',
  'https://app.chartmogul.com/#/customers/114167449/',
  'app.chartmogul.com/#/customers/114167449-Initech',
  'https://app.chartmogul.com/#/customers/114167449-Initech/invoices',
])('the address %s finds the customer of that page', (address) => {
  const url = 'https://app.chartmogul.com/#/customers/114167449-Initech';
  const matcher = matcherOf(entry('cus_1', 'Acme'), entry('cus_2', 'Initech', { url }));
  expect(idsOf(matcher, address)).toEqual(['cus_2']);
  matcher.delete('cus_2');
  expect(idsOf(matcher, address)).toEqual([]);
});

test.each([
  'https://app.chartmogul.com/#/customers/11416744-Initech',
  'https://app.chartmogul.com/#/customers',
  'https://elsewhere.example/#/customers/114167449-Initech',
])('the address %s finds no customer', (address) => {
  const url = 'https://app.chartmogul.com/#/customers/114167449-Initech';
  expect(idsOf(matcherOf(entry('cus_2', 'Initech', { url })), address)).toEqual([]);
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
      const matcher = matcherOf(entry('other', 'Unlike'), entry('wanted', `${name} ${other}`));
      expect(idsOf(matcher, turned ? `${other} ${typed}` : `${typed} ${other}`)).toContain('wanted');
    }),
  );
});
