import { assertNever } from '../base/failure.ts';
import type { Entry } from '../outbox/entry.ts';
import type { Outcome } from './outcomes.ts';

/**
 * What those who propose learn: `pending`: nobody has opened it. `reviewing`: it is a draft now. `accepted`: it was
 * logged, and waits in the outbox. `sending`, `stored`, `refused` (it waits for the user) and `uncertain` (nobody knows
 * yet whether it was stored): as the outbox says. `declined`: the user does not want it. `expired`: nobody answered.
 * `invalid`: it could not be read.
 */
export type ProposalState =
  | 'pending'
  | 'reviewing'
  | 'accepted'
  | 'sending'
  | 'stored'
  | 'declined'
  | 'expired'
  | 'invalid'
  | 'refused'
  | 'uncertain';

/** What there is of a proposal. */
export interface Traces {
  readonly entry: Entry | undefined;
  readonly hasReceipt: boolean;
  readonly outcome: Outcome | undefined;
  readonly hasDraft: boolean;
  /** Whether its file is there, and whether somebody has claimed it. */
  readonly file: 'free' | 'claimed' | undefined;
}

/** How long a receipt is kept at least, in milliseconds: a note without one that was logged since is not stored. */
const receiptLifetime = 7 * 24 * 3600_000;

/** Undefined: there is none of that id. `now`: milliseconds since the epoch. */
export function stateFrom(
  { entry, hasReceipt, outcome, hasDraft, file }: Traces,
  now: number,
): ProposalState | undefined {
  if (entry) return stateOfEntry(entry);
  if (hasReceipt) return 'stored';
  // It was taken back, or its window was killed while it was in the form.
  if (hasDraft) return 'reviewing';
  if (outcome) return stateOfOutcome(outcome, now);
  if (file !== undefined) return file === 'free' ? 'pending' : 'reviewing';
  return undefined;
}

function stateOfEntry({ status }: Entry): ProposalState {
  switch (status.state) {
    case 'waiting':
      return 'accepted';
    case 'sending':
    case 'refused':
    case 'uncertain':
      return status.state;
    default:
      return assertNever(status);
  }
}

/** What was logged and left neither an entry nor a receipt was taken back and discarded. */
function stateOfOutcome({ state, at }: Outcome, now: number): ProposalState {
  return state === 'accepted' && Math.abs(now - at) < receiptLifetime ? 'declined' : state;
}
