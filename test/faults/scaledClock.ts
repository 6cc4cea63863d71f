import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { SteadyClock } from '../../src/base/clock.ts';

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
export function timeOf(file: string): () => number {
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

/** A clock on `time` that goes `scale` times as fast, and is `skew` milliseconds ahead of the scenario's. */
export function scaledClock(
  { origin, scenario, scale }: Omit<Epoch, 'file'>,
  time: () => number,
  skew = 0,
): SteadyClock {
  const passed = (): number => (time() - origin) * scale;
  return {
    now: () => Math.floor(scenario + passed() + skew),
    monotonic: passed,
    async wait(ms, signal) {
      signal?.throwIfAborted();
      const end = passed() + ms;
      let left = ms;
      do {
        // The timer rejects with an error of its own, and the contract promises the signal’s reason, whatever it is.
        await setTimeout(Math.ceil(left / scale), undefined, { signal }).catch(() =>
          signal?.throwIfAborted(),
        );
        left = end - passed();
      } while (left > 0);
    },
  };
}
