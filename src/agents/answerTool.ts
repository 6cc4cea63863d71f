import type { Clock } from '../base/clock.ts';
import { assertNever, Failure } from '../base/failure.ts';
import type { Source } from '../model/source.ts';
import { meaningOf } from '../proposals/meaningOf.ts';
import { parseInput, parseProposalInput } from '../proposals/proposalInput.ts';
import type { Proposals } from '../proposals/proposals.ts';
import type { ProposalState } from '../proposals/proposalState.ts';
import * as words from '../words/agents.ts';
import { lastNotesOf } from './customerNotes.ts';
import { findIn, type CustomerList } from './foundCustomers.ts';
import { findCustomersSchema, noteStatusSchema } from './tools.ts';
import type { ToolName } from './toolNames.ts';

/** What the tools need. */
export interface ToolParts {
  readonly clock: Clock;
  readonly proposals: Pick<Proposals, 'propose' | 'stateOf'>;
  /** Whether the user lets agents propose anything; asked at each call. */
  readonly isEnabled: () => Promise<boolean>;
  /** The lists of the customers of one account, by its name or id, or of all. Undefined: there is no such account. */
  readonly listsOf: (account: string | undefined) => Promise<readonly CustomerList[] | undefined>;
}

/** A call of a tool. */
export interface ToolCall {
  readonly name: ToolName;
  /** As the caller handed it over. */
  readonly input: unknown;
  readonly source: Source;
  /** How long the caller waits for the user, in milliseconds. */
  readonly longestWait: number;
  /** Aborts when the caller does not wait any more. */
  readonly signal: AbortSignal;
}

/** What a caller is told, to be given as JSON. */
export type ToolAnswer = Readonly<Record<string, unknown>>;

/** How often is looked whether the user has decided, in milliseconds. */
const lookEvery = 500;

/**
 * Answers an agent. Rejects with Failure `invalid`, whose sentence the agent can act on, with Failure `storage`, or with
 * the signal's reason; a proposal that was made stays then.
 */
export async function answerTool(parts: ToolParts, call: ToolCall): Promise<ToolAnswer> {
  if (!(await parts.isEnabled())) throw new Failure('invalid', words.agentsAreOff());
  switch (call.name) {
    case 'notelog_find_customers':
      return await findCustomers(parts, call);
    case 'notelog_log_note': {
      const { account } = parseProposalInput(call.input);
      if (account !== undefined && !(await parts.listsOf(account)))
        throw new Failure('invalid', words.noSuchAccount());
      const { id } = await parts.proposals.propose(call.input, call.source);
      return answerFor(id, await decisionOf(parts, call, id));
    }
    case 'notelog_note_status': {
      const { id } = parseInput(noteStatusSchema, call.input);
      const state = await parts.proposals.stateOf(id);
      if (state === undefined) throw new Failure('invalid', words.noSuchNote());
      return answerFor(id, state);
    }
    default:
      return assertNever(call.name);
  }
}

async function findCustomers({ listsOf }: ToolParts, { input, signal }: ToolCall): Promise<ToolAnswer> {
  const { query, account, notes = false } = parseInput(findCustomersSchema, input);
  const lists = await listsOf(account);
  if (!lists) throw new Failure('invalid', words.noSuchAccount());
  const { customers, mayBeMore, only } = findIn(lists, query);
  const found = { untrusted: words.namesAreData(), customers, mayBeMore };
  if (!notes) return found;
  if (!only) return { ...found, notesNotRead: words.notesOfOneOnly() };
  return { ...found, ...(await lastNotesOf(only.notes, only.target, signal)) };
}

/** What the user decided, or that nothing is decided after the longest wait. */
async function decisionOf(
  { proposals, clock }: ToolParts,
  { longestWait, signal }: ToolCall,
  id: string,
): Promise<ProposalState> {
  // Counted in waits: the time of day may be set meanwhile.
  for (let waited = 0; ; waited += lookEvery) {
    const state = (await proposals.stateOf(id)) ?? 'pending';
    if ((state !== 'pending' && state !== 'reviewing') || waited >= longestWait) return state;
    await clock.wait(lookEvery, signal);
  }
}

function answerFor(id: string, state: ProposalState): ToolAnswer {
  return { id, state, meaning: meaningOf(state) };
}
