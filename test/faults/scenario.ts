import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { drawPlan } from './drawPlan.ts';
import { Hosts } from './hosts.ts';
import { notesOf } from './noteProgress.ts';
import { noteResults } from './noteResults.ts';
import { NoteSender } from './noteSender.ts';
import type { Plan, UserAct } from './plan.ts';
import { playPlan } from './playPlan.ts';
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
  /** What the user did to notes that were sent. */
  readonly acts: readonly UserAct[];
  /** Those that ask the user. */
  readonly asking: readonly Asking[];
  /** What happened, line by line with the scenario's time. */
  readonly log: readonly string[];
}

/** What the scenarios of a campaign share. */
interface Shared {
  /** Absolute path of the host's bundle. */
  readonly program: string;
  readonly keeper: TimeKeeper;
  /** How many times as fast as the keeper's time a scenario goes. */
  readonly scale: number;
}

/** Runs the scenario of a seed: its plan, then a time without faults, in which every note must come to its end. */
export async function runScenario(seed: number, { program, keeper, scale }: Shared): Promise<Result> {
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
    ...{ plan, program, task, timeline, log },
    onReport: (host, report) => sender.onReport(host, report),
  });
  using sender = new NoteSender({ plan, notes, hosts, timeline, log });

  log.write(`seed ${seed}: ${JSON.stringify(plan)}`);
  await playPlan({ plan, hosts, sender, services, timeline, log });
  log.write('the faults are over');
  services.endFaults();
  hosts.disarm();
  const settling = { plan, notes, storage, clock };
  await untilAnswered(settling, settleLimit / 30);
  if (!plan.survivorsStay) await hosts.kill();
  await hosts.powered;
  await hosts.openLast().ready;
  sender.submitLate();
  sender.submitAgain();
  const settled = await untilSettled(settling);
  sender.stop();
  const facts = hosts.facts();
  await hosts.kill();
  await services.settled();
  const results = await noteResults(notes.values(), services, storage);
  return await judge(plan, results, facts, settled, log);
}

async function judge(
  plan: Plan,
  results: readonly NoteResult[],
  hosts: readonly HostFacts[],
  settled: boolean,
  log: ScenarioLog,
): Promise<Result> {
  for (const result of results) log.write(`end ${JSON.stringify(result)}`);
  log.write(`hosts ${JSON.stringify(hosts)}`);
  const asking = results.flatMap((result) => askingOf(result, hosts));
  const lines = await log.merged();
  const findings = [
    ...results.flatMap(findingsOf),
    ...asking.filter(({ why }) => why === undefined).map(withoutReason),
    // Notes are in the order of their times of day.
    ...(plan.themes.includes('clock') ? [] : outOfOrder(results)),
    ...findingsInLog(lines),
  ];
  if (!settled) findings.push({ kind: 'wrong', what: `not settled after ${settleLimit / 60_000} minutes` });
  return {
    plan,
    findings,
    accepted: results.filter((result) => result.accepted).length,
    acts: results.flatMap(({ done }) => done),
    asking,
    log: lines,
  };
}

function withoutReason({ id, asks }: Asking): Finding {
  return { kind: 'wrong', what: `${id}: asks the user without a reason (${asks})` };
}
