/** Milliseconds; a service that asks for a longer pause is asked again after this one. */
export const longestRetryAfter = 3_600_000;

/**
 * How long an answer asks to wait, in milliseconds (0 to {@link longestRetryAfter}), from its `Retry-After`: seconds, or
 * an HTTP date. A date is measured against the answer's own `Date`, since the service's clock may differ from this one
 * (`now`, milliseconds since the epoch). Undefined: there is none, or none that can be read.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const asked = headers['retry-after']?.trim();
  if (asked === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(asked)) return bounded(Math.ceil(Number(asked) * 1000));
  const until = httpDate(asked);
  if (until === undefined) return undefined;
  return bounded(until - (httpDate(headers['date']) ?? now));
}

function bounded(ms: number): number {
  return Math.min(Math.max(0, ms), longestRetryAfter);
}

/** Milliseconds since the epoch of an HTTP date (RFC 9110 5.6.7); undefined when it is none. */
export function httpDate(text: string | undefined): number | undefined {
  // Date.parse alone also takes "5" and "-1" for dates.
  if (text === undefined || !/^[A-Z][a-z]{2,8},? /.test(text)) return undefined;
  const at = Date.parse(text);
  // An HTTP date has a year of four digits; arithmetic with a later one could leave the range of Date.
  return Number.isNaN(at) || at > latest ? undefined : at;
}

/** The last second of the year 9999. */
const latest = 253_402_300_799_000;
