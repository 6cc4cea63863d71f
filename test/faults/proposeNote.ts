import type { Proposals } from '../../src/proposals/proposals.ts';
import type { ProposalToMake } from './protocol.ts';
import { nameOf, type Tell } from './sendNote.ts';

/** Proposes a note as often as the caller does, all at once. Never rejects. */
export async function proposeNote(
  proposals: Pick<Proposals, 'propose'>,
  { id, input, source, times }: ProposalToMake & { readonly times: number },
  tell: Tell,
): Promise<void> {
  const call = async (): Promise<void> => {
    try {
      const made = await proposals.propose(input, source);
      tell({ kind: 'proposed', proposal: id, proposalId: made.id, state: made.state });
    } catch (error) {
      tell({ kind: 'notProposed', proposal: id, why: nameOf(error) });
    }
  };
  await Promise.all(Array.from({ length: times }, call));
  tell({ kind: 'called', proposal: id });
}

/** Tells what has become of a proposal, and what somebody hears who proposes the same again. Never rejects. */
export async function lookAtProposal(
  proposals: Pick<Proposals, 'propose' | 'stateOf'>,
  { id, proposalId, input, source }: ProposalToMake & { readonly proposalId: string },
  tell: Tell,
): Promise<void> {
  try {
    const state = await proposals.stateOf(proposalId);
    tell({ kind: 'looked', proposal: id, state, again: await proposals.propose(input, source) });
  } catch (error) {
    tell({ kind: 'notProposed', proposal: id, why: nameOf(error) });
  }
}
