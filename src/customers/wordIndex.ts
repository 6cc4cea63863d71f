import uFuzzy from '@leeoniya/ufuzzy';

/** Longer words are ids or noise, in which nobody errs by one letter. */
const longestWord = 40;

/** Both sides are single folded words: whatever is in one is a letter or a digit, in whatever script. */
const oneWord: uFuzzy.Options = {
  interSplit: '(?!)',
  interBound: '(?!)',
  intraSplit: '(?!)',
  intraBound: '(?!)',
  intraChars: '.',
  intraContr: '(?!)',
};

/**
 * One wrong, missing, additional or swapped letter in each word. A number, since the enum of the declaration is not
 * there when this runs.
 */
const oneError = { intraMode: 1, intraSlice: [0, Infinity] } satisfies Record<
  string,
  number | [number, number]
>;

const matcher = new uFuzzy({ ...oneWord, ...oneError });

/**
 * Every word that the entries of a directory are made of, and in which entries it stands. There are far fewer of them
 * than entries times words, so that the fuzzy matcher looks at each once, and only at those that can match at all.
 */
export class WordIndex {
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [];
  readonly #entries: number[][] = [];
  /** For each word, a bit for each letter and each pair of letters in it (hashed): see {@link WordIndex.#candidates}. */
  readonly #letters: number[] = [];
  readonly #pairs: number[] = [];

  /** `entry`: a number of the caller's, higher at each call or the same. */
  add(words: readonly string[], entry: number): void {
    for (const word of words) {
      if (word.length > longestWord) continue;
      const entries = this.#entries[this.#numberOf(word)];
      if (entries !== undefined && entries.at(-1) !== entry) entries.push(entry);
    }
  }

  /**
   * The numbers of the entries with a word that `wanted` (folded, letters or digits alone) is a part of, give or take
   * one letter; of a number, and of what has fewer than three letters, it has to be just that.
   */
  findSimilar(wanted: string): readonly (readonly number[])[] {
    const possible = this.#candidates(wanted);
    // The matcher would look for a letter or two anywhere; nobody means that.
    const found =
      wanted.length < 3
        ? possible.filter((number) => this.#words[number]?.startsWith(wanted))
        : (matcher.filter(this.#words, wanted, possible) ?? []);
    return found.map((number) => this.#entries[number] ?? []);
  }

  /** The words that lack no more of the letters and pairs than one error explains; most lack far more. */
  #candidates(wanted: string): number[] {
    const letters = letterBits(wanted);
    const pairs = pairBits(wanted);
    const exact = wanted.length < 3 || /^\d/.test(wanted);
    // A swap takes three pairs away and no letter, a wrong or additional letter two and itself. See `intraRules` of
    // the matcher for why short words lose none.
    const mostLetters = wanted.length < 5 ? 0 : 1;
    const most = exact ? 0 : 3;
    const possible: number[] = [];
    for (let number = 0; number < this.#words.length; number += 1) {
      const gone = countBits(letters & ~(this.#letters[number] ?? 0));
      if (gone > mostLetters) continue;
      if (gone + countBits(pairs & ~(this.#pairs[number] ?? 0)) <= most) possible.push(number);
    }
    return possible;
  }

  #numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#words.push(word) - 1;
    this.#numbers.set(word, number);
    this.#entries.push([]);
    this.#letters.push(letterBits(word));
    this.#pairs.push(pairBits(word));
    return number;
  }
}

function letterBits(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

function pairBits(word: string): number {
  let bits = 0;
  for (let at = 1; at < word.length; at += 1)
    bits |= 1 << ((word.charCodeAt(at - 1) * 7 + word.charCodeAt(at)) & 31);
  return bits;
}

function countBits(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
