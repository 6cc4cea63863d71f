import { basename, dirname } from 'node:path';
import type { Log } from '../../src/base/log.ts';
import type { Fetch } from '../../src/http/fetch.ts';
import type { Files } from '../../src/storage/files.ts';
import type { ClaimsParts } from '../../src/storage/claims.ts';
import { Lease } from '../../src/storage/lease.ts';
import type { SteadyClock } from '../../src/base/clock.ts';
import { faultyFiles, type Fault } from '../support/faultyFiles.ts';
import type { Random } from '../support/random.ts';
import type { DiskFaults, PlannedRun, ProcessFault } from './plan.ts';

/** What a host's faults need from outside. */
interface HostFaultsParts {
  readonly run: PlannedRun;
  /** The disk as it is without them. */
  readonly disk: Files;
  readonly clock: SteadyClock;
  readonly random: Random;
  readonly log: Log;
  /** Told before the process stops itself, for so many milliseconds of the scenario. */
  readonly onStop: (ms: number) => void;
  /** Told before the process stops itself for good. */
  readonly onPowerCut: () => void;
}

/** What a full disk refuses; every other error may come from any operation. */
const writingOperations = new Set(['create', 'write', 'sync', 'rename', 'link', 'makeFolder', 'syncFolder']);

/** Injects the faults planned for one process: on its disk, around its POSTs, and just before one leaves. */
export class HostFaults {
  readonly #parts: HostFaultsParts;
  /** The disk as this process is to see it. */
  readonly files: Files;
  #armed = true;
  #posts = 0;
  #looks = 0;
  /** A receipt was looked for, as before an entry is sent, and no draft since. */
  #isBeginning = false;
  #confirmations = 0;

  constructor(parts: HostFaultsParts) {
    this.#parts = parts;
    const { run, disk, clock, random } = parts;
    const start = clock.monotonic();
    const fault: Fault = ({ name, number, path }) => {
      if (!this.#armed) return undefined;
      if (isReceipt(path)) this.#isBeginning = true;
      if (this.#isBeginning && name === 'names' && basename(path) === 'drafts') {
        this.#isBeginning = false;
        this.#reach('beforeSaving', (this.#looks += 1));
      }
      this.#reach('operation', number);
      return run.diskFaults.find((each) => applies(each, name, clock.monotonic() - start, random))?.code;
    };
    this.files = faultyFiles(disk, fault).files;
  }

  /** From now on nothing that was planned happens. */
  disarm(): void {
    this.#armed = false;
  }

  /** The real network, with the faults around a POST. */
  readonly fetch: Fetch = async (url, init) => {
    if (init.method !== 'POST') return await fetch(url, init);
    const number = (this.#posts += 1);
    this.#reach('beforePost', number);
    const answer = fetch(url, init);
    this.#reach('duringPost', number);
    const response = await answer;
    this.#reach('afterPost', number);
    return response;
  };

  readonly createLease = (parts: ClaimsParts, folder: string, name: string): Lease =>
    new FaultyLease(parts, folder, name, () => this.#reach('leaving', (this.#confirmations += 1)));

  /** Injects whatever is planned for the n-th time that this point is reached. */
  #reach(on: ProcessFault['on'], number: number): void {
    for (const fault of this.#parts.run.processFaults) {
      if (!this.#armed || fault.on !== on || fault.number !== number) continue;
      if (on !== 'duringPost') this.#inject(fault);
      else setTimeout(() => this.#armed && this.#inject(fault), fault.delay);
    }
  }

  #inject({ act, on, number, ms }: ProcessFault): void {
    this.#parts.log.info(`${act} at ${on} ${number}`);
    if (act === 'powerCut') this.#parts.onPowerCut();
    if (act === 'stop') this.#parts.onStop(ms);
    process.kill(process.pid, act === 'kill' ? 'SIGKILL' : 'SIGSTOP');
  }
}

/** After the last look at it, only the system's scheduler stands between a piece of a POST and the network. */
class FaultyLease extends Lease {
  readonly #onLeaving: () => void;

  constructor(parts: ClaimsParts, folder: string, name: string, onLeaving: () => void) {
    super(parts, folder, name);
    this.#onLeaving = onLeaving;
  }

  override term(): () => boolean {
    const maySend = super.term();
    return () => {
      const may = maySend();
      if (may) this.#onLeaving();
      return may;
    };
  }
}

function isReceipt(path: string): boolean {
  return basename(dirname(path)) === 'stored' && path.endsWith('.json');
}

function applies({ code, rate, from, to }: DiskFaults, name: string, now: number, random: Random): boolean {
  if (now < from || now > to) return false;
  return (code !== 'ENOSPC' || writingOperations.has(name)) && random.chance(rate);
}
