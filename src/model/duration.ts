const clockForm = /^(?:(\d{1,2}):(?=[0-5]\d:))?(\d{1,3}):([0-5]\d)$/;
const unitForm =
  /^(?:(\d+(?:[.,]\d+)?)\s*h(?:ours?|rs?)?\s*)?(?:(\d+(?:[.,]\d+)?)\s*m(?:in(?:ute)?s?)?\s*)?(?:(\d+)\s*s(?:ec(?:ond)?s?)?)?$/i;
/** `1h30`: two digits, since one alone may be a slip of the keyboard. */
const hourMinuteForm = /^(\d+)\s*h(?:ours?|rs?)?\s*([0-5]\d)$/i;

/** Longer than any duration that a person types; what is longer was pasted by mistake, and is slow to match. */
const longestTyped = 40;

/** Nobody talks longer; a larger figure is a slip of the keyboard. */
export const longestCallSeconds = 24 * 3600;

/**
 * The seconds that a person meant: `25` (minutes), `25m`, `1h 5m`, `1h30`, `90s`, `1.5 h`, `1,5 h`, `12:30` (minutes
 * and seconds) or `1:05:00`. Undefined when it is none of these.
 */
export function parseDuration(typed: string): number | undefined {
  const text = typed.trim();
  if (text === '' || text.length > longestTyped) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 60);
  const clock = clockForm.exec(text);
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const units = hourMinuteForm.exec(text) ?? unitForm.exec(text);
  if (!units) return undefined;
  const [hours, minutes, seconds] = units.slice(1).map(numberOf);
  return Math.round((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0));
}

/** A number with a point or a comma before its decimals. */
function numberOf(digits: string | undefined): number {
  return Number((digits ?? '0').replace(',', '.'));
}

/** What stands behind the numbers of a duration. */
interface DurationUnits {
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

/** `1 h 5 min`, `25 min`, `40 s`: to the minute from one minute on. */
export function formatDuration(seconds: number, { hour, minute, second }: DurationUnits): string {
  if (seconds < 60) return `${seconds} ${second}`;
  const all = Math.round(seconds / 60);
  const hours = Math.floor(all / 60);
  const minutes = all % 60;
  if (hours === 0) return `${minutes} ${minute}`;
  return minutes === 0 ? `${hours} ${hour}` : `${hours} ${hour} ${minutes} ${minute}`;
}
