import { words } from '../src/form/words.ts';
import type { Matches } from '../src/form/messages.ts';

/** What the list is open for. */
export interface SearchContext {
  /** As typed. */
  readonly text: string;
  /** Whether targets of this type can be found by name. */
  readonly isListed: boolean;
}

/** How many rows there are. */
function countOf({ groups }: Matches): number {
  return groups.reduce((count, { rows }) => count + rows.length, 0);
}

/** The line below the rows: whether there are none or more, and how far the list has been read; '' if nothing. */
export function summaryOf(matches: Matches, { text, isListed }: SearchContext): string {
  const { message, more, alone, within, filling } = matches;
  const count = countOf(matches);
  if (within === null && (text.trim() === '' || !isListed || (alone && count === 0))) return '';
  if (within !== null && filling) return sentences([words.reading, message]);
  const none = noneOf(matches);
  const countText = count === 0 ? none : more ? `${count} ${words.moreMatches}` : '';
  return sentences([countText, message]);
}

function noneOf({ filling, message, within }: Matches): string {
  if (filling) return message === '' ? words.reading : words.noMatchesYet;
  return within === null ? words.noMatchesListed : words.noMatches;
}

/** What a screen reader reads out. */
export function announcementOf(matches: Matches, context: SearchContext): string {
  const count = countOf(matches);
  const countText =
    count === 0 || matches.more ? '' : `${count} ${count === 1 ? words.oneMatch : words.manyMatches}`;
  return sentences([matches.within ?? '', countText, summaryOf(matches, context)]);
}

function sentences(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('. ');
}
