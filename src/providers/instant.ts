/**
 * A service's date, or undefined where it cannot be read. Both services write ISO 8601, but ActivePlatform also with
 * microseconds and an offset without colon (`2020-10-08T02:11:20.932646+0300`, docs/api/activeplatform.md, section
 * 9).
 */
export function instantOf(value: string | null | undefined): Date | undefined {
  // The engine would also read "15" as the year 2001.
  if (value == null || !/^\d{4}-\d\d-\d\d(T|$)/.test(value)) return undefined;
  const date = new Date(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(date.getTime()) ? undefined : date;
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
