const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 24 * 3600_000],
  ['month', 30 * 24 * 3600_000],
  ['week', 7 * 24 * 3600_000],
  ['day', 24 * 3600_000],
  ['hour', 3600_000],
  ['minute', 60_000],
];

/** `3 hours ago`, in the given language; both times in milliseconds since the epoch. */
export function relativeTime(then: number, now: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const passed = then - now;
  for (const [unit, length] of units)
    if (Math.abs(passed) >= length) return format.format(Math.trunc(passed / length), unit);
  return format.format(0, 'second');
}
