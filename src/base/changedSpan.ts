/** The one span in which two texts differ: `before.slice(start, end)` has become `inserted`. */
export interface ChangedSpan {
  readonly start: number;
  readonly end: number;
  readonly inserted: string;
}

/** The smallest span that turns one text into the other. It splits neither a character nor a line's end. */
export function changedSpan(before: string, after: string): ChangedSpan {
  const start = commonStart(before, after);
  const kept = commonEnd(before, after, start);
  return { start, end: before.length - kept, inserted: after.slice(start, after.length - kept) };
}

/** Characters at the start that are the same in both. */
function commonStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let count = 0;
  while (count < most && one[count] === other[count]) count += 1;
  return isWithinPair(one, count) || isWithinPair(other, count) ? count - 1 : count;
}

/** Characters at the end that are the same in both, and not among the first `start`. */
function commonEnd(one: string, other: string, start: number): number {
  const most = Math.min(one.length, other.length) - start;
  let count = 0;
  while (count < most && one[one.length - 1 - count] === other[other.length - 1 - count]) count += 1;
  return isWithinPair(one, one.length - count) || isWithinPair(other, other.length - count)
    ? count - 1
    : count;
}

/** Whether this place is between the two halves of a character, or between the two of a line's end. */
function isWithinPair(text: string, at: number): boolean {
  const pair = text.slice(at - 1, at + 1);
  return at > 0 && (pair === '\r\n' || /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(pair));
}
