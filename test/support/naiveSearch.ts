import { fold } from '../../src/base/fold.ts';
import type { DirectoryEntry } from '../../src/model/directory.ts';
import { emailOf } from '../../src/model/email.ts';

// The rules of the customer search, written a second time and as simply as can be: every entry is looked at, spellings
// are compared by the edit distance of each beginning, and everything is sorted.

/** The ids of the entries that a search finds, in their order. */
export function naiveSearch(entries: readonly DirectoryEntry[], typed: string, limit: number): string[] {
  const words = fold(emailOf(typed) ?? typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const ranked = entries.flatMap((entry, place) => {
    const rank = rankOf(entry, words);
    return rank === undefined ? [] : [{ entry, place, rank }];
  });
  ranked.sort(
    (a, b) =>
      a.rank - b.rank ||
      Number(isActive(b.entry)) - Number(isActive(a.entry)) ||
      (b.entry.mrr?.minorUnits ?? 0) - (a.entry.mrr?.minorUnits ?? 0) ||
      a.place - b.place,
  );
  return ranked.slice(0, limit).map(({ entry }) => entry.target.id);
}

function isActive({ status }: DirectoryEntry): boolean {
  return status === undefined || status === 'Active';
}

function rankOf(entry: DirectoryEntry, words: readonly string[]): number | undefined {
  const name = tidy(entry.target.name ?? '');
  const beside = [entry.company ?? '', entry.email ?? ''].map(tidy);
  const ids = [...(entry.externalIds ?? []), entry.target.id].map(tidy);
  const all = words.join(' ');
  if ([name, ...beside.slice(1), ...ids].includes(all)) return 0;
  if (name.startsWith(all)) return 1;
  const begins = (text: string, word: string) => startsOf(text).some((start) => start.startsWith(word));
  const some = (texts: readonly string[], word: string) => texts.some((text) => text.includes(word));
  if (words.every((word) => begins(name, word))) return 2;
  if (words.every((word) => [name, ...beside].some((text) => begins(text, word)))) return 3;
  if (words.every((word) => name.includes(word))) return 4;
  if (words.every((word) => some([name, ...beside, ...ids], word))) return 5;
  return rankOfSimilar(name, beside, all);
}

function rankOfSimilar(name: string, beside: readonly string[], all: string): number | undefined {
  const runs = new Set(runsOf(all).filter((run) => kind(run[0]) > 0 && kind(run[0]) < 4));
  if (![...runs].some((run) => run.length >= 3)) return undefined;
  let rank = 6;
  let isElsewhere = false;
  for (const run of runs) {
    const asTyped = (text: string) =>
      run.length < 3 ? startsOf(text).some((start) => start.startsWith(run)) : text.includes(run);
    const similar = (text: string) => runsOf(text).some((word) => isMeant(word, run));
    if (asTyped(name)) continue;
    if (beside.some(asTyped)) isElsewhere = true;
    else if (similar(name)) rank += 2;
    else if (beside.some(similar)) {
      rank += 2;
      isElsewhere = true;
    } else return undefined;
  }
  return isElsewhere ? rank + 1 : rank;
}

function tidy(text: string): string {
  return fold(text).trim().split(/\s+/).join(' ');
}

/** Every rest of a text that begins where something else than before begins: letters, digits, signs. */
function startsOf(text: string): readonly string[] {
  const starts: string[] = [];
  for (let at = 0; at < text.length; at += 1)
    if (text[at] !== ' ' && (at === 0 || kind(text[at - 1]) !== kind(text[at]))) starts.push(text.slice(at));
  return starts;
}

function runsOf(text: string): readonly string[] {
  const runs: string[] = [];
  for (const unit of text.split('')) {
    const last = runs.at(-1);
    if (last !== undefined && kind(last[0]) === kind(unit)) runs[runs.length - 1] = last + unit;
    else runs.push(unit);
  }
  return runs;
}

/** 0: a blank, 1: half of an emoji or a rare letter, 2: a letter, 3: a digit, 4: a sign. */
function kind(unit = ''): number {
  const at = [/\s/, /[\ud800-\udfff]/, /[\p{L}\p{M}]/u, /\p{N}/u].findIndex((one) => one.test(unit));
  return at < 0 ? 4 : at;
}

/** Whether a word begins as typed, give or take one letter. */
function isMeant(word: string, typed: string): boolean {
  const { length } = typed;
  if (length < 4 || length > 40 || kind(typed[0]) !== 2 || kind(word[0]) !== 2) return false;
  return [length - 1, length, length + 1]
    .filter((end) => end <= word.length)
    .map((end) => word.slice(0, end))
    .some((start) => {
      if (distance(start, typed) > 1) return false;
      const isMissing = start.length > length;
      const isSwapped = start.split('').sort().join() === typed.split('').sort().join();
      return length > 4 || isMissing || isSwapped;
    });
}

/** How many letters are wrong, missing, too many or swapped with the next: the optimal string alignment. */
function distance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (isSame ? 0 : 1),
          isSwapped ? at(row - 2, column - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return at(one.length, other.length);
}
