import type { Draft } from '../../src/model/draft.ts';
import type { Outcome } from '../../src/proposals/outcomes.ts';
import type { Proposal } from '../../src/proposals/proposal.ts';
import type { ProposalState } from '../../src/proposals/proposalState.ts';
import type { ProposalProgress } from './proposalProgress.ts';
import { findingsOf, type Finding, type NoteResult } from './verdict.ts';

/** What became of a proposal, from everything that can be seen at the end of a scenario. */
export interface ProposalResult extends Pick<
  ProposalProgress,
  'proposalId' | 'acceptances' | 'declines' | 'looked'
> {
  readonly note: NoteResult;
  /** The ids that those who proposed it were told. */
  readonly ids: readonly string[];
  /** The texts that the user has seen and logged. */
  readonly agreed: readonly string[];
  /** What is written down for good. */
  readonly outcome: Outcome['state'] | undefined;
  /** What lies on the disk of it. */
  readonly onDisk: { readonly proposals: readonly Proposal[]; readonly drafts: readonly Draft[] };
  /** Whether the user has purged all that is not sent, with everything that is known of proposals. */
  readonly isPurged: boolean;
  /** Whether proposals may have grown old, since a clock was set. */
  readonly mayExpire: boolean;
}

type Add = (kind: Finding['kind'], what: string) => unknown;

/** Compares what became of a proposal with what Notelog promises. */
export function findingsOfProposal(result: ProposalResult): readonly Finding[] {
  const { note, agreed, isPurged } = result;
  const findings: Finding[] = isPurged ? [] : [...findingsOf(note)];
  const add: Add = (kind, what) => findings.push({ kind, what: `${note.id}: ${what}` });
  const sent = [
    ...note.copies.map(({ text }) => text),
    ...note.entries.map((entry) => entry.note.text.value),
  ];
  for (const text of new Set(sent)) if (!agreed.includes(text)) add('wrong', `sent without an OK: “${text}”`);
  if (isPurged) return findings;
  checkNumbers(result, add);
  checkOutcome(result, add);
  checkState(result, add);
  return findings;
}

/** However often it is proposed and answered, there is one of it. */
function checkNumbers(
  { note, ids, proposalId, onDisk, acceptances, declines }: ProposalResult,
  add: Add,
): void {
  const all = [
    ...ids,
    ...note.entries.map(({ id }) => id),
    ...onDisk.drafts.map((draft) => draft.proposal?.id ?? draft.id),
    ...onDisk.proposals.map(({ id }) => id),
  ];
  const others = new Set(all.filter((id) => id !== proposalId));
  if (others.size > 0) add('doubled', `also under the id ${[...others].join(', ')}`);
  if (note.entries.length > 1) add('doubled', `${note.entries.length} entries`);
  if (onDisk.proposals.length > 1) add('doubled', `${onDisk.proposals.length} files`);
  if (acceptances > 1) add('doubled', `put into the outbox ${acceptances} times`);
  if (acceptances > 0 && declines.done > 0) add('wrong', 'both logged and declined');
}

/** What is written down is what happened: it is all that is known once the receipt is gone. */
function checkOutcome({ note, outcome, onDisk, proposalId }: ProposalResult, add: Add): void {
  if (outcome === undefined) return;
  const isLogged = note.copies.length > 0 || note.entries.length > 0;
  if (isLogged !== (outcome === 'accepted'))
    add('wrong', `written down as ${outcome}, and ${isLogged ? 'logged' : 'not logged'}`);
  if (outcome === 'declined' && onDisk.drafts.some(({ id }) => id === proposalId))
    add('wrong', 'written down as declined, and its draft is still there');
}

/** What those who proposed it are told is what happened. */
function checkState(result: ProposalResult, add: Add): void {
  const { ids, looked, proposalId } = result;
  if (!looked) {
    add('wrong', 'nobody can say what became of it');
    return;
  }
  const { state, again } = looked;
  if (state === undefined && ids.length > 0) add('lost', 'proposed, and nothing is known of it');
  if (again.id !== proposalId) add('doubled', `proposed again, it is ${again.id}`);
  if (state !== undefined && again.state !== state)
    add('wrong', `it is ${state}, and ${again.state} when it is proposed again`);
  const right = rightStates(result);
  if (state !== undefined && !right.includes(state))
    add('wrong', `called ${state}, not ${right.join(' or ')}`);
}

function rightStates({
  note,
  onDisk,
  proposalId,
  declines,
  mayExpire,
}: ProposalResult): readonly ProposalState[] {
  const { entries, copies } = note;
  const [entry] = entries;
  if (entry) return [entry.status.state === 'waiting' ? 'accepted' : entry.status.state];
  // Where a clock was set, the receipt may be gone by now.
  if (copies.length > 0) return mayExpire ? ['stored', 'accepted'] : ['stored'];
  if (onDisk.drafts.some(({ id }) => id === proposalId)) return ['reviewing'];
  const unanswered: readonly ProposalState[] = [
    'pending',
    'reviewing',
    ...(mayExpire ? ['expired' as const] : []),
  ];
  if (declines.done > 0) return ['declined'];
  return declines.unknown > 0 ? ['declined', ...unanswered] : unanswered;
}
