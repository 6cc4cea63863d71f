import type { Hosts } from './hosts.ts';
import type { NoteSender } from './noteSender.ts';
import type { Plan, PlannedEvent, PlannedWindow } from './plan.ts';
import type { ScenarioLog } from './scenarioLog.ts';
import type { CampaignServices } from './services.ts';
import type { Timeline } from './timeline.ts';

interface PlanParts {
  readonly plan: Plan;
  readonly hosts: Hosts;
  readonly sender: NoteSender;
  readonly services: CampaignServices;
  readonly timeline: Timeline;
  readonly log: ScenarioLog;
}

/** Carries out a plan up to its `endAt`: hosts are started, notes submitted, and faults injected at their times. */
export async function playPlan(parts: PlanParts): Promise<void> {
  const { plan, hosts, sender, timeline } = parts;
  const first = plan.windows.map(({ runs: [run] }, window) => hosts.open(window, 0, run));
  await Promise.all(first.map(({ ready }) => ready));
  timeline.start();
  await Promise.all([
    ...plan.windows.map((planned, window) => keepWindowOpen(parts, window, planned)),
    sender.submitAll(),
    playEvents(parts),
    timeline.until(plan.endAt),
  ]);
}

/** Starts the next host of a window when one has died. */
async function keepWindowOpen(
  { plan, hosts, sender, timeline, log }: PlanParts,
  window: number,
  { runs, restartAfter }: PlannedWindow,
): Promise<void> {
  for (const [index, run] of runs.entries()) {
    if (timeline.now >= plan.endAt) return;
    await hosts.powered;
    const host = index === 0 ? hosts.ofWindow(window) : hosts.open(window, index, run);
    if (!host) return;
    void host.ready.then(() => sender.submitAgain());
    await Promise.race([host.ended, timeline.until(plan.endAt)]);
    if (host.alive) return;
    log.write(`host ${host.name} has ended`);
    hosts.remove(window);
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
