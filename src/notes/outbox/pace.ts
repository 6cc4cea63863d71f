import type { SteadyClock } from '../clock.ts';

/** Requests that were missed by a late timer are made up for by as many as this, not more at once. */
const burst = 2;

/** More within any second are refused (ChartMogul, API reference section 8). */
const mostASecond = 40;

/** Spreads requests evenly over time. */
export class Pace {
  readonly #clock: SteadyClock;
  readonly #rate: () => number;
  #next = 0;

  /** `rate`: requests a second. */
  constructor(clock: SteadyClock, rate: () => number) {
    this.#clock = clock;
    this.#rate = rate;
  }

  /** 0: a request may begin now, and is counted. Otherwise the milliseconds until one may. */
  take(): number {
    const rate = this.#rate();
    const interval = 1000 / rate;
    const now = this.#clock.monotonic();
    if (this.#next > now) return this.#next - now;
    // Close to the limit there is hardly room for more than the rate; half of it is left to what networks delay.
    const madeUp = Math.max(0, Math.min(burst, (mostASecond - 1 - rate) / 2));
    this.#next = Math.max(this.#next, now - madeUp * interval) + interval;
    return 0;
  }

  /** Resolves when a request may begin, which is counted. Rejects with the signal's reason. */
  async turn(signal: AbortSignal): Promise<void> {
    for (let wait = this.take(); wait > 0; wait = this.take()) await this.#clock.wait(wait, signal);
  }
}
