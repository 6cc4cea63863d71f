import { assertNever, type Failure } from '../notes/failure.ts';
import type { Outcome } from '../notes/outbox/delivery.ts';
import type { Entry } from '../notes/outbox/entry.ts';

/** What the user can be offered after a failure, beside trying again. */
export type Remedy = 'replaceKey' | 'showRecentNotes' | undefined;

/** One sentence or two for the user: what happened, what it means for the note, what to do next. */
export interface Explanation {
  readonly message: string;
  readonly remedy: Remedy;
}

/** How a try to send ended, for the place where the user is. */
export function explainOutcome(outcome: Outcome, entry: Pick<Entry, 'accountLabel' | 'note'>): Explanation {
  switch (outcome.state) {
    case 'stored':
      return {
        message: `Stored in ${entry.accountLabel} for ${entry.note.target.name ?? entry.note.target.id}.`,
        remedy: undefined,
      };
    case 'queued':
      return outcome.behind ? explainWaiting(outcome.behind) : explainTurn();
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
        message: `${outcome.failure.message} The note may have been stored all the same: Notelog looks for it, and sends it again only when it is certainly not there. Recent Notes shows how it stands.`,
        remedy: 'showRecentNotes',
      };
    default:
      return assertNever(outcome);
  }
}

function explainTurn(): Explanation {
  return {
    message:
      'Other notes of this account go first. The note waits its turn in Recent Notes and is sent by itself.',
    remedy: 'showRecentNotes',
  };
}

function explainWaiting(failure: Failure): Explanation {
  const kept = `${failure.message} Nothing was stored; the note waits in Recent Notes`;
  switch (failure.reason) {
    case 'keyMissing':
    case 'keyRefused':
      return { message: `${kept} and goes out when the key is replaced.`, remedy: 'replaceKey' };
    case 'rateLimited':
      return {
        message: `${kept} and is sent by itself ${pause(failure.retryAfterMs)}.`,
        remedy: 'showRecentNotes',
      };
    case 'storage':
      return {
        message: `${kept} and is sent by itself when the disk is in order.`,
        remedy: 'showRecentNotes',
      };
    default:
      return {
        message: `${kept} and is sent by itself when the connection is back.`,
        remedy: 'showRecentNotes',
      };
  }
}

function pause(ms: number | undefined): string {
  if (ms === undefined) return 'in a minute';
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `in ${seconds} seconds` : `in ${Math.ceil(seconds / 60)} minutes`;
}
