import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../../src/base/fold.ts';
import { EntrySearch } from '../../../src/customers/entrySearch.ts';
import { matchesFilter } from '../../../src/recent/noteFilter.ts';
import { storedAs } from '../../support/fakeProvider.ts';
import { noteOf } from '../providers/notebook/openNotebook.ts';

const spellings = [
  ['Straße', 'strasse'],
  ['STRASSE', 'straße'],
  ['Čapek', 'capek'],
  ['Łódź', 'lodz'],
  ['Smørrebrød', 'smorrebrod'],
  ['Œuvre', 'oeuvre'],
  ['ﬁnance', 'finance'],
  ['Ⅷ', 'viii'],
  ['שָׁלוֹם', 'שלום'],
  ['Işık', 'isik'],
  ['Ørsted', 'orsted'],
  ['Þór', 'thor'],
  ['Ħamrun', 'hamrun'],
  ['Troŋŧ', 'tront'],
  ['ΝΙΚΟΣ', 'νικοσ'],
  ['Νικοσία', 'νικος'],
  ['Acme™', 'acmetm'],
  ['𝐀𝐜𝐦𝐞 ＬＴＤ', 'acme ltd'],
  ['O’Brien', "o'brien"],
  ['Jean‑Luc', 'jean-luc'],
  ['Do\u00adnau\u200b\u2060', 'donau'],
  ['\u202bAcme\u202c', 'acme'],
] as const;

test.each(spellings)('%s begins with %s when both are folded', (one, other) => {
  expect(fold(one).startsWith(fold(other))).toBe(true);
});

test('a folded text folds to itself, however it was composed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-composite' }), (text) => {
      const folded = fold(text);
      expect(fold(folded)).toBe(folded);
      expect([fold(text.normalize('NFC')), fold(text.normalize('NFD'))]).toEqual([folded, folded]);
    }),
  );
});

test.each(spellings)('the customer search and the filter of notes both find %s by %s', (name, typed) => {
  const search = new EntrySearch();
  search.set({ target: { type: 'customer', id: '1', name } });
  expect(search.find(typed, 1)).toHaveLength(1);
  expect(matchesFilter(storedAs('1', { note: noteOf(`Met in ${name}.`) }), { text: typed })).toBe(true);
});

test('marks that tell two words apart stay', () => {
  expect(fold('कुल')).not.toBe(fold('कूल'));
});
