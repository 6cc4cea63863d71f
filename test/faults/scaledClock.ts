import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { SteadyClock } from '../../src/base/clock.ts';
import { countAwake } from '../../src/base/sleep.ts';
import type { ClockFaults } from './plan.ts';

/** How often time is moved on, and the most that it moves without that, in milliseconds of real time. */
const tick = 5;
const mostAtOnce = 10;

/** Where a process finds the time of a scenario. */
export interface Epoch {
  /** The file of a {@link TimeKeeper}. */
  readonly file: string;
  /** What the keeper's time was when the scenario began. */
  readonly origin: number;
  /** What the scenario's true time was then, in milliseconds since the epoch. */
  readonly scenario: number;
  /** How many times as fast its time goes. */
  readonly scale: number;
}

/** Milliseconds that all processes agree on. */
function steadyNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** What the keeper wrote last: its time, and the system's when it did so. */
interface Mark {
  readonly at: number;
  readonly real: number;
}

function since({ at, real }: Mark): number {
  return at + Math.min(mostAtOnce, steadyNow() - real);
}

/**
 * Time that many processes share, and that waits for this one: while a busy machine keeps this process from running,
 * it stands nearly still, so that nothing times out for that reason alone. In milliseconds.
 */
export class TimeKeeper {
  readonly file: string;
  readonly #descriptor: number;
  readonly #timer: NodeJS.Timeout;
  #mark: Mark = { at: 0, real: steadyNow() };

  /** `file`: absolute path of a file that is not there yet. */
  constructor(file: string) {
    this.file = file;
    this.#descriptor = openSync(file, 'wx');
    this.#write();
    this.#timer = setInterval(() => this.#write(), tick);
  }

  get now(): number {
    return since(this.#mark);
  }

  stop(): void {
    clearInterval(this.#timer);
    closeSync(this.#descriptor);
  }

  #write(): void {
    this.#mark = { at: this.now, real: steadyNow() };
    writeSync(this.#descriptor, Float64Array.of(this.#mark.at, this.#mark.real), 0, 16, 0);
  }
}

/** A keeper's time in another process. */
function timeOf(file: string): () => number {
  const descriptor = openSync(file, 'r');
  const mark = new Float64Array(2);
  let last = 0;
  return () => {
    readSync(descriptor, mark, 0, 16, 0);
    const [at = 0, real = 0] = mark;
    // The two may be of different marks, and time never goes back.
    last = Math.max(last, since({ at, real }));
    return last;
  };
}

/** How a clock differs from the scenario's own. */
interface Deviation {
  /** What its time of day shows, for a time of the scenario; both in milliseconds since the scenario began. */
  readonly wall?: (passed: number) => number;
  /** Whether it tells how long this process ran, as the product's own clock does, and how it counts suspensions. */
  readonly awake?: { readonly countsStops: boolean };
}

/** Between two looks of a process that is to know how long it ran, in milliseconds of the scenario; as in the product. */
const longestTimer = 5_000;

/** A longer time between two looks was a suspension, in milliseconds of the scenario. */
const shortestStop = 10_000;

/** A clock that stands while its process is suspended. */
function withoutStops(passed: () => number): () => number {
  let last = passed();
  let ran = 0;
  return () => {
    const now = passed();
    if (now - last < shortestStop) ran += now - last;
    last = now;
    return ran;
  };
}

/** A clock on `time` that goes `scale` times as fast. */
export function scaledClock(
  { origin, scenario, scale }: Omit<Epoch, 'file'>,
  time: () => number,
  { wall = (passed) => passed, awake }: Deviation = {},
): SteadyClock {
  const passed = (): number => (time() - origin) * scale;
  const ran = awake && countAwake(passed);
  const steady = awake?.countsStops === false ? withoutStops(passed) : passed;
  return {
    now: () => Math.floor(scenario + wall(passed())),
    monotonic: steady,
    ...(ran && { awake: ran }),
    async wait(ms, signal) {
      signal?.throwIfAborted();
      const end = steady() + ms;
      let left = ms;
      do {
        const next = ran ? Math.min(left, longestTimer) : left;
        // The timer rejects with an error of its own, and the contract promises the signal’s reason, whatever it is.
        await setTimeout(Math.ceil(next / scale), undefined, { signal }).catch(() =>
          signal?.throwIfAborted(),
        );
        ran?.();
        left = end - steady();
      } while (left > 0);
    },
  };
}

/** The clock of a host that starts now, with what is wrong with it. */
export function hostClock(epoch: Epoch, { skew, jumps, stands, countsStops }: ClockFaults): SteadyClock {
  const time = timeOf(epoch.file);
  const start = (time() - epoch.origin) * epoch.scale;
  const wall = (passed: number): number => {
    const at = passed - start;
    const shown = stands && at > stands.from && at < stands.to ? stands.from : at;
    const set = jumps.reduce((sum, jump) => (jump.at <= at ? sum + jump.by : sum), 0);
    return start + shown + skew + set;
  };
  return scaledClock(epoch, time, { wall, awake: { countsStops } });
}
