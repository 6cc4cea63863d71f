import type { Leaf } from './storedTree.ts';

/** What is said of siblings to pair them. */
interface Siblings<T> {
  readonly leavesOf: (sibling: T) => readonly Leaf[];
  /** Whether one can be made of the other. */
  readonly isAlike: (stored: T, now: T) => boolean;
  /** For each leaf that stays, the stored one. */
  readonly kept: ReadonlyMap<Leaf, Leaf>;
}

/** Above this many comparisons, what changed is paired in its order. */
const mostComparisons = 2500;

/**
 * For each of the siblings now, the position of the stored one that it was made of; rising, undefined for a new one.
 * First by the leaves that stay in them, then by the words that they share.
 */
export function pairSiblings<T>(
  stored: readonly T[],
  now: readonly T[],
  siblings: Siblings<T>,
): readonly (number | undefined)[] {
  const certain = pairByLeaves(stored, now, siblings);
  const result = [...certain];
  for (let from = 0; from < now.length;) {
    if (certain[from] !== undefined) {
      from += 1;
      continue;
    }
    let to = from;
    while (to < now.length && certain[to] === undefined) to += 1;
    const [after, before] = [certain[to] ?? stored.length, from === 0 ? -1 : (certain[from - 1] ?? -1)];
    const gap = pairBySimilarity(stored.slice(before + 1, after), now.slice(from, to), siblings);
    for (const [at, other] of gap.entries()) if (other !== undefined) result[from + at] = before + 1 + other;
    from = to;
  }
  return result;
}

function pairByLeaves<T>(
  stored: readonly T[],
  now: readonly T[],
  { leavesOf, isAlike, kept }: Siblings<T>,
): readonly (number | undefined)[] {
  const placeOf = new Map<Leaf, number>();
  for (const [at, sibling] of stored.entries()) for (const leaf of leavesOf(sibling)) placeOf.set(leaf, at);
  /** Who has the most leaves of each stored one. */
  const best = new Map<number, { readonly at: number; readonly votes: number }>();
  for (const [at, sibling] of now.entries()) {
    const votes = new Map<number, number>();
    for (const leaf of leavesOf(sibling)) {
      const from = kept.get(leaf);
      const place = from && placeOf.get(from);
      if (place !== undefined) votes.set(place, (votes.get(place) ?? 0) + 1);
    }
    const [most] = [...votes].sort(([, one], [, other]) => other - one);
    if (most === undefined) continue;
    const [place, count] = most;
    const other = stored[place];
    if (other === undefined || !isAlike(other, sibling)) continue;
    if ((best.get(place)?.votes ?? 0) < count) best.set(place, { at, votes: count });
  }
  const result: (number | undefined)[] = now.map(() => undefined);
  let last = -1;
  for (const [place, { at }] of [...best].sort(([one], [other]) => one - other)) {
    if (at <= last) continue;
    result[at] = place;
    last = at;
  }
  return result;
}

/** The pairs that share the most words; of those that share none, in their order. */
function pairBySimilarity<T>(
  stored: readonly T[],
  now: readonly T[],
  siblings: Siblings<T>,
): readonly (number | undefined)[] {
  if (stored.length * now.length > mostComparisons) return pairInOrder(stored, now, siblings);
  const words = (sibling: T) => new Set(siblings.leavesOf(sibling).flatMap(wordsOf));
  const [storedWords, nowWords] = [stored.map(words), now.map(words)];
  const worth = (at: number, other: number): number => {
    const [one, two] = [stored[at], now[other]];
    if (one === undefined || two === undefined || !siblings.isAlike(one, two)) return -1;
    let shared = 0;
    for (const word of nowWords[other] ?? []) if (storedWords[at]?.has(word) === true) shared += 1;
    return 0.01 + shared;
  };
  /** The most that the first `at` and `other` are worth, at `[at][other]`. */
  const most = Array.from({ length: stored.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  const value = (at: number, other: number) => most[at]?.[other] ?? 0;
  for (let at = 1; at <= stored.length; at += 1)
    for (let other = 1; other <= now.length; other += 1) {
      const row = most[at];
      if (row)
        row[other] = Math.max(
          value(at - 1, other),
          value(at, other - 1),
          value(at - 1, other - 1) + worth(at - 1, other - 1),
        );
    }
  const result: (number | undefined)[] = now.map(() => undefined);
  let [at, other] = [stored.length, now.length];
  while (at > 0 && other > 0) {
    if (value(at, other) === value(at - 1, other)) at -= 1;
    else if (value(at, other) === value(at, other - 1)) other -= 1;
    else result[(other -= 1)] = at -= 1;
  }
  return result;
}

function pairInOrder<T>(
  stored: readonly T[],
  now: readonly T[],
  { isAlike }: Siblings<T>,
): readonly (number | undefined)[] {
  let next = 0;
  return now.map((sibling) => {
    const at = stored.findIndex((other, index) => index >= next && isAlike(other, sibling));
    if (at < 0) return undefined;
    next = at + 1;
    return at;
  });
}

function wordsOf(leaf: Leaf): readonly string[] {
  if ('cells' in leaf) return leaf.cells.flatMap(({ words }) => words.map(({ text }) => text));
  return 'words' in leaf ? leaf.words.map(({ text }) => text) : leaf.text.split(/\s+/);
}
