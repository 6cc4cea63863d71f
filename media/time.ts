/**
 * What a `datetime-local` field holds for an instant: the wall clock of this browser's time zone, to the minute.
 * '' stays '', and so does what is no date.
 */
export function localFromInstant(instant: string): string {
  const date = new Date(instant);
  if (instant === '' || Number.isNaN(date.getTime())) return '';
  const day = `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/**
 * The instant (ISO 8601, UTC) that a wall clock in this browser's time zone shows; '' where there is none. A time
 * that the clocks skip in spring moves on by the hour that they skip; of one that comes twice in autumn the first
 * is meant.
 */
export function instantFromLocal(local: string): string {
  // Without a zone a date with a time is local time by the language's own rule.
  const date = new Date(local);
  return local.includes('T') && !Number.isNaN(date.getTime()) ? date.toISOString() : '';
}

function pad(value: number, digits = 2): string {
  return String(value).padStart(digits, '0');
}
