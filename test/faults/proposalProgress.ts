import { hashOf, idOf } from '../../src/proposals/proposal.ts';
import { parseProposalInput } from '../../src/proposals/proposalInput.ts';
import type { HostProcess } from './hostProcess.ts';
import { noteOf, recordReport, type NoteProgress } from './noteProgress.ts';
import type { Plan, PlannedAnswer, PlannedCall, PlannedProposal } from './plan.ts';
import type { NoteReport, NoteToSend, ProposalReport, ProposalToMake } from './protocol.ts';

/** A call of a door. */
interface CallProgress {
  readonly planned: PlannedCall;
  /** The process that makes it; undefined: none yet. */
  caller: HostProcess | undefined;
  tries: number;
  isAnswered: boolean;
}

/** What the user answers. */
interface AnswerProgress {
  readonly planned: PlannedAnswer;
  tries: number;
  /** The note with the text that was typed for this answer; undefined: none was yet. */
  note: NoteToSend | undefined;
  /** The host that is asked to do it; undefined: none, or it is done. */
  host: HostProcess | undefined;
}

/** What is known of a proposal while the scenario runs. */
export interface ProposalProgress {
  readonly planned: PlannedProposal;
  /** The note that it becomes. */
  readonly note: NoteProgress;
  readonly toMake: ProposalToMake;
  /** The id that it must have, whoever makes it, and however often. */
  readonly proposalId: string;
  readonly calls: readonly CallProgress[];
  /** The ids that those who proposed it were told. */
  readonly ids: Set<string>;
  /** Which texts the user has seen and logged. */
  readonly agreed: Set<number>;
  /** How often it was put into the outbox. */
  acceptances: number;
  /** How often the user declined, and how often it is not known whether that was done. */
  declines: { done: number; unknown: number };
  readonly answers: readonly AnswerProgress[];
  /** What had become of it at the end. */
  looked: (ProposalReport & { readonly kind: 'looked' }) | undefined;
}

/** The proposals of a plan, before anything is done with them. */
export function proposalsOf(plan: Plan): ReadonlyMap<string, ProposalProgress> {
  return new Map(plan.proposals.map((planned) => [planned.note.id, progressOf(plan, planned)]));
}

function progressOf(plan: Plan, planned: PlannedProposal): ProposalProgress {
  const { id, service } = planned.note;
  const note = noteOf(planned.note, plan);
  const [{ text }] = note.versions;
  const isByAgents = planned.calls[0]?.by.kind === 'agent';
  const source = isByAgents
    ? ({ via: 'mcp', name: 'Agent' } as const)
    : ({ via: 'api', name: 'Extension' } as const);
  const clientId = planned.hasClientId ? { clientId: id } : {};
  const input = { account: service, customer: { query: 'Somebody' }, text, ...clientId };
  return {
    planned,
    note,
    toMake: { id, input, source },
    proposalId: planned.hasClientId
      ? idOf(source, 'clientId', id)
      : idOf(source, hashOf(parseProposalInput(input)), 0),
    calls: planned.calls.map((call) => ({ planned: call, caller: undefined, tries: 0, isAnswered: false })),
    ids: new Set(),
    agreed: new Set(),
    acceptances: 0,
    declines: { done: 0, unknown: 0 },
    answers: planned.answers.map((answer) => ({
      planned: answer,
      tries: 0,
      note: undefined,
      host: undefined,
    })),
    looked: undefined,
  };
}

/** Keeps what a host or an agent reported about a proposal, or about the note that it became. */
export function recordProposal(
  progress: ProposalProgress,
  from: HostProcess,
  report: NoteReport | ProposalReport,
): void {
  const { note, ids, agreed, answers, declines } = progress;
  switch (report.kind) {
    case 'proposed':
      ids.add(report.proposalId);
      break;
    case 'notProposed':
      break;
    case 'called': {
      const call = progress.calls.find(({ caller, isAnswered }) => caller === from && !isAnswered);
      if (call) call.isAnswered = true;
      break;
    }
    case 'agreed':
      agreed.add(report.version);
      break;
    case 'declining':
      declines.unknown += 1;
      break;
    case 'answered': {
      const answer = answers[report.answer];
      if (answer) answer.host = undefined;
      if (report.result === 'declined') declines.done += 1;
      if (report.result === 'declined' || report.result === 'notDeclined') declines.unknown -= 1;
      break;
    }
    case 'looked':
      progress.looked = report;
      break;
    case 'accepted':
      progress.acceptances += 1;
      recordReport(note, from.name, report);
      break;
    default:
      recordReport(note, from.name, report);
  }
}

/** Whether every process that lives has done what it was asked to do about the proposals. */
export function areDone(proposals: Iterable<ProposalProgress>): boolean {
  return [...proposals].every(
    ({ calls, answers }) =>
      calls.every(({ caller, isAnswered }) => isAnswered || caller?.alive !== true) &&
      answers.every(({ host }) => host?.alive !== true),
  );
}
