import * as words from '../words/rows.ts';

/** A time of day as the user's language writes it, of milliseconds since the epoch. */
export function timeOfDay(language: string): (at: number) => string {
  return (at) => new Date(at).toLocaleTimeString(language, { timeStyle: 'medium' });
}

/** Date and time of day, likewise. */
export function dateAndTime(language: string): (at: number) => string {
  return (at) => new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
}

/** The day of an instant (milliseconds since the epoch) by the machine's time zone, `YYYY-MM-DD`. */
export function localDay(at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The time of an instant by the machine's time zone, `HH:MM`. */
export function localTime(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** `Today`, `Yesterday` or the date, for a day of {@link localDay}; `now` in milliseconds since the epoch. */
export function dayLabel(day: string, now: number, language: string): string {
  if (day === localDay(now)) return words.today();
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (day === localDay(yesterday.getTime())) return words.yesterday();
  return new Date(`${day}T12:00:00`).toLocaleDateString(language, { dateStyle: 'full' });
}
