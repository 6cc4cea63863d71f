import { parseDuration } from '../model/duration.ts';

/** Longer than any time that a person types. */
const longestTyped = 60;

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const clockForm = /^(\d{1,2})(?::(\d{2}))?(am|pm)?$/;
const dateForm = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const instantForm = /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:z|[+-]\d{2}:\d{2})$/;

/** A time of day. */
interface Clock {
  readonly hours: number;
  readonly minutes: number;
}

/** A day at a given time of day; undefined where there is no such day. */
type Day = (clock: Clock) => Date | undefined;

/**
 * What was meant by a time in words, on the clock of this time zone: `now`, `5m ago`, `an hour ago`, `2 days ago`,
 * `15:00`, `3pm`, `yesterday`, `yesterday 15:00`, `mon 9:30`, `2026-11-28 14:00`. A day without a time means
 * the time of day of `now`. A weekday and a time alone mean the last one. Undefined for anything
 * else. A time that the clocks skip in spring moves on by the hour that they skip; of one that comes twice in autumn the
 * first is meant.
 */
export function parseWhen(typed: string, now: Date): Date | undefined {
  const text = typed.trim().toLowerCase().replaceAll(',', ' ');
  if (text === '' || text.length > longestTyped) return undefined;
  if (instantForm.test(text)) return new Date(text);
  const words = text
    .replace(/(\d)t(\d)/, '$1 $2')
    .replace(/(\d) (am|pm)\b/, '$1$2')
    .split(/\s+/)
    .filter((word) => word !== 'at');
  if (words.join(' ') === 'now') return now;
  if (words.at(-1) === 'ago') return beforeNow(words.slice(0, -1), now);
  return onItsDay(words, now);
}

/** `an hour`, `half an hour`, `1h 30m`, `2 days`: so long before now. */
function beforeNow(words: readonly string[], now: Date): Date | undefined {
  const [first = '', ...rest] = words;
  if (words.join(' ') === 'half an hour') return new Date(now.getTime() - 30 * 60_000);
  const counted = first === 'a' || first === 'an' ? ['1', ...rest] : words;
  const [count = '', unit = ''] = counted;
  const days = counted.length === 2 ? { day: 1, days: 1, week: 7, weeks: 7 }[unit] : undefined;
  if (days !== undefined && /^\d{1,4}$/.test(count))
    return daysBefore(Number(count) * days, now)(clockOf(now));
  const seconds = parseDuration(counted.join(' '));
  return seconds === undefined ? undefined : new Date(now.getTime() - seconds * 1000);
}

function onItsDay(words: readonly string[], now: Date): Date | undefined {
  const clock = clockTyped(words.at(-1) ?? '');
  const day = dayTyped(clock === undefined ? words : words.slice(0, -1), now);
  return day?.(clock ?? clockOf(now));
}

function dayTyped(words: readonly string[], now: Date): Day | undefined {
  const [first = '', second = ''] = words;
  if (words.length === 0) return lastOf(daysBefore(0, now), daysBefore(1, now), now);
  if (words.length === 1 && first === 'today') return daysBefore(0, now);
  if (words.length === 1 && first === 'yesterday') return daysBefore(1, now);
  const date = words.length === 1 ? dateForm.exec(first) : null;
  if (date !== null) return dayOf(Number(date[1]), Number(date[2]) - 1, Number(date[3]));
  if (words.length <= 2 && (words.length === 1 || first === 'last')) {
    const weekday = weekdayOf(words.length === 1 ? first : second);
    const back = (now.getDay() - weekday + 7) % 7;
    if (weekday < 0) return undefined;
    return first === 'last' && back === 0
      ? daysBefore(7, now)
      : lastOf(daysBefore(back, now), daysBefore(back + 7, now), now);
  }
  return undefined;
}

/** The first day, unless that is still to come. */
function lastOf(first: Day, earlier: Day, now: Date): Day {
  return (clock) => {
    const date = first(clock);
    return date === undefined || date > now ? earlier(clock) : date;
  };
}

function daysBefore(count: number, now: Date): Day {
  return ({ hours, minutes }) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() - count, hours, minutes);
}

function dayOf(year: number, month: number, day: number): Day {
  return ({ hours, minutes }) => {
    const date = new Date(year, month, day, hours, minutes);
    return new Date(year, month, day).getMonth() === month && day > 0 ? date : undefined;
  };
}

function clockTyped(word: string): Clock | undefined {
  const [, hour, minute, half] = clockForm.exec(word) ?? [];
  if (hour === undefined || (minute === undefined && half === undefined)) return undefined;
  const [hours, minutes] = [Number(hour), Number(minute ?? 0)];
  if (half !== undefined && (hours < 1 || hours > 12)) return undefined;
  const shift = half === undefined ? hours : (hours % 12) + (half === 'pm' ? 12 : 0);
  return shift < 24 && minutes < 60 ? { hours: shift, minutes } : undefined;
}

function clockOf(now: Date): Clock {
  return { hours: now.getHours(), minutes: now.getMinutes() };
}

/** The number of the weekday that begins with this word of three letters or more; -1 where none does. */
function weekdayOf(word: string): number {
  return word.length < 3 ? -1 : weekdays.findIndex((name) => name.startsWith(word));
}
