import type { Hosts } from './hosts.ts';
import type { NoteSender } from './noteSender.ts';
import type { HostProcess } from './hostProcess.ts';
import type { Plan, PlannedEvent, PlannedRun, PlannedWindow } from './plan.ts';
import type { ProposalPlay } from './proposalPlay.ts';
import type { ScenarioLog } from './scenarioLog.ts';
import type { CampaignServices } from './services.ts';
import type { Timeline } from './timeline.ts';

interface PlanParts {
  readonly plan: Plan;
  readonly hosts: Hosts;
  readonly sender: NoteSender;
  readonly play: ProposalPlay;
  readonly services: CampaignServices;
  readonly timeline: Timeline;
  readonly log: ScenarioLog;
}

/** Carries out a plan up to its `endAt`: hosts are started, notes submitted, and faults injected at their times. */
export async function playPlan(parts: PlanParts): Promise<void> {
  const { plan, hosts, sender, play, timeline } = parts;
  const windows = plan.windows.map((planned, window) => ({
    planned,
    open: (index: number, run: PlannedRun) => hosts.open(window, index, run),
    onReady: () => sender.submitAgain(),
    onEnd: () => hosts.remove(window),
  }));
  const agents = plan.agents.map((planned, number) => ({
    planned,
    open: (index: number, run: PlannedRun) => hosts.openAgent(number, index, run),
    onReady: () => play.askAgain(),
    onEnd: () => undefined,
  }));
  const all = [...windows, ...agents].map((kept) => ({ ...kept, first: kept.open(0, kept.planned.runs[0]) }));
  await Promise.all(all.map(({ first }) => first.ready));
  timeline.start();
  play.begin();
  await Promise.all([
    ...all.map((kept) => keepOpen(parts, kept)),
    sender.submitAll(),
    playEvents(parts),
    timeline.until(plan.endAt),
  ]);
}

/** A window or an agent. */
interface Kept {
  readonly planned: PlannedWindow;
  readonly first: HostProcess;
  readonly open: (index: number, run: PlannedRun) => HostProcess;
  readonly onReady: () => void;
  readonly onEnd: () => void;
}

/** Starts the next process of a window or an agent when one has died. */
async function keepOpen({ plan, hosts, timeline, log }: PlanParts, kept: Kept): Promise<void> {
  const { runs, restartAfter } = kept.planned;
  for (const [index, run] of runs.entries()) {
    if (timeline.now >= plan.endAt) return;
    await hosts.powered;
    const host = index === 0 ? kept.first : kept.open(index, run);
    void host.ready.then(kept.onReady);
    await Promise.race([host.ended, timeline.until(plan.endAt)]);
    if (host.alive) return;
    log.write(`host ${host.name} has ended`);
    kept.onEnd();
    await timeline.until(Math.min(plan.endAt, timeline.now + restartAfter));
  }
}

async function playEvents(parts: PlanParts): Promise<void> {
  let outage = Promise.resolve();
  for (const event of parts.plan.events) {
    await parts.timeline.until(event.at);
    parts.log.write(`event ${JSON.stringify(event)}`);
    if (event.kind === 'outage') outage = outage.then(() => parts.services.outage(event.ms));
    else playEvent(parts, event);
  }
  await outage;
}

function playEvent({ hosts, services }: PlanParts, event: Exclude<PlannedEvent, { kind: 'outage' }>): void {
  switch (event.kind) {
    case 'fault':
      services.addFault(event.fault);
      break;
    case 'kill':
      hosts.ofWindow(event.window)?.signal('SIGKILL');
      break;
    case 'sleep':
      hosts.sleep(event.ms);
      break;
    case 'lag':
      services.lag(event.ms);
      break;
    case 'purge':
      hosts.preferably(event.window)?.tell({ kind: 'purge' });
      break;
    case 'stop': {
      const host = hosts.ofWindow(event.window);
      if (host) hosts.suspend(host, event.ms);
      break;
    }
  }
}
