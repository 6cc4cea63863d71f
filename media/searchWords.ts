import { words } from '../src/form/words.ts';
import type { Matches } from '../src/form/messages.ts';

/** Whether there is anything to be seen of the list: rows, or something to say. */
export function isSeen(matches: Matches): boolean {
  return matches.groups.length > 0 || summaryOf(matches) !== '';
}

/** The line below the rows: whether there are more, and how far the list has been read; '' if there is nothing to say. */
export function summaryOf(matches: Matches): string {
  const { message, more, filling, text } = matches;
  const count = countOf(matches);
  if (count > 0) return sentences([more ? `${count} ${words.moreMatches}` : '', message]);
  if (filling) return sentences([message === '' ? words.reading : words.noMatchesYet, message]);
  return text.trim() === '' ? message : sentences([words.noMatches, message]);
}

/** What a screen reader reads out; how far a list has been read would be read out four times a second. */
export function announcementOf(matches: Matches): string {
  const count = countOf(matches);
  const countText =
    count === 0 || matches.more ? '' : `${count} ${count === 1 ? words.oneMatch : words.manyMatches}`;
  return sentences([countText, summaryOf(matches.filling ? { ...matches, message: '' } : matches)]);
}

function countOf({ groups }: Matches): number {
  return groups.reduce((count, { rows }) => count + rows.length, 0);
}

function sentences(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('. ');
}
