import { words } from '../src/form/words.ts';
import type { Matches } from '../src/form/messages.ts';

/** What the list is open for. */
export interface Asked {
  /** As typed. */
  readonly text: string;
  /** Whether targets of this type can be found by name. */
  readonly isListed: boolean;
}

/** How many rows were found. */
export function countOf({ groups }: Matches): number {
  return groups.reduce((count, { rows }) => count + rows.length, 0);
}

/** What stands below the rows: that there are none or more, and how far the list is; '' where that is no news. */
export function saidOf(found: Matches, { text, isListed }: Asked): string {
  const { message, more, alone, within, filling } = found;
  const count = countOf(found);
  if (within === null && (text.trim() === '' || !isListed || (alone && count === 0))) return '';
  if (within !== null && filling) return sentences([words.foundReading, message]);
  const none = noneOf(found);
  const counted = count === 0 ? none : more ? `${count} ${words.foundMore}` : '';
  return sentences([counted, message]);
}

function noneOf({ filling, message, within }: Matches): string {
  if (filling) return message === '' ? words.foundReading : words.foundNoneYet;
  return within === null ? words.foundNoneListed : words.foundNone;
}

/** What a screen reader says of it. */
export function spokenOf(found: Matches, asked: Asked): string {
  const count = countOf(found);
  const counted =
    count === 0 || found.more ? '' : `${count} ${count === 1 ? words.foundOne : words.foundMany}`;
  return sentences([found.within ?? '', counted, saidOf(found, asked)]);
}

function sentences(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('. ');
}
