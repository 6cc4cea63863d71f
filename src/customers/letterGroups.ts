import { blank, kindAt } from './letterKinds.ts';
import { RowList } from './rowList.ts';
import type { SearchText } from './searchText.ts';

/** Rows that groups of one kind share. A group is in one of them, or in two where one alone would name too many. */
interface Rows {
  readonly first: number;
  readonly count: number;
}

/** Single letters anywhere, and in the name: nearly every entry is in some of them, so that no other group may be. */
const letters: Rows = { first: 0, count: 128 };
const nameLetters: Rows = { first: 128, count: 128 };
/** Two and three letters anywhere, and in the name. */
const parts: Rows = { first: 256, count: 896 };
const nameParts: Rows = { first: 1152, count: 384 };
/** One to three letters that begin something, and whole names. */
const starts: Rows = { first: 1536, count: 768 };

/** How many rows there are. Each takes an eighth of a byte an entry. */
export const rowCount = 2304;

/** What begins with a group of letters. A UTF-16 unit that is mixed in makes none of these into another. */
const word = 0x10000;
const nameWord = 0x20000;
const name = 0x30000;
const whole = 0x40000;
const page = 0x50000;

const longestStart = 3;

/** There is no letter. */
const none = -1;

/** Most rows of one letter: each group that ends with it, or begins with it. */
const mostOfLetter = 19;

/** The rows of all entries with a page at this address (a key of `webAddressKeys`). */
export function pageRows(key: string): readonly number[] {
  return wholeRows(page, key);
}

/**
 * Collects the rows of all that an entry can be asked for by. `pageKey`: the key of its page on the service's web site;
 * '': it has none.
 */
export function collectRows(into: RowList, { text, nameEnd, namesEnd }: SearchText, pageKey: string): void {
  into.start(mostOfLetter * (text.length + 1));
  if (pageKey !== '') addBoth(into, hashOf(page, pageKey, 0, pageKey.length));
  let before = none;
  let last = none;
  let kindBefore = blank;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const kind = kindAt(text, at);
    const begins = kind !== kindBefore;
    kindBefore = kind;
    if (kind === blank) {
      before = none;
      last = none;
      continue;
    }
    addPart(into, parts, before, last, code);
    into.add(letterRow(letters, code));
    if (at < nameEnd) {
      addPart(into, nameParts, before, last, code);
      into.add(letterRow(nameLetters, code));
    }
    before = last;
    last = code;
    if (begins && at < namesEnd) {
      addStart(into, word, text, at);
      if (at < nameEnd) addStart(into, nameWord, text, at);
    }
  }
  if (nameEnd > 0) addStart(into, name, text, 0);
  for (let from = 0, to = nameEnd; to >= 0; from = to + 1, to = text.indexOf('\n', from))
    addBoth(into, hashOf(whole, text, from, to));
}

/** The rows of all entries that hold this word (folded) anywhere. */
export function partRows(part: string): readonly number[] {
  return rowsOfParts(part, parts, letters);
}

/** The rows of all entries whose name holds this word anywhere. */
export function namePartRows(part: string): readonly number[] {
  return rowsOfParts(part, nameParts, nameLetters);
}

/** The rows of all entries in which a word of name, company or e-mail address begins so. */
export function wordStartRows(start: string): readonly number[] {
  return startRows(word, start);
}

/** The rows of all entries in which a word of the name begins so. */
export function nameWordStartRows(start: string): readonly number[] {
  return startRows(nameWord, start);
}

/** The rows of all entries whose name begins so. */
export function nameStartRows(start: string): readonly number[] {
  return startRows(name, start);
}

/** The rows of all entries of which this (folded) is the name, the company, the e-mail address or an id. */
export function wholeLineRows(line: string): readonly number[] {
  return wholeRows(whole, line);
}

function rowsOfParts(part: string, rows: Rows, ofLetters: Rows): readonly number[] {
  if (part.length === 1) return [letterRow(ofLetters, part.charCodeAt(0))];
  const list = new RowList();
  list.start(mostOfLetter * part.length);
  for (let at = 1; at < part.length; at += 1) {
    const before = at < 2 ? none : part.charCodeAt(at - 2);
    addPart(list, rows, before, part.charCodeAt(at - 1), part.charCodeAt(at));
  }
  return [...list.rows];
}

function wholeRows(what: number, text: string): readonly number[] {
  const list = new RowList();
  addBoth(list, hashOf(what, text, 0, text.length));
  return [...list.rows];
}

function startRows(what: number, start: string): readonly number[] {
  const list = new RowList();
  addStart(list, what, start, 0);
  return [...list.rows];
}

/** Two letters that end with `code`, and three. */
function addPart(into: RowList, rows: Rows, before: number, last: number, code: number): void {
  if (last === none) return;
  const pair = mixed(mixed(0, last), code);
  into.add(rowOf(pair, rows));
  // In the few rows of names, one row would name too many that lack the pair.
  if (rows === nameParts) into.add(otherRowOf(pair, rows));
  if (before !== none) into.add(rowOf(mixed(pair, before), rows));
}

/** One to three letters from a place on, as far as the word goes. */
function addStart(into: RowList, what: number, text: string, from: number): void {
  let hash = what;
  const end = Math.min(text.length, from + longestStart);
  for (let at = from; at < end && kindAt(text, at) !== blank; at += 1) {
    hash = mixed(hash, text.charCodeAt(at));
    addBoth(into, hash);
  }
}

function addBoth(into: RowList, hash: number): void {
  into.add(rowOf(hash, starts));
  into.add(otherRowOf(hash, starts));
}

function hashOf(what: number, text: string, from: number, to: number): number {
  let hash = what;
  for (let at = from; at < to; at += 1) hash = mixed(hash, text.charCodeAt(at));
  return hash;
}

/** Mixes one more number into a hash, so that every bit of both matters. */
function mixed(hash: number, code: number): number {
  const product = Math.imul(hash ^ code, 0x9e3779b1);
  return product ^ (product >>> 15);
}

function letterRow({ first, count }: Rows, code: number): number {
  return first + (code % count);
}

function rowOf(hash: number, { first, count }: Rows): number {
  return first + (((Math.imul(hash, 0x85ebca6b) >>> 16) * count) >>> 16);
}

function otherRowOf(hash: number, { first, count }: Rows): number {
  return first + (((Math.imul(hash, 0xc2b2ae35) >>> 16) * count) >>> 16);
}
