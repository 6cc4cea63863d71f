import { changedSpan } from '../base/changedSpan.ts';

/**
 * A text that was changed in two places at once, from the same `before`: with both changes. Where they touch the same
 * span, what either has written there is kept, `one` first.
 */
export function mergeTexts(before: string, one: string, other: string): string {
  if (one === before || one === other) return other;
  if (other === before) return one;
  const [first, second] = [changedSpan(before, one), changedSpan(before, other)];
  if (second.end < first.start || (second.end === first.start && second.start < first.start))
    return joined(before, second, first);
  if (first.end <= second.start) return joined(before, first, second);
  const [start, end] = [Math.min(first.start, second.start), Math.max(first.end, second.end)];
  const written = (text: string) => text.slice(start, text.length - (before.length - end));
  return before.slice(0, start) + written(one) + written(other) + before.slice(end);
}

/** What two texts have in common at their starts and their ends: what both may have been made from. */
export function commonText(one: string, other: string): string {
  const { start, end } = changedSpan(one, other);
  return one.slice(0, start) + one.slice(end);
}

type Span = ReturnType<typeof changedSpan>;

/** With two changes, the first of which ends where the second begins, or before. */
function joined(before: string, first: Span, second: Span): string {
  return (
    before.slice(0, first.start) +
    first.inserted +
    before.slice(first.end, second.start) +
    second.inserted +
    before.slice(second.end)
  );
}
