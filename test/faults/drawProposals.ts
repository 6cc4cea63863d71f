import type { Random } from '../support/random.ts';
import { drawClock } from './drawClock.ts';
import { drawService } from './drawNotes.ts';
import { drawRunFaults } from './drawRunFaults.ts';
import type { Plan, PlannedAnswer, PlannedCall, PlannedProposal, PlannedRun } from './plan.ts';
import type { Theme } from './themes.ts';

const second = 1000;

/** What the proposals of a scenario are drawn from. */
interface ProposalsOf {
  readonly themes: ReadonlySet<Theme>;
  readonly windowCount: number;
  readonly endAt: number;
}

/** Draws what is proposed and what the user answers, and the agents that propose; none without the theme. */
export function drawProposals(random: Random, parts: ProposalsOf): Pick<Plan, 'proposals' | 'agents'> {
  const { themes, endAt } = parts;
  if (!themes.has('proposals')) return { proposals: [], agents: [] };
  const agentCount = random.pick([1, 1, 2]);
  const run = (): PlannedRun => ({
    clock: drawClock(random, themes, endAt),
    ...drawRunFaults(random, themes, endAt, 0.3),
  });
  const agents = Array.from({ length: agentCount }, () => ({
    restartAfter: random.int(0, 20) * second,
    runs: [run(), run()] as const,
  }));
  const proposals = Array.from({ length: random.int(1, 4) }, (_, index) =>
    drawProposal(random, parts, `proposal-${index + 1}`, agentCount),
  );
  return { proposals, agents };
}

function drawProposal(
  random: Random,
  { themes, windowCount, endAt }: ProposalsOf,
  id: string,
  agentCount: number,
): PlannedProposal {
  const at = random.int(0, Math.floor(endAt * 0.6));
  const isByAgents = random.chance(0.7);
  // Whoever calls twice may do so at the same moment, or after the answer.
  const call = (after: number): PlannedCall => ({
    at: at + after,
    by: isByAgents
      ? { kind: 'agent', number: random.int(0, agentCount - 1) }
      : { kind: 'window', number: random.int(0, windowCount - 1) },
    times: random.pick([1, 1, 2, 5]),
    again: random.chance(0.7),
  });
  const answer = (after: number): PlannedAnswer => ({
    at: at + after,
    window: random.int(0, windowCount - 1),
    does: random.pick(['accept', 'accept', 'change', 'decline', 'open']),
  });
  const first = random.int(2, 20) * second;
  // At the same moment, or some time later.
  const later = () => first + (random.chance(0.5) ? random.int(0, 300) : random.int(0, 30) * second);
  return {
    note: {
      id,
      at,
      window: 0,
      service: drawService(random),
      target: random.int(0, 2),
      attachment: undefined,
      again: false,
      acts: [],
    },
    calls: [
      call(0),
      ...Array.from({ length: random.int(0, 2) }, () => call(random.pick([0, 1, 20]) * second)),
    ],
    // The same words are a new proposal a day later.
    hasClientId: themes.has('clock') || random.chance(0.7),
    answers: [first, ...Array.from({ length: random.int(0, 2) }, later)].map(answer),
  };
}
