import * as z from 'zod';
import { withoutEdges } from '../base/withoutEdges.ts';
import type { TaskLimits } from './capabilities.ts';

/** One sentence that says what is wrong with a follow-up's details; undefined: nothing. */
export function detailsProblem(
  details: string,
  { longestDetails }: Pick<TaskLimits, 'longestDetails'>,
): string | undefined {
  if (details.trim() === '') return 'Type what is to be done.';
  const over = details.trim().length - longestDetails;
  return over > 0
    ? `A follow-up has at most ${longestDetails} characters. Shorten it by ${over}.`
    : undefined;
}

/** One sentence that says what is wrong with a day, `YYYY-MM-DD`; undefined: nothing. */
export function dayProblem(day: string): string | undefined {
  return z.iso.date().safeParse(withoutEdges(day)).success
    ? undefined
    : 'Type the day like 2026-07-31 (year, month, day).';
}

/** A day on which something may be due. */
interface DueDay {
  readonly label: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
}

/** What people most often want, counted from `today` (`YYYY-MM-DD`), none twice. */
export function dueDays(today: string): readonly DueDay[] {
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  const toMonday = (8 - weekday) % 7 || 7;
  const days: readonly (readonly [string, number])[] = [
    ['Today', 0],
    ['Tomorrow', 1],
    ['In three days', 3],
    ['Next Monday', toMonday],
    ['In a week', 7],
    ['In two weeks', 14],
    ['In a month', 30],
  ];
  const seen = new Set<number>();
  return days.flatMap(([label, ahead]) => {
    if (seen.has(ahead)) return [];
    seen.add(ahead);
    return [{ label, day: dayAfter(today, ahead) }];
  });
}

function dayAfter(day: string, ahead: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + ahead);
  return date.toISOString().slice(0, 10);
}
