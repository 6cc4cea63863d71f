import { assertNever, Failure } from '../base/failure.ts';

/** The first wait after a failure, in milliseconds; each further one doubles it. */
const firstWait = 2_000;

/** Long enough to leave a struggling service alone, short enough that a note is not forgotten (milliseconds). */
const longestWait = 5 * 60_000;

/**
 * When to try again, in milliseconds since the epoch: as the service asks, however long that is; else with
 * exponential back-off. `random` (at least 0, below 1) spreads the tries of many hosts.
 */
export function retryAt({ retryAfterMs }: Failure, failures: number, now: number, random: number): number {
  if (retryAfterMs !== undefined) return now + retryAfterMs;
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

export function noAccount(accountLabel: string): Failure {
  const message = `The account “${accountLabel}” is gone, or was changed to another address since.`;
  return new Failure('invalid', message, { field: 'account' });
}

export function interrupted(): Failure {
  return new Failure('dropped', 'The editor was closed while the note was being sent.');
}

/** Of a host that may only be suspended. */
export function senderSilent(): Failure {
  const message = 'The window that was sending the note stopped answering, and may still send it.';
  return new Failure('dropped', message);
}

/** Of that host, when it has gone on and found that another one took the note over. */
export function senderDelayed(): Failure {
  return new Failure('dropped', 'A window was held up while it was sending the note.');
}

/** A defect of ours, before anything left this machine. */
export function unsendable(error: unknown): Failure {
  return new Failure('invalid', 'This note cannot be sent as it is.', { cause: error });
}

/** A defect of ours: nothing can be said of the note, so it is treated like a lost answer. */
export function unexpected(error: unknown): Failure {
  const detail = error instanceof Error ? `${error.name} in the provider` : 'not an error';
  return new Failure('dropped', 'Something went wrong while the note was being sent.', {
    detail,
    cause: error,
  });
}
