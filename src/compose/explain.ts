import { assertNever, type Failure } from '../notes/failure.ts';
import type { Outcome } from '../notes/outbox/delivery.ts';

/** What the user can be offered after a failure, beside trying again. */
export type Remedy = 'replaceKey' | 'showRecentNotes' | undefined;

/** One sentence or two for the user: what happened, what it means for the note, what to do next. */
export interface Explanation {
  readonly message: string;
  readonly remedy: Remedy;
}

/** How a try to send ended, for the place where the user is. `where` is the account's label. */
export function explainOutcome(outcome: Outcome, where: string): Explanation {
  switch (outcome.state) {
    case 'stored':
      return {
        message: `Stored in ${where} for ${outcome.note.target.name ?? outcome.note.target.id}.`,
        remedy: undefined,
      };
    case 'waiting':
      return explainWaiting(outcome.failure);
    case 'refused':
      if (outcome.failure.reason === 'cancelled')
        return {
          message: `${outcome.failure.message} Nothing was sent and your text is kept.`,
          remedy: undefined,
        };
      return {
        message: `${outcome.failure.message} Nothing was stored and your text is kept: correct it and send again.`,
        remedy: undefined,
      };
    case 'uncertain':
      return {
        message: `${outcome.failure.message} The note may have been stored all the same: it is kept in Recent Notes, and you decide there, after a look at the customer’s notes, whether it is sent again.`,
        remedy: 'showRecentNotes',
      };
    default:
      return assertNever(outcome);
  }
}

function explainWaiting(failure: Failure): Explanation {
  const kept = `${failure.message} Nothing was stored; the note waits in Recent Notes`;
  switch (failure.reason) {
    case 'keyMissing':
    case 'keyRefused':
      return {
        message: `${kept}: replace the key, then send it from there.`,
        remedy: 'replaceKey',
      };
    case 'rateLimited':
      return {
        message: `${kept}: send it from there ${pause(failure.retryAfterMs)}.`,
        remedy: 'showRecentNotes',
      };
    case 'storage':
      return { message: `${kept}: send it from there when the disk is in order.`, remedy: 'showRecentNotes' };
    default:
      return {
        message: `${kept}: send it from there when the connection is back.`,
        remedy: 'showRecentNotes',
      };
  }
}

function pause(ms: number | undefined): string {
  if (ms === undefined) return 'in a minute';
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `in ${seconds} seconds` : `in ${Math.ceil(seconds / 60)} minutes`;
}
