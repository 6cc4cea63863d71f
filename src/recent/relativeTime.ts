const units = [
  ['year', 365 * 24 * 3600_000],
  ['month', 30 * 24 * 3600_000],
  ['week', 7 * 24 * 3600_000],
  ['day', 24 * 3600_000],
  ['hour', 3600_000],
  ['minute', 60_000],
] as const satisfies readonly (readonly [Intl.RelativeTimeFormatUnit, number])[];

/** `3 hours ago`, in the given language; both times in milliseconds since the epoch. */
export function relativeTime(then: number, now: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const passed = then - now;
  for (const [unit, length] of units)
    if (Math.abs(passed) >= length) return format.format(Math.trunc(passed / length), unit);
  return format.format(0, 'second');
}

/** `3h`, for the head of a row, likewise; `now` for less than a minute. What is to come is said in full. */
export function shortAge(then: number, now: number, language: string): string {
  const passed = now - then;
  if (passed <= -60_000) return relativeTime(then, now, language);
  const [unit, length] = units.find(([, each]) => passed >= each) ?? [];
  if (unit === undefined) return relativeTime(now, now, language);
  // Narrow, a month is written like a minute.
  const unitDisplay = unit === 'month' ? 'short' : 'narrow';
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay }).format(
    Math.trunc(passed / length),
  );
}
