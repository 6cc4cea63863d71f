import { join } from 'node:path';
import { HostProcess } from './hostProcess.ts';
import type { Plan, PlannedRun } from './plan.ts';
import type { FromHost, HostTask } from './protocol.ts';
import type { ScenarioLog } from './scenarioLog.ts';
import type { Timeline } from './timeline.ts';

/** What the hosts of a scenario have in common. */
interface HostsParts {
  readonly plan: Plan;
  /** Absolute path of the host's bundle. */
  readonly program: string;
  readonly task: Pick<HostTask, 'epoch' | 'storage' | 'accounts'>;
  readonly timeline: Timeline;
  readonly log: ScenarioLog;
  /** Called with everything that a host reports. */
  readonly onReport: (host: HostProcess, report: FromHost) => void;
}

/** The extension hosts of a scenario, of which each window has at most one at a time. */
export class Hosts implements AsyncDisposable {
  readonly #parts: HostsParts;
  readonly #started: HostProcess[] = [];
  readonly #byWindow = new Map<number, HostProcess>();

  constructor(parts: HostsParts) {
    this.#parts = parts;
  }

  /** Starts a host for a window. `index`: how many the window had before. */
  open(window: number, index: number, run: PlannedRun): HostProcess {
    const host = this.#start(`${window}.${index}`, run);
    this.#byWindow.set(window, host);
    return host;
  }

  /** Starts the host that is there when the faults are over. No other one is given a note from then on. */
  openLast(): HostProcess {
    const host = this.#start('last', { skew: this.#parts.plan.lastSkew, processFaults: [], diskFaults: [] });
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

  /** From now on nothing that was planned for these hosts happens. */
  disarm(): void {
    for (const host of this.#started) host.tell({ kind: 'disarm' });
  }

  async kill(): Promise<void> {
    await Promise.all(this.#started.map((host) => host.kill()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.kill();
  }

  #start(name: string, run: PlannedRun): HostProcess {
    const { plan, program, task, log, onReport } = this.#parts;
    log.write(`host ${name} starts`);
    const host = new HostProcess(
      name,
      program,
      {
        ...task,
        run,
        logFile: join(log.folder, `${name}.log`),
        processTable: plan.machinesDiffer ? `processes of ${name}` : 'processes',
        seesOthers: !plan.machinesDiffer,
        window: `window ${name.split('.')[0] ?? ''}`,
        seed: plan.seed * 100 + this.#started.length,
        undoTime: plan.undoTime,
      },
      (report) => {
        log.write(`host ${name} says ${JSON.stringify(report)}`);
        if (report.kind === 'stopping') this.#continueAfter(host, report.ms);
        onReport(host, report);
      },
    );
    this.#started.push(host);
    return host;
  }

  #continueAfter(host: HostProcess, ms: number): void {
    void this.#parts.timeline.clock.wait(ms).then(() => host.signal('SIGCONT'));
  }
}
