import type { DirectoryEntry } from '../../../../src/model/directory.ts';
import { targetKey } from '../../../../src/customers/targetKey.ts';
import { OffHeapEntries } from './offHeapEntries.ts';
import { webAddressKeys } from '../../../../src/customers/webAddressKeys.ts';
import { BestRanked, rankOf, rankOfSimilar } from './ranking.ts';
import { WordIndex, wordsOf } from './wordIndex.ts';
import { fold } from '../../../../src/base/fold.ts';
import { emailOf } from '../../../../src/model/email.ts';

/** Finds entries by what a person types. All of it is synchronous: adding 200 entries takes a few milliseconds. */
export class Matcher {
  /**
   * What each entry is found by, in the order in which they were added: name, company, e-mail address and ids, folded,
   * each on a line of its own. Empty where the entry was removed or replaced by a later one. An array of bare strings,
   * because a search scans all of them.
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

  /** `key`: the {@link targetKey} of its target. */
  get(key: string): DirectoryEntry | undefined {
    return this.#entry(this.#byKey.get(key));
  }

  /** Adds an entry, or replaces the one of the same target. */
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
    // Ids are found by any part of them, but never by a similar one: ids are pasted, not typed from memory.
    const names = [entry.target.name, entry.company, entry.email];
    this.#words.add(wordsOf(fold(names.join('\n'))), number);
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

  /** The entry that a page of the service's web site is about. `address`: as pasted. */
  findByWebAddress(address: string): DirectoryEntry | undefined {
    for (const key of webAddressKeys(address)) {
      const entry = this.#entry(this.#byWebAddress.get(key));
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  /**
   * The best entries first, at most `limit`. In each, every typed word is found somewhere; if these are fewer than
   * `limit`, entries follow whose name, company and e-mail address contain every word give or take one letter.
   */
  find(typed: string, limit: number): readonly DirectoryEntry[] {
    const page = this.findByWebAddress(typed);
    if (page !== undefined) return [page];
    const folded = foldedQuery(typed);
    if (folded === '') return [];
    const words = folded.split(/\s+/);
    const ranked = new BestRanked(limit);
    for (let number = 0; number < this.#texts.length; number += 1) {
      const text = this.#texts[number] ?? '';
      if (text !== '') ranked.put(number, rankOf(text, this.#nameEnds[number] ?? 0, words, folded));
    }
    const exact = ranked.best();
    const similar = exact.length < limit ? this.#similar(folded, exact, limit - exact.length) : [];
    return [...exact, ...similar].flatMap((number) => this.#entry(number) ?? []);
  }

  #similar(folded: string, exact: readonly number[], limit: number): readonly number[] {
    // The longest first: if nothing is similar to it, the many entries of the short ones need not be counted.
    const words = wordsOf(folded).sort((a, b) => b.length - a.length);
    // In such short words an error cannot be told from another word.
    if ((words[0]?.length ?? 0) < 3) return [];
    /** How many of the first words each entry matches: one that misses a word is not counted further. */
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
    for (const number of exact) matched[number] = 0;
    const ranked = new BestRanked(limit);
    for (let number = 0; number < matched.length; number += 1) {
      const text = this.#texts[number] ?? '';
      if (text !== '' && matched[number] === words.length)
        ranked.put(number, rankOfSimilar(text, this.#nameEnds[number] ?? 0, words));
    }
    return ranked.best();
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

/** What is searched for; of `Ann <ann@x.example>`, only the address. */
function foldedQuery(typed: string): string {
  return fold(emailOf(typed) ?? typed).trim();
}

function textOf({ target, company, email, externalIds = [] }: DirectoryEntry): string {
  return fold([target.name ?? '', company ?? '', email ?? '', ...externalIds, target.id].join('\n'));
}
