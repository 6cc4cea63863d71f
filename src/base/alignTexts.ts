import { diffArrays } from 'diff';

/**
 * Insertions and deletions up to which the shortest way from one list to another is looked for. The time grows with
 * their square; this many take some ten milliseconds.
 */
const mostEdits = 1000;

/**
 * Which texts of two lists are the same ones: pairs of their positions, rising in both. The fewest others are left out;
 * of lists that differ in more than a thousand places only the same starts and ends are paired.
 */
export function alignTexts(
  old: readonly string[],
  now: readonly string[],
): readonly (readonly [old: number, now: number])[] {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  const most = Math.min(old.length, now.length) - start;
  while (end < most && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;

  const pairs: [number, number][] = [];
  for (let at = 0; at < start; at += 1) pairs.push([at, at]);
  const [restOld, restNow] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
  let [atOld, atNow] = [start, start];
  for (const { added, removed, count } of diffArrays(restOld, restNow, { maxEditLength: mostEdits }) ?? []) {
    if (!added && !removed) for (let at = 0; at < count; at += 1) pairs.push([atOld + at, atNow + at]);
    if (!added) atOld += count;
    if (!removed) atNow += count;
  }
  for (let at = end; at > 0; at -= 1) pairs.push([old.length - at, now.length - at]);
  return pairs;
}
