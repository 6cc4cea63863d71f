import { assertNever, type Failure } from '../base/failure.ts';
import type { Outcome } from '../delivery/outcome.ts';
import type { Entry } from '../outbox/entry.ts';
import * as words from '../words/outcome.ts';
import type { Does } from '../words/pending.ts';

/** What the user can be offered after a failure, beside trying again. */
export type Remedy = 'replaceKey' | 'showRecentNotes' | undefined;

/** One sentence or two for the user: what happened, what it means for the note, what to do next. */
interface Explanation {
  readonly message: string;
  readonly remedy: Remedy;
}

/** What to tell the user about how an attempt to send ended. */
export function explainOutcome(
  outcome: Outcome,
  entry: Pick<Entry, 'accountLabel' | 'note' | 'action'>,
): Explanation {
  const { accountLabel, note, action } = entry;
  const does = action?.does ?? 'create';
  switch (outcome.state) {
    case 'stored':
      return {
        message: words.done(does, note.target.name ?? note.target.id, accountLabel),
        remedy: undefined,
      };
    case 'queued':
      return outcome.behind
        ? explainWaiting(outcome.behind)
        : { message: words.queuedBehindOthers(), remedy: 'showRecentNotes' };
    case 'waiting':
      return explainWaiting(outcome.failure);
    case 'refused':
      return explainRefused(outcome.failure, does);
    case 'uncertain':
      return { message: words.lostReply(does), remedy: 'showRecentNotes' };
    default:
      return assertNever(outcome);
  }
}

function explainRefused({ reason, message }: Failure, does: Does): Explanation {
  if (reason === 'conflict' && (does === 'edit' || does === 'remove'))
    return { message: words.conflict(does, message), remedy: 'showRecentNotes' };
  return {
    message:
      reason === 'cancelled' && (does === 'create' || does === 'edit')
        ? words.stopped()
        : words.refused(does, message),
    remedy: undefined,
  };
}

function explainWaiting({ reason, message, retryAfterMs }: Failure): Explanation {
  switch (reason) {
    case 'keyMissing':
    case 'keyRefused':
      return { message: words.queuedUntilKeyWorks(message), remedy: 'replaceKey' };
    case 'rateLimited': {
      const seconds = retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1000);
      return { message: words.queuedFor(message, seconds), remedy: 'showRecentNotes' };
    }
    case 'storage':
      return { message: words.queuedUntilDiskWorks(message), remedy: 'showRecentNotes' };
    default:
      return { message: words.queuedToRetry(message), remedy: 'showRecentNotes' };
  }
}
