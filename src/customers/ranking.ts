import { fold } from '../base/fold.ts';
import type { DirectoryEntry } from '../model/directory.ts';
import { beginsWord, letterRuns } from './letterKinds.ts';
import type { Question } from './question.ts';
import { searchTextOf, type SearchText } from './searchText.ts';
import { similarStart } from './spelling.ts';
import { webAddressKey } from './webAddressKeys.ts';

/**
 * How well an entry answers a question; lower is better. {@link weightOf} orders those of one rank. `exact`: that is its
 * whole name, its e-mail address or one of its ids. `nameBegins`: the name begins so. Of the others, every typed word is
 * what the rank says: the beginning of a word of the name; of one of name, company and e-mail address; a part of the
 * name; a part of anything. `similar` and worse: give or take one letter.
 */
export const ranks = {
  exact: 0,
  nameBegins: 1,
  nameWordsBegin: 2,
  wordsBegin: 3,
  partOfName: 4,
  part: 5,
  similar: 6,
} as const;

/** How the words begin that a typed one may be meant to be. */
export type StartsLike = (run: string) => readonly string[];

/** The rank of an entry, or undefined where it does not answer the question. */
export function rankOf(entry: DirectoryEntry, question: Question): number | undefined {
  if (isPage(entry, question)) return ranks.exact;
  const searched = searchTextOf(entry);
  const typed = rankAsTyped(searched, question);
  if (typed !== undefined || question.words.length === 0) return typed;
  const words = letterRuns(searched.text.slice(0, searched.namesEnd));
  return rankOfSimilar(searched, question, (run) => words.flatMap((word) => similarStart(word, run) ?? []));
}

/** The rank of an entry that holds every word as it was typed. */
export function rankAsTyped(searched: SearchText, { words, whole }: Question): number | undefined {
  const { text, nameEnd, namesEnd } = searched;
  if (words.length === 0) return undefined;
  if (isExact(searched, whole)) return ranks.exact;
  if (text.startsWith(whole)) return ranks.nameBegins;
  let common = beginsNameWord | beginsSome | isInName;
  for (const word of words) {
    const places = placesOf(text, word, nameEnd, namesEnd);
    if (places === undefined) return undefined;
    common &= places;
  }
  if ((common & beginsNameWord) !== 0) return ranks.nameWordsBegin;
  if ((common & beginsSome) !== 0) return ranks.wordsBegin;
  return (common & isInName) === 0 ? ranks.part : ranks.partOfName;
}

/**
 * The rank of an entry of which the names hold every typed run of letters and digits as it was typed, or a word that
 * it may be meant to be: the fewer wrong ones the better, then those that are all in the name.
 */
export function rankOfSimilar(
  { text, nameEnd, namesEnd }: SearchText,
  { runs }: Question,
  startsLike: StartsLike,
): number | undefined {
  if (!isSpellable(runs)) return undefined;
  let rank: number = ranks.similar;
  let isElsewhere = false;
  for (const run of runs) {
    const at = placeAsTyped(text, run, namesEnd);
    const place = at ?? firstOf(startsLike(run).map((start) => wordPlace(text, start, namesEnd)));
    if (place === undefined) return undefined;
    if (at === undefined) rank += 2;
    if (place >= nameEnd) isElsewhere = true;
  }
  return isElsewhere ? rank + 1 : rank;
}

/** Whether an error in these can be told from other words: the longest, which comes first, decides. */
export function isSpellable([longest = '']: Question['runs']): boolean {
  return longest.length >= 3;
}

/** Orders entries of one rank, the greater first: active customers, then larger ones. */
export function weightOf(entry: DirectoryEntry): number {
  return sizeOf(entry) + (isActive(entry) ? activeBonus : 0);
}

/** A status that is not known is no reason to put a customer behind others. */
export function isActive({ status }: DirectoryEntry): boolean {
  return status === undefined || fold(status) === 'active';
}

/** Monthly revenue, in hundredths of whatever currency. */
export function sizeOf({ mrr }: DirectoryEntry): number {
  return Math.min(Math.max(mrr?.minorUnits ?? 0, 0), largest);
}

/** Whether an entry's names hold every typed word, letter by letter; letter case and accents do not count. */
export function holdsWords({ text, namesEnd }: SearchText, words: readonly string[]): boolean {
  const names = text.slice(0, namesEnd);
  return words.every((word) => names.includes(word));
}

/** Whether the typed words are an entry's whole name, an id of it or its e-mail address; see {@link Question.whole}. */
export function isExact({ text, nameEnd }: SearchText, whole: string): boolean {
  if (whole === '') return false;
  // The line after the name is the company's, which many customers may share.
  return text.slice(0, nameEnd) === whole || text.includes(`\n${whole}\n`, nameEnd + 1);
}

const largest = 1e12;
const activeBonus = 2 * largest;

function isPage({ target: { url } }: DirectoryEntry, { pages }: Question): boolean {
  if (url === undefined || pages.length === 0) return false;
  const key = webAddressKey(url);
  return key !== undefined && pages.includes(key);
}

/** Where a word stands, as bits: the beginning of a word of the name is one of a word in it, too. */
const beginsNameWord = 4;
const beginsSome = 2;
const isInName = 1;

/** All places of a word, or undefined where there are none. */
function placesOf(text: string, word: string, nameEnd: number, namesEnd: number): number | undefined {
  let at = text.indexOf(word);
  if (at < 0) return undefined;
  let places = 0;
  for (; at >= 0 && at < namesEnd; at = text.indexOf(word, at + 1)) {
    const begins = beginsWord(text, at);
    if (begins && at < nameEnd) return beginsNameWord | beginsSome | isInName;
    places |= (begins ? beginsSome : 0) | (at < nameEnd ? isInName : 0);
  }
  return places;
}

/** One or two letters stand somewhere in nearly every word; only words that begin with them are meant. */
function placeAsTyped(text: string, run: string, namesEnd: number): number | undefined {
  if (run.length < 3) return wordPlace(text, run, namesEnd);
  const at = text.indexOf(run);
  return at >= 0 && at < namesEnd ? at : undefined;
}

/** Where a word begins so. */
function wordPlace(text: string, start: string, namesEnd: number): number | undefined {
  for (let at = text.indexOf(start); at >= 0 && at < namesEnd; at = text.indexOf(start, at + 1))
    if (beginsWord(text, at)) return at;
  return undefined;
}

function firstOf(places: readonly (number | undefined)[]): number | undefined {
  let first: number | undefined;
  for (const place of places) if (place !== undefined && place < (first ?? Infinity)) first = place;
  return first;
}
