import { join } from 'node:path';
import { createRandom } from '../support/random.ts';
import { HostProcess } from './hostProcess.ts';
import type { Plan, PlannedRun } from './plan.ts';
import type { FromHost, HostTask } from './protocol.ts';
import type { ScenarioLog } from './scenarioLog.ts';
import { SharedDisk } from './sharedDisk.ts';
import type { Timeline } from './timeline.ts';
import type { HostFacts } from './whyAsks.ts';

/** Absolute paths of the bundles. */
export interface Programs {
  readonly host: string;
  readonly agent: string;
}

/** What the hosts of a scenario have in common. */
interface HostsParts {
  readonly plan: Plan;
  readonly programs: Programs;
  readonly task: Pick<HostTask, 'epoch' | 'storage' | 'accounts'>;
  readonly timeline: Timeline;
  readonly log: ScenarioLog;
  /** Called with everything that a host reports. */
  readonly onReport: (host: HostProcess, report: FromHost) => void;
}

/** Of the host that is there when the faults are over. */
const noFaults = { processFaults: [], diskFaults: [] };

/** The extension hosts of a scenario, of which each window has at most one at a time, and the agents. */
export class Hosts implements AsyncDisposable {
  readonly #parts: HostsParts;
  readonly #started: HostProcess[] = [];
  readonly #byWindow = new Map<number, HostProcess>();
  readonly #agents = new Map<number, HostProcess>();
  /** Present where the power can be cut. */
  readonly #disk: SharedDisk | undefined;
  #power: Promise<void> = Promise.resolve();
  #isArmed = true;

  constructor(parts: HostsParts) {
    this.#parts = parts;
    const { seed, themes } = parts.plan;
    this.#disk = themes.includes('powerCut') ? new SharedDisk(createRandom(seed)) : undefined;
  }

  /** Resolves when the machine has power: no host may be started before. */
  get powered(): Promise<void> {
    return this.#power;
  }

  /** How all that were started stand now. */
  facts(): readonly HostFacts[] {
    const last = this.#started.at(-1)?.task.processTable;
    return this.#started.map(({ hostId, name, alive, task }) => ({
      ...{ hostId, name, alive },
      isSeen: task.processTable === last,
    }));
  }

  /** Starts a host for a window. `index`: how many the window had before. */
  open(window: number, index: number, run: PlannedRun): HostProcess {
    const host = this.#start(`${window}.${index}`, run);
    this.#byWindow.set(window, host);
    return host;
  }

  /** Starts a process of an agent. `index`: how many of that number there were before. */
  openAgent(number: number, index: number, run: PlannedRun): HostProcess {
    const agent = this.#start(`agent-${number}.${index}`, run, this.#parts.programs.agent);
    this.#agents.set(number, agent);
    return agent;
  }

  /** Undefined: it was never started. It may have ended. */
  agent(number: number): HostProcess | undefined {
    return this.#agents.get(number);
  }

  /** Starts the host that is there when the faults are over. No other one is given a note from then on. */
  openLast(): HostProcess {
    const clock = { skew: this.#parts.plan.lastSkew, jumps: [], stands: undefined, countsStops: true };
    const host = this.#start('last', { clock, ...noFaults });
    this.#byWindow.clear();
    this.#byWindow.set(0, host);
    return host;
  }

  ofWindow(window: number): HostProcess | undefined {
    return this.#byWindow.get(window);
  }

  /** The host of a window, or, while it has none, that of another. */
  preferably(window: number): HostProcess | undefined {
    return this.#byWindow.get(window) ?? [...this.#byWindow.values()][0];
  }

  /** The window's host has ended. */
  remove(window: number): void {
    this.#byWindow.delete(window);
  }

  /** Suspends a host for so many milliseconds. */
  suspend(host: HostProcess, ms: number): void {
    host.signal('SIGSTOP');
    this.#continueAfter(host, ms);
  }

  /** Suspends all hosts for so many milliseconds. */
  sleep(ms: number): void {
    for (const host of this.#started) if (host.alive) this.suspend(host, ms);
  }

  /** From now on nothing that was planned for these hosts happens. */
  disarm(): void {
    this.#isArmed = false;
    for (const host of this.#started) host.tell({ kind: 'disarm' });
  }

  async kill(): Promise<void> {
    await Promise.all(this.#started.map((host) => host.kill()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await this.#disk?.[Symbol.asyncDispose]();
  }

  #start(name: string, run: PlannedRun, program = this.#parts.programs.host): HostProcess {
    const { plan, task, log, onReport } = this.#parts;
    log.write(`host ${name} starts`);
    const host = new HostProcess(
      name,
      program,
      {
        ...task,
        run,
        logFile: join(log.folder, `${name}.log`),
        processTable: `processes ${tableOf(plan, name)}`,
        seesOthers: plan.processTables === 'shared',
        canLosePower: this.#disk !== undefined,
        window: `window ${name.split('.')[0] ?? ''}`,
        seed: plan.seed * 100 + this.#started.length,
        undoTime: plan.undoTime,
        hasProposals: plan.proposals.length > 0,
      },
      (report) => {
        if (report.kind === 'diskRequest') {
          void this.#disk
            ?.change(report.request)
            .then((answer) => host.tell({ kind: 'diskAnswer', call: report.call, answer }));
          return;
        }
        log.write(`host ${name} says ${JSON.stringify(report)}`);
        if (report.kind === 'stopping') this.#continueAfter(host, report.ms);
        if (report.kind === 'powerCut') this.#endOf(host);
        onReport(host, report);
      },
    );
    this.#started.push(host);
    return host;
  }

  /** A host that was suspended until then may still cut the power when the faults are over. */
  #endOf(host: HostProcess): void {
    if (this.#isArmed) this.#power = this.#cutPower(this.#power);
    else host.signal('SIGKILL');
  }

  async #cutPower(before: Promise<void>): Promise<void> {
    const ended = this.kill();
    await before;
    await ended;
    await this.#disk?.cutPower();
    this.#parts.log.write('the power was cut');
  }

  #continueAfter(host: HostProcess, ms: number): void {
    this.#parts.timeline.later(ms, () => host.signal('SIGCONT'));
  }
}

/** Names the table of processes that a host is in. */
function tableOf({ processTables }: Plan, name: string): string {
  switch (processTables) {
    case 'shared':
      return '';
    case 'ofWindow':
      return `of window ${name.split('.')[0] ?? ''}`;
    case 'ofHost':
      return `of ${name}`;
  }
}
