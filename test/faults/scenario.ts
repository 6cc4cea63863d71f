import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProposalState } from '../../src/proposals/proposalState.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { drawPlan } from './drawPlan.ts';
import { Hosts, type Programs } from './hosts.ts';
import { notesOf } from './noteProgress.ts';
import { noteResults, proposalResults } from './noteResults.ts';
import { NoteSender } from './noteSender.ts';
import type { Plan, UserAct } from './plan.ts';
import { playPlan } from './playPlan.ts';
import { ProposalPlay } from './proposalPlay.ts';
import { proposalsOf } from './proposalProgress.ts';
import { findingsOfProposal, type ProposalResult } from './proposalVerdict.ts';
import { scaledClock, type TimeKeeper } from './scaledClock.ts';
import { ScenarioLog } from './scenarioLog.ts';
import { CampaignServices } from './services.ts';
import { settleLimit, untilAnswered, untilSettled } from './settle.ts';
import { Timeline } from './timeline.ts';
import { askingOf, type Asking, type HostFacts } from './whyAsks.ts';
import { findingsInLog, findingsOf, outOfOrder, type Finding, type NoteResult } from './verdict.ts';

/** How a scenario ended. */
export interface Result {
  readonly plan: Plan;
  readonly findings: readonly Finding[];
  /** How many notes Send accepted. */
  readonly accepted: number;
  /** What became of proposals, as those who proposed them are told. */
  readonly proposals: readonly ProposalState[];
  /** What the user did to notes that were sent. */
  readonly acts: readonly UserAct[];
  /** Those that ask the user. */
  readonly asking: readonly Asking[];
  /** What happened, line by line with the scenario's time. */
  readonly log: readonly string[];
}

/** What the scenarios of a campaign share. */
interface Shared {
  readonly programs: Programs;
  readonly keeper: TimeKeeper;
  /** How many times as fast as the keeper's time a scenario goes. */
  readonly scale: number;
}

/** Runs the scenario of a seed: its plan, then a time without faults, in which every note must come to its end. */
export async function runScenario(seed: number, { programs, keeper, scale }: Shared): Promise<Result> {
  const plan = drawPlan(seed);
  const epoch = { file: keeper.file, origin: keeper.now, scenario: Date.now(), scale };
  const clockAhead = (skew: number) =>
    scaledClock(epoch, () => keeper.now, { wall: (passed) => passed + skew });
  const clock = clockAhead(0);
  using timeline = new Timeline(clock);
  await using folder = await temporaryFolder();
  const storage = join(folder.path, 'storage');
  const log = new ScenarioLog(join(folder.path, 'logs'), clock);
  await mkdir(log.folder);
  await using services = await CampaignServices.open(clockAhead(plan.serviceSkew));
  const notes = notesOf(plan);
  const task = { epoch, storage, accounts: services.accounts };
  await using hosts = new Hosts({
    ...{ plan, programs, task, timeline, log },
    onReport: (host, report) => {
      sender.onReport(host, report);
      play.onReport(host, report);
    },
  });
  using sender = new NoteSender({ plan, notes, hosts, timeline, log });
  const proposals = proposalsOf(plan);
  const play = new ProposalPlay({ plan, proposals, hosts, timeline, log });

  log.write(`seed ${seed}: ${JSON.stringify(plan)}`);
  await playPlan({ plan, hosts, sender, play, services, timeline, log });
  log.write('the faults are over');
  services.endFaults();
  hosts.disarm();
  const settling = { plan, notes, play, storage, clock };
  await untilAnswered(settling, settleLimit / 30);
  if (!plan.survivorsStay) await hosts.kill();
  await hosts.powered;
  const last = hosts.openLast();
  await last.ready;
  sender.submitLate();
  sender.submitAgain();
  const settled = await untilSettled(settling);
  sender.stop();
  play.stop();
  await play.look(last);
  const facts = hosts.facts();
  await hosts.kill();
  await services.settled();
  const results = await noteResults(notes.values(), services, storage);
  const isPurged = plan.events.some(({ kind }) => kind === 'purge');
  const mayExpire = plan.themes.includes('clock');
  const proposed = await proposalResults([...proposals.values()], services, storage, { isPurged, mayExpire });
  return await judge({ plan, results, proposed, hosts: facts, settled, log });
}

/** What is known at the end of a scenario. */
interface Ending {
  readonly plan: Plan;
  readonly results: readonly NoteResult[];
  readonly proposed: readonly ProposalResult[];
  readonly hosts: readonly HostFacts[];
  readonly settled: boolean;
  readonly log: ScenarioLog;
}

async function judge({ plan, results, proposed, hosts, settled, log }: Ending): Promise<Result> {
  for (const result of [...results, ...proposed]) log.write(`end ${JSON.stringify(result)}`);
  log.write(`hosts ${JSON.stringify(hosts)}`);
  const all = [...results, ...proposed.map(({ note }) => note)];
  const asking = all.flatMap((result) => askingOf(result, hosts));
  const lines = await log.merged();
  const findings = [
    ...results.flatMap(findingsOf),
    ...proposed.flatMap(findingsOfProposal),
    ...asking.filter(({ why }) => why === undefined).map(withoutReason),
    // Notes are in the order of their times of day.
    ...(plan.themes.includes('clock') ? [] : outOfOrder(results)),
    ...findingsInLog(lines),
  ];
  if (!settled) findings.push({ kind: 'wrong', what: `not settled after ${settleLimit / 60_000} minutes` });
  return {
    plan,
    findings,
    accepted: all.filter((result) => result.accepted).length,
    proposals: proposed.flatMap(({ looked }) => looked?.state ?? []),
    acts: results.flatMap(({ done }) => done),
    asking,
    log: lines,
  };
}

function withoutReason({ id, asks }: Asking): Finding {
  return { kind: 'wrong', what: `${id}: asks the user without a reason (${asks})` };
}
