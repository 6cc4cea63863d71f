import type { DirectoryEntry } from '../model/directory.ts';
import { targetKey } from './targetKey.ts';
import { OffHeapEntries } from './offHeapEntries.ts';
import { webAddressKeys } from './webAddressKeys.ts';
import { WordIndex } from './wordIndex.ts';
import { fold, wordsOf } from '../base/fold.ts';

/** Enough to tell good from better; whatever is worse than this is as bad as the rest. */
const worstRank = 16;

/** Finds entries by what a person types of them. Nothing here waits: 200 entries take few milliseconds to add. */
export class Matcher {
  /**
   * What each entry is found by, in the order in which they came: name, company, e-mail address and ids, folded, each
   * on a line of its own; '': gone, or replaced by a later one. Bare texts, since a search goes through all of them.
   */
  readonly #texts: string[] = [];
  /** Where the name ends in each text. */
  readonly #nameEnds: number[] = [];
  readonly #entries = new OffHeapEntries();
  readonly #byKey = new Map<string, number>();
  readonly #byWebAddress = new Map<string, number>();
  readonly #words = new WordIndex();

  get size(): number {
    return this.#byKey.size;
  }

  /** `key`: see {@link targetKey}. */
  get(key: string): DirectoryEntry | undefined {
    return this.#entry(this.#byKey.get(key));
  }

  /** Adds an entry, or replaces the one with its key. */
  set(entry: DirectoryEntry): void {
    const { url } = entry.target;
    const key = targetKey(entry.target);
    const before = this.#byKey.get(key);
    const text = textOf(entry);
    if (before !== undefined && this.#texts[before] === text) {
      if (this.#entries.set(before, entry)) this.#addWebAddress(url, before);
      return;
    }
    if (before !== undefined) this.#remove(before);
    const number = this.#texts.push(text) - 1;
    this.#nameEnds.push(fold(entry.target.name ?? '').length);
    this.#entries.set(number, entry);
    this.#byKey.set(key, number);
    this.#addWebAddress(url, number);
    // Ids are found by any part of them, but nobody wants an id that is nearly the one that was pasted.
    const named = [entry.target.name, entry.company, entry.email];
    this.#words.add(wordsOf(fold(named.join('\n'))), number);
  }

  delete(key: string): void {
    const number = this.#byKey.get(key);
    if (number === undefined) return;
    this.#byKey.delete(key);
    this.#remove(number);
  }

  keys(): readonly string[] {
    return [...this.#byKey.keys()];
  }

  /** The entry that a page of the service's web site is about; `address` as pasted. */
  findByWebAddress(address: string): DirectoryEntry | undefined {
    for (const key of webAddressKeys(address)) {
      const entry = this.#entry(this.#byWebAddress.get(key));
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  /**
   * The best entries first, at most `limit`. Every word of `typed` is a part of the entry; where there are too few of
   * those, others follow in whose names, companies and e-mail addresses each word is right but for one letter.
   */
  find(typed: string, limit: number): readonly DirectoryEntry[] {
    const page = this.findByWebAddress(typed);
    if (page !== undefined) return [page];
    const folded = fold(typed).trim();
    if (folded === '') return [];
    const words = folded.split(/\s+/);
    const places = new BestRanked(limit);
    for (let number = 0; number < this.#texts.length; number += 1) {
      const text = this.#texts[number] ?? '';
      if (text !== '') places.put(number, rankOf(text, this.#nameEnds[number] ?? 0, words, folded));
    }
    const exact = places.best();
    const nearly = exact.length < limit ? this.#similar(folded, exact, limit - exact.length) : [];
    return [...exact, ...nearly].flatMap((number) => this.#entry(number) ?? []);
  }

  #similar(folded: string, known: readonly number[], limit: number): readonly number[] {
    // The longest first: where it is found nowhere, the many places of the short ones need not be counted.
    const words = wordsOf(folded).sort((a, b) => b.length - a.length);
    // In so short words nobody's error can be told from another word.
    if ((words[0]?.length ?? 0) < 3) return [];
    /** How many words an entry matches, counted up one by one: whoever missed one stays behind. */
    const matched = new Uint16Array(this.#texts.length);
    for (const [index, word] of words.entries()) {
      let any = false;
      for (const numbers of this.#words.findSimilar(word))
        for (const number of numbers)
          if (matched[number] === index) {
            matched[number] = index + 1;
            any = true;
          }
      if (!any) return [];
    }
    for (const number of known) matched[number] = 0;
    const places = new BestRanked(limit);
    for (let number = 0; number < matched.length; number += 1) {
      const text = this.#texts[number] ?? '';
      if (text !== '' && matched[number] === words.length)
        places.put(number, rankOfSimilar(text, this.#nameEnds[number] ?? 0, words));
    }
    return places.best();
  }

  #remove(number: number): void {
    this.#texts[number] = '';
    this.#entries.delete(number);
  }

  #entry(number: number | undefined): DirectoryEntry | undefined {
    return number === undefined ? undefined : this.#entries.get(number);
  }

  #addWebAddress(url: string | undefined, number: number): void {
    const [key] = url === undefined ? [] : webAddressKeys(url);
    if (key !== undefined) this.#byWebAddress.set(key, number);
  }
}

/** The best numbers, without sorting all: those of one rank stay in the order in which they were put. */
class BestRanked {
  readonly #limit: number;
  readonly #ranks: number[][] = Array.from({ length: worstRank + 1 }, () => []);

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** `rank`: 0 is best; undefined: no match. */
  put(number: number, rank: number | undefined): void {
    if (rank === undefined) return;
    const same = this.#ranks[Math.min(rank, worstRank)];
    if (same !== undefined && same.length < this.#limit) same.push(number);
  }

  best(): readonly number[] {
    return this.#ranks.flat().slice(0, this.#limit);
  }
}

function textOf({ target, company, email, externalIds = [] }: DirectoryEntry): string {
  return fold([target.name ?? '', company ?? '', email ?? '', ...externalIds, target.id].join('\n'));
}

/** The name itself is best; then words that begin something, in the name before elsewhere; then parts of words. */
function rankOf(
  text: string,
  nameEnds: number,
  words: readonly string[],
  folded: string,
): number | undefined {
  let rank = 1;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at < 0) return undefined;
    if (at > 0) rank += isWordPart(text.charCodeAt(at - 1)) ? 3 : 1;
    if (at >= nameEnds) rank += 1;
  }
  return rank <= words.length && nameEnds === folded.length && text.startsWith(folded) ? 0 : rank;
}

/** Every word that is there as it was typed makes an entry better. */
function rankOfSimilar(text: string, nameEnds: number, words: readonly string[]): number {
  let rank = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    rank += at < 0 ? 2 : at >= nameEnds ? 1 : 0;
  }
  return rank;
}

function isWordPart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127;
}
