import uFuzzy from '@leeoniya/ufuzzy';

/** Longer words are ids or noise, which nobody types with one wrong letter. */
const longestWord = 40;

/** Both sides are single folded words, so every character is a letter or a digit of some script. */
const oneWord: uFuzzy.Options = {
  interSplit: '(?!)',
  interBound: '(?!)',
  intraSplit: '(?!)',
  intraBound: '(?!)',
  intraChars: '.',
  intraContr: '(?!)',
};

/**
 * One wrong, missing, additional or swapped letter in each word. A number, because the enum exists only in the type
 * declaration.
 */
const oneError = { intraMode: 1, intraSlice: [0, Infinity] } satisfies Record<
  string,
  number | [number, number]
>;

const matcher = new uFuzzy({ ...oneWord, ...oneError });

/**
 * Every distinct word of the entries of a directory, and which entries it stands in. There are far fewer of them than
 * words in all entries: the fuzzy matcher looks at each once, and only at those that can match at all.
 */
export class WordIndex {
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [];
  readonly #entries: number[][] = [];
  /** For each word, hashed, a bit for each letter and each pair of letters in it; see {@link WordIndex.#candidates}. */
  readonly #letters: number[] = [];
  readonly #pairs: number[] = [];

  /** `entry`: the caller's number of the entry, never lower than in the call before. */
  add(words: readonly string[], entry: number): void {
    for (const word of words) {
      if (word.length > longestWord) continue;
      const entries = this.#entries[this.#numberOf(word)];
      if (entries !== undefined && entries.at(-1) !== entry) entries.push(entry);
    }
  }

  /**
   * For each similar word, the numbers of the entries it stands in. A word is similar if it contains `wanted` (folded,
   * only letters or only digits) give or take one letter. In a number every digit must be right, and what has fewer than
   * three letters must begin the word.
   */
  findSimilar(wanted: string): readonly (readonly number[])[] {
    const candidates = this.#candidates(wanted);
    // One or two letters stand somewhere in nearly every word; only words that begin with them are meant.
    const similar =
      wanted.length < 3
        ? candidates.filter((number) => this.#words[number]?.startsWith(wanted))
        : (matcher.filter(this.#words, wanted, candidates) ?? []);
    return similar.map((number) => this.#entries[number] ?? []);
  }

  /** The words that lack no more letters and pairs than one error explains; most words lack far more. */
  #candidates(wanted: string): number[] {
    const letters = letterBits(wanted);
    const pairs = pairBits(wanted);
    const exact = wanted.length < 3 || /^\d/.test(wanted);
    // A swap takes three pairs away and no letter, a wrong or additional letter two and itself. See `intraRules` of
    // the matcher for why short words lose none.
    const maxLetters = wanted.length < 5 ? 0 : 1;
    const maxGone = exact ? 0 : 3;
    const candidates: number[] = [];
    for (let number = 0; number < this.#words.length; number += 1) {
      const lettersGone = countBits(letters & ~(this.#letters[number] ?? 0));
      if (lettersGone > maxLetters) continue;
      if (lettersGone + countBits(pairs & ~(this.#pairs[number] ?? 0)) <= maxGone) candidates.push(number);
    }
    return candidates;
  }

  #numberOf(word: string): number {
    const existing = this.#numbers.get(word);
    if (existing !== undefined) return existing;
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

/** The words of a folded text: its runs of letters and its runs of digits. */
export function wordsOf(folded: string): string[] {
  return folded.match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? [];
}
