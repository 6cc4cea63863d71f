import { assertNever, type Failure } from '../base/failure.ts';
import type { Outcome } from '../delivery/outcome.ts';
import type { Entry } from '../outbox/entry.ts';

/** What the user can be offered after a failure, beside trying again. */
export type Remedy = 'replaceKey' | 'showRecentNotes' | undefined;

/** One sentence or two for the user: what happened, what it means for the note, what to do next. */
interface Explanation {
  readonly message: string;
  readonly remedy: Remedy;
}

/** The words for each kind of entry. */
const words = {
  create: {
    done: 'Stored',
    nothing: 'Nothing was stored',
    it: 'The note',
    maybe:
      'The note may have been stored all the same: Notelog is looking for it, and sends it again only if it does not find it.',
  },
  edit: {
    done: 'Changed',
    nothing: 'Nothing was changed',
    it: 'The change',
    maybe: 'The note may have been changed all the same: Notelog is checking, and tries again if it was not.',
  },
  remove: {
    done: 'Deleted',
    nothing: 'Nothing was deleted',
    it: 'The deletion',
    maybe: 'The note may have been deleted all the same: Notelog is checking, and tries again if it was not.',
  },
} as const;

type Words = (typeof words)[keyof typeof words];

/** What to tell the user about how an attempt to send ended. */
export function explainOutcome(
  outcome: Outcome,
  entry: Pick<Entry, 'accountLabel' | 'note' | 'action'>,
): Explanation {
  const terms: Words = words[entry.action?.does ?? 'create'];
  switch (outcome.state) {
    case 'stored':
      return {
        message: `${terms.done} in ${entry.accountLabel} for ${entry.note.target.name ?? entry.note.target.id}.`,
        remedy: undefined,
      };
    case 'queued':
      return outcome.behind ? explainWaiting(outcome.behind, terms) : explainTurn(terms);
    case 'waiting':
      return explainWaiting(outcome.failure, terms);
    case 'refused':
      return explainRefused(outcome.failure, terms, entry.action);
    case 'uncertain':
      return {
        message: `${outcome.failure.message} ${terms.maybe} Recent Notes shows how it stands.`,
        remedy: 'showRecentNotes',
      };
    default:
      return assertNever(outcome);
  }
}

function explainRefused(
  { reason, message }: Failure,
  { nothing }: Words,
  action: Entry['action'],
): Explanation {
  if (reason === 'conflict' && action)
    return {
      message: `${message} ${nothing}: it waits in Recent Notes, where Send Now shows both versions.`,
      remedy: 'showRecentNotes',
    };
  if (action?.does === 'remove') return { message: `${message} ${nothing}.`, remedy: undefined };
  return reason === 'cancelled'
    ? { message: `${message} Nothing was sent and your text is kept.`, remedy: undefined }
    : {
        message: `${message} ${nothing} and your text is kept: correct it and send again.`,
        remedy: undefined,
      };
}

function explainTurn({ it }: Words): Explanation {
  return {
    message: `Other notes of this account go first. ${it} waits its turn in Recent Notes and is sent automatically.`,
    remedy: 'showRecentNotes',
  };
}

function explainWaiting(failure: Failure, { nothing, it }: Words): Explanation {
  const kept = `${failure.message} ${nothing}; ${it.toLowerCase()} waits in Recent Notes`;
  switch (failure.reason) {
    case 'keyMissing':
    case 'keyRefused':
      return { message: `${kept} and goes out when the key is replaced.`, remedy: 'replaceKey' };
    case 'rateLimited':
      return {
        message: `${kept} and is sent automatically ${pause(failure.retryAfterMs)}.`,
        remedy: 'showRecentNotes',
      };
    case 'storage':
      return {
        message: `${kept} and is sent automatically when the disk works again.`,
        remedy: 'showRecentNotes',
      };
    default:
      return {
        message: `${kept} and is sent automatically when the connection is back.`,
        remedy: 'showRecentNotes',
      };
  }
}

function pause(ms: number | undefined): string {
  if (ms === undefined) return 'in a minute';
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `in ${seconds} seconds` : `in ${Math.ceil(seconds / 60)} minutes`;
}
