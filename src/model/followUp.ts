import * as z from 'zod';
import { withoutEdges } from '../base/withoutEdges.ts';
import type { TaskLimits } from './capabilities.ts';
import * as words from '../words/followUps.ts';

/** One sentence that says what is wrong with a follow-up's details; undefined: nothing. */
export function detailsProblem(
  details: string,
  { longestDetails }: Pick<TaskLimits, 'longestDetails'>,
): string | undefined {
  if (details.trim() === '') return words.typeWhat();
  const over = details.trim().length - longestDetails;
  return over > 0 ? words.tooLong(longestDetails, over) : undefined;
}

/** One sentence that says what is wrong with a day, `YYYY-MM-DD`; undefined: nothing. */
export function dayProblem(day: string): string | undefined {
  return z.iso.date().safeParse(withoutEdges(day)).success ? undefined : words.typeDay('2026-07-31');
}

/** How a day, `YYYY-MM-DD`, stands to today. Undefined: there is no day. */
export function dueState(
  dueOn: string | undefined,
  today: string,
): 'overdue' | 'today' | 'later' | undefined {
  if (dueOn === undefined) return undefined;
  if (dueOn === today) return 'today';
  return dueOn < today ? 'overdue' : 'later';
}

/** A day on which something may be due. */
interface DueDay {
  readonly label: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
}

/** What people most often want, counted from `today` (`YYYY-MM-DD`), none twice. */
export function dueDays(today: string): readonly DueDay[] {
  const toMonday = (8 - weekdayOf(today)) % 7 || 7;
  const days: readonly (readonly [string, number])[] = [
    [words.dueToday(), 0],
    [words.dueTomorrow(), 1],
    [words.inThreeDays(), 3],
    [words.nextMonday(), toMonday],
    [words.inAWeek(), 7],
    [words.inTwoWeeks(), 14],
    [words.inAMonth(), 30],
  ];
  const seen = new Set<number>();
  return days.flatMap(([label, ahead]) => {
    if (seen.has(ahead)) return [];
    seen.add(ahead);
    return [{ label, day: dayAfter(today, ahead) }];
  });
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/**
 * The day, `YYYY-MM-DD`, that somebody means on `today`: `today`, `tomorrow`, a weekday or its first three letters (the
 * next one after today), `3d` (in three days) or a date that is not past. Undefined: none of these.
 */
export function dueDay(typed: string, today: string): string | undefined {
  const word = typed.toLowerCase();
  if (word === 'today') return today;
  if (word === 'tomorrow') return dayAfter(today, 1);
  const weekday = weekdays.findIndex((name) => name === word || name.slice(0, 3) === word);
  if (weekday >= 0) return dayAfter(today, (weekday - weekdayOf(today) + 7) % 7 || 7);
  const ahead = /^\d{1,3}(?=d$)/.exec(word)?.[0];
  if (ahead !== undefined) return dayAfter(today, Number(ahead));
  return dayProblem(word) === undefined && word >= today ? word : undefined;
}

function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

function dayAfter(day: string, ahead: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + ahead);
  return date.toISOString().slice(0, 10);
}
