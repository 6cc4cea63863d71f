import { assertNever, type Failure } from '../base/failure.ts';
import { longestRetryAfter } from '../http/retryAfter.ts';

/** The first wait after a failure, in milliseconds; each further one doubles it. */
const firstWait = 2_000;

/** The longest wait, in milliseconds: it spares a struggling service, and the user still remembers the note. */
const longestWait = 5 * 60_000;

/** The longest that a failure delays the next try, in milliseconds, whatever the service asked for. */
export function longestDelay(retryAfterMs: number | undefined): number {
  return Math.min(retryAfterMs ?? longestWait, longestRetryAfter);
}

/**
 * When to try again, in milliseconds since the epoch: as the service asks, up to an hour; else with exponential
 * back-off. `random` (at least 0, below 1) spreads the tries of many hosts.
 */
export function retryAt({ retryAfterMs }: Failure, failures: number, now: number, random: number): number {
  if (retryAfterMs !== undefined) return now + longestDelay(retryAfterMs);
  const wait = Math.min(longestWait, firstWait * 2 ** Math.min(failures - 1, 20));
  return now + wait * (0.5 + random / 2);
}

/** What a failed POST says of the note: certainly not stored (may wait), refused, or not known. */
export function stateAfter({ reason }: Failure): 'waiting' | 'refused' | 'uncertain' {
  switch (reason) {
    case 'offline':
    case 'tls':
    case 'proxy':
    case 'rateLimited':
    case 'keyMissing':
    case 'keyRefused':
    case 'storage':
      return 'waiting';
    case 'invalid':
    case 'forbidden':
    case 'notFound':
    case 'notServed':
    case 'refused':
    case 'conflict':
    case 'tooLarge':
      return 'refused';
    case 'timeout':
    case 'dropped':
    case 'serverFault':
    case 'unreadable':
    case 'cancelled':
      return 'uncertain';
    default:
      return assertNever(reason);
  }
}
