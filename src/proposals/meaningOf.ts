import * as words from '../words/proposalStates.ts';
import type { ProposalState } from './proposalState.ts';

const meanings: Readonly<Record<ProposalState, () => string>> = {
  pending: words.pending,
  reviewing: words.reviewing,
  accepted: words.onItsWay,
  sending: words.onItsWay,
  stored: words.stored,
  declined: words.declined,
  expired: words.expired,
  invalid: words.invalid,
  refused: words.refused,
  uncertain: words.uncertain,
};

/** What a state means to those who propose, and what they are to do: one or two sentences. */
export function meaningOf(state: ProposalState): string {
  return meanings[state]();
}
