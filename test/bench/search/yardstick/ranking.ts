/** Ranks beyond this one count as equal: it is enough to tell good matches from better ones. */
const worstRank = 16;

/** Keeps the best numbers without sorting all. Those of one rank stay in the order in which they were put. */
export class BestRanked {
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

/**
 * The rank of an entry by the typed words, or undefined where it lacks one. The whole name is best; then words at the
 * beginning of a word, in the name before elsewhere; then parts of words. `text`: what the entry is found by;
 * `nameEnds`: where the name ends in it; `folded`: all that was typed.
 */
export function rankOf(
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

/** The rank of an entry with similar words: the more words it contains exactly as typed, the better. */
export function rankOfSimilar(text: string, nameEnds: number, words: readonly string[]): number {
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
