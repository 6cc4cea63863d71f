import type { Target } from '../notes/note.ts';
import { directoryEntrySchema, type DirectoryEntry } from '../providers/directory.ts';
import { pageKeys } from './pageAddress.ts';
import { Vocabulary } from './vocabulary.ts';
import { fold, wordsOf } from './words.ts';

/** An entry with what it is found by. */
interface Line {
  /**
   * The entry as JSON. Of tens of thousands of entries each is shown seldom or never; as objects of their parts they
   * would be a million things for the garbage collector to move about, in pauses that are longer than a frame.
   */
  readonly packed: string;
  readonly page: string | undefined;
  /** Folded: name, company, e-mail address, ids, each on a line of its own. */
  readonly text: string;
  /** Where the name ends in `text`. */
  readonly nameEnds: number;
}

/** Enough to tell good from better; whatever is worse than this is as bad as the rest. */
const worst = 16;

/** By what an entry is known: ids are those of one part of a service. */
export function keyOf({ id, scope }: Target): string {
  return scope === undefined ? id : `${scope} ${id}`;
}

/** Finds entries by what a person types of them. Nothing here waits: 200 entries take few milliseconds to add. */
export class Matcher {
  /** In the order in which they came; undefined: gone, or replaced by a later line. */
  readonly #lines: (Line | undefined)[] = [];
  readonly #byKey = new Map<string, number>();
  readonly #byPage = new Map<string, number>();
  readonly #vocabulary = new Vocabulary();

  get size(): number {
    return this.#byKey.size;
  }

  /** `key`: see {@link keyOf}. */
  get(key: string): DirectoryEntry | undefined {
    return unpacked(this.#lines[this.#byKey.get(key) ?? -1]);
  }

  /** Adds an entry, or replaces the one with its key. */
  set(entry: DirectoryEntry): void {
    const { url } = entry.target;
    const key = keyOf(entry.target);
    const before = this.#byKey.get(key);
    const known = before === undefined ? undefined : this.#lines[before];
    const line = lineOf(entry);
    if (before !== undefined && known?.text === line.text) {
      this.#lines[before] = line;
      if (url !== known.page) this.#addPage(url, before);
      return;
    }
    if (before !== undefined) this.#lines[before] = undefined;
    const number = this.#lines.push(line) - 1;
    this.#byKey.set(key, number);
    this.#addPage(url, number);
    // Ids are found by any part of them, but nobody wants an id that is nearly the one that was pasted.
    const named = [entry.target.name, entry.company, entry.email];
    this.#vocabulary.add(wordsOf(fold(named.join('\n'))), number);
  }

  delete(key: string): void {
    const number = this.#byKey.get(key);
    if (number === undefined) return;
    this.#byKey.delete(key);
    this.#lines[number] = undefined;
  }

  keys(): readonly string[] {
    return [...this.#byKey.keys()];
  }

  /** The entry that a page of the service's web site is about; `address` as pasted. */
  atPage(address: string): DirectoryEntry | undefined {
    for (const key of pageKeys(address)) {
      const entry = unpacked(this.#lines[this.#byPage.get(key) ?? -1]);
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  /**
   * The best entries first, at most `limit`. Every word of `typed` is a part of the entry; where there are too few of
   * those, others follow in whose names, companies and e-mail addresses each word is right but for one letter.
   */
  find(typed: string, limit: number): readonly DirectoryEntry[] {
    const page = this.atPage(typed);
    if (page !== undefined) return [page];
    const folded = fold(typed).trim();
    if (folded === '') return [];
    const words = folded.split(/\s+/);
    const places = new Ranks(limit);
    for (let number = 0; number < this.#lines.length; number += 1) {
      const line = this.#lines[number];
      if (line !== undefined) places.put(number, rankOf(line, words, folded));
    }
    const exact = places.best();
    const nearly = exact.length < limit ? this.#similar(folded, exact, limit - exact.length) : [];
    return [...exact, ...nearly].flatMap((number) => unpacked(this.#lines[number]) ?? []);
  }

  #similar(folded: string, known: readonly number[], limit: number): readonly number[] {
    // The longest first: where it is found nowhere, the many places of the short ones need not be counted.
    const words = wordsOf(folded).sort((a, b) => b.length - a.length);
    // In so short words nobody's error can be told from another word.
    if ((words[0]?.length ?? 0) < 3) return [];
    /** How many words an entry matches, counted up one by one: whoever missed one stays behind. */
    const matched = new Uint16Array(this.#lines.length);
    for (const [index, word] of words.entries()) {
      let any = false;
      for (const numbers of this.#vocabulary.similar(word))
        for (const number of numbers)
          if (matched[number] === index) {
            matched[number] = index + 1;
            any = true;
          }
      if (!any) return [];
    }
    for (const number of known) matched[number] = 0;
    const places = new Ranks(limit);
    for (let number = 0; number < matched.length; number += 1) {
      const line = this.#lines[number];
      if (line !== undefined && matched[number] === words.length)
        places.put(number, rankOfSimilar(line, words));
    }
    return places.best();
  }

  #addPage(url: string | undefined, number: number): void {
    const [key] = url === undefined ? [] : pageKeys(url);
    if (key !== undefined) this.#byPage.set(key, number);
  }
}

/** The best numbers, without sorting all: those of one rank stay in the order in which they were put. */
class Ranks {
  readonly #limit: number;
  readonly #ranks: number[][] = Array.from({ length: worst + 1 }, () => []);

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** `rank`: 0 is best; undefined: no match. */
  put(number: number, rank: number | undefined): void {
    if (rank === undefined) return;
    const same = this.#ranks[Math.min(rank, worst)];
    if (same !== undefined && same.length < this.#limit) same.push(number);
  }

  best(): readonly number[] {
    return this.#ranks.flat().slice(0, this.#limit);
  }
}

function lineOf(entry: DirectoryEntry): Line {
  const { target, company, email, externalIds = [] } = entry;
  const name = target.name ?? '';
  return {
    packed: JSON.stringify(entry),
    page: target.url,
    text: fold([name, company ?? '', email ?? '', ...externalIds, target.id].join('\n')),
    nameEnds: fold(name).length,
  };
}

function unpacked(line: Line | undefined): DirectoryEntry | undefined {
  return line && directoryEntrySchema.parse(JSON.parse(line.packed));
}

/** The name itself is best; then words that begin something, in the name before elsewhere; then parts of words. */
function rankOf({ text, nameEnds }: Line, words: readonly string[], folded: string): number | undefined {
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
function rankOfSimilar({ text, nameEnds }: Line, words: readonly string[]): number {
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
