/**
 * ISO 8601 as services, databases and people write it: with a space for the `T`, without seconds, with any number of
 * decimals, and with a zone such as `Z`, `UTC`, `+03`, `+0300` or `-05:30`, or none.
 */
const form =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9})\d{0,9})?)?(?: ?(Z|UTC|GMT|[+-]\d\d?(?::?\d\d)?))?)?$/i;

/**
 * A service's date, or undefined where it cannot be read (docs/api/activeplatform.md, section 9). Without a zone it is in
 * UTC. Without a time it is the first instant that lies on this day both here and in UTC, so that it is shown and
 * exported as this day wherever that happens.
 */
export function instantOf(value: string | null | undefined): Date | undefined {
  const [, day, hour, minute, second = '00', decimals = '', zone] = form.exec(value ?? '') ?? [];
  if (day === undefined || !isDay(day)) return undefined;
  if (hour === undefined) return new Date(Math.max(Date.parse(day), new Date(`${day}T00:00`).getTime()));
  const time = `${hour.padStart(2, '0')}:${minute ?? ''}:${second}.${decimals.slice(0, 3).padEnd(3, '0')}`;
  const at = Date.parse(`${day}T${time}Z`) - offsetOf(zone);
  return Number.isNaN(at) ? undefined : new Date(at);
}

/** The day of a date with or without a time, as it stands there, whatever its zone; `YYYY-MM-DD`. */
export function dayOf(value: string | null | undefined): string | undefined {
  return instantOf(value) === undefined ? undefined : value?.slice(0, 10);
}

/** The engine makes the 31st of February a day of March. */
function isDay(day: string): boolean {
  const at = Date.parse(day);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

/** Milliseconds by which a zone is ahead of UTC; NaN for none that there can be. */
function offsetOf(zone = 'Z'): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d?):?(\d\d)?$/.exec(zone) ?? [];
  if (Number(hours) > 23 || Number(minutes) > 59) return NaN;
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
}

/** The last whole `unit` (milliseconds) up to `at`, which may lie before 1970. */
export function cutTo(at: number, unit: number): number {
  return Math.floor(at / unit) * unit;
}

/** Compares notes for sorting: newest first, those without a date last; equal dates keep their order. */
export function newestFirst(a: Dated, b: Dated): number {
  return (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0);
}

interface Dated {
  readonly createdAt: Date | undefined;
}
