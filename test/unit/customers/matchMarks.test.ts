import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../../src/base/fold.ts';
import { shortened } from '../../../src/base/shortened.ts';
import { foldedText } from '../../../src/customers/foldedText.ts';
import { matchMarks } from '../../../src/customers/matchMarks.ts';
import { questionOf } from '../../../src/customers/question.ts';
import { targetText } from '../../../src/customers/targetText.ts';
import type { DirectoryEntry } from '../../../src/model/directory.ts';

/** The texts of a row, with what matched in brackets. */
function marked(name: string, typed: string, more: Partial<DirectoryEntry> = {}): readonly [string, string] {
  const entry: DirectoryEntry = { target: { type: 'customer', id: 'cus_1', name }, ...more };
  const text = targetText(entry, 'en', undefined);
  const row = { name: shortened(text.name, 200), who: text.who };
  const marks = matchMarks(entry, row, questionOf(typed));
  return [bracketed(row.name, marks.name), bracketed(row.who, marks.who)];
}

function bracketed(text: string, marks: readonly (readonly [number, number])[]): string {
  return marks.reduceRight(
    (all, [start, end]) => `${all.slice(0, start)}[${all.slice(start, end)}]${all.slice(end)}`,
    text,
  );
}

test.each([
  ['Northwind Traders', 'north', '[North]wind Traders'],
  ['Northwind Traders', 'northwind tr', '[Northwind Tr]aders'],
  ['Northwind Traders', 'trad north', '[North]wind [Trad]ers'],
  ['Northwind Traders', 'thw', 'Nor[thw]ind Traders'],
  ['Palace Ace', 'ace', 'Palace [Ace]'],
  ['Anna Ann', 'ann ann', '[Ann]a Ann'],
  ['Northwind Traders', 'nortwind traers', '[Northwind] [Traders]'],
  ['Northwind Traders', 'noerth', '[North]wind Traders'],
  ['Northwind Traders', 'northwidn', '[Northwind] Traders'],
  ['Northwind Traders', 'northwinds', '[Northwind] Traders'],
  ['Northwind Traders', '', 'Northwind Traders'],
  ['Northwind Traders', 'zebra', 'Northwind Traders'],
  ['Straßenbau Weiß', 'strasse', '[Straße]nbau Weiß'],
  ['Straßenbau Weiß', 'weis', 'Straßenbau [Weiß]'],
  ['Müller & Söhne', 'sohne', 'Müller & [Söhne]'],
  ['Mu\u0308ller', 'mul', '[Mu\u0308l]ler'],
  ['Ærø Øl', 'ol', 'Ærø [Øl]'],
  ['東京ガス株式会社', 'ガス', '東京[ガス]株式会社'],
  ['東京ｶﾞｽ', 'ガ', '東京[ｶﾞ]ｽ'],
  ['한국전력 서울', '서우', '한국전력 [서울]'],
  ['شركة الأحمد', 'الاحمد', 'شركة [الأحمد]'],
  ['מִשְׂרָד ראשי', 'משרד', '[מִשְׂרָד] ראשי'],
  ['कंपनी हिन्दी', 'हिन्दी', 'कंपनी [हिन्दी]'],
  ['👩‍👩‍👧‍👦 Family 🚀', '🚀', '👩‍👩‍👧‍👦 Family [🚀]'],
  ['👩‍👩‍👧‍👦 Family', '👧', '[👩‍👩‍👧‍👦] Family'],
  ['🚀 Rocket', 'rocket', '🚀 [Rocket]'],
  ['Acme\u200b Corp', 'acme', '[Acme]\u200b Corp'],
  ['İstanbul', 'istan', '[İstan]bul'],
  ['ﬁnance', 'f', '[ﬁ]nance'],
])('in %s, %s marks %s', (name, typed, expected) => {
  expect(marked(name, typed)[0]).toBe(expected);
});

test('what matched beside the name is marked there, and only there', () => {
  const more = { company: 'Holding AG', email: 'ap@holding.example', externalIds: ['NW-1001'] };
  expect(marked('Northwind', 'holding', more)).toEqual(['Northwind', '[Holding] AG · ap@holding.example']);
  expect(marked('Northwind', 'ap@hold', more)).toEqual(['Northwind', 'Holding AG · [ap@hold]ing.example']);
  expect(marked('Northwind', 'north ag', more)).toEqual(['[North]wind', 'Holding [AG] · ap@holding.example']);
  expect(marked('Holding 7', 'holding', more)).toEqual(['[Holding] 7', 'Holding AG · ap@holding.example']);
  expect(marked('The Holding', 'holding', more)).toEqual([
    'The [Holding]',
    'Holding AG · ap@holding.example',
  ]);
  expect(marked('Northwind', 'hodling', more)).toEqual(['Northwind', '[Holding] AG · ap@holding.example']);
  expect(marked('Northwind', 'ann <ap@holding.example>', more)[1]).toBe('Holding AG · [ap@holding.example]');
  // The id is not shown where there is something better.
  expect(marked('Northwind', 'nw-1001', more)).toEqual(['Northwind', 'Holding AG · ap@holding.example']);
  expect(marked('Northwind', 'nw-1001', { externalIds: ['NW-1001'] })).toEqual(['Northwind', '[NW-1001]']);
});

test('of a name that is cut, the cut is not marked, nor what is not shown', () => {
  const name = `${'Long '.repeat(60)}Acme`;
  expect(marked(name, 'acme')[0]).not.toContain('[');
  expect(marked(`${name}…`, '…')[0]).not.toContain('[');
  expect(marked('x'.repeat(300), 'x'.repeat(250))[0]).toBe(`${'x'.repeat(200)}…`);
});

const anything = fc.string({ unit: 'grapheme' });

test('a text is folded as by itself, and each part of it leads back to whole characters', () => {
  fc.assert(
    fc.property(anything, fc.nat(), fc.nat(), (text, one, other) => {
      const { folded, shown } = foldedText(text);
      expect(folded).toBe(fold(text));
      fc.pre(folded.length > 0);
      const start = one % folded.length;
      const end = start + 1 + (other % (folded.length - start));
      const [from, to] = shown(start, end);
      expect(from).toBeLessThan(to);
      expect(fold(text.slice(from, to))).toContain(folded.slice(start, end));
    }),
  );
});

test('marks lie in their text, in order and apart', () => {
  fc.assert(
    fc.property(anything, anything, anything, (name, company, typed) => {
      const entry = { target: { type: 'customer', id: '1', name }, company };
      const row = { name, who: company };
      const marks = matchMarks(entry, row, questionOf(typed));
      for (const part of ['name', 'who'] as const) {
        const flat = marks[part].flat();
        expect(flat).toEqual([...new Set(flat)].sort((a, b) => a - b));
        expect(flat.every((at) => at >= 0 && at <= row[part].length)).toBe(true);
      }
    }),
  );
});
