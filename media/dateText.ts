import { language } from './language.ts';

/** Of the time zone of this browser, which all times here are in: "Europe/Berlin, GMT+1". */
export function zoneText(at: Date): string {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const parts = new Intl.DateTimeFormat(language, { timeZoneName: 'short' }).formatToParts(at);
  const short = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return short === '' || short === name ? name : `${name}, ${short}`;
}

/** An instant as short as it can be told: "15:00" of today, "yesterday 15:00", "Mon 23 Nov, 15:00". */
export function dateText(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const clock: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
  const now = new Date();
  const time = new Intl.DateTimeFormat(language, clock).format(at);
  const days = daysBetween(at, now);
  if (days === 0) return time;
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (days === 1) return `${relative.format(-1, 'day')} ${time}`;
  const day: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    ...(at.getFullYear() === now.getFullYear() ? { weekday: 'short' } : { year: 'numeric' }),
  };
  return new Intl.DateTimeFormat(language, { ...day, ...clock }).format(at);
}

/** An instant in full, as it is read back to whoever typed it. */
export function fullDateText(at: Date): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' }).format(at);
}

/** How many days, by the calendar, `from` lies before `to`. */
function daysBetween(from: Date, to: Date): number {
  const day = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((day(to) - day(from)) / 86_400_000);
}
