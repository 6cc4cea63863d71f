import type { SteadyClock } from '../base/clock.ts';

/** Requests that were missed by late timers, or by a slow disk, are made up for by as many as this at once. */
const burst = 5;

/** More within any second are refused (ChartMogul: docs/api/chartmogul.md, section 11). */
const mostASecond = 40;

/** A second, and what a network may hold up requests that the next ones then catch up with, in milliseconds. */
const longSecond = 1_025;

/** Spreads requests evenly over time. */
export class RateLimit {
  readonly #clock: SteadyClock;
  readonly #rate: () => number;
  #next = 0;
  /** When those of the last {@link longSecond} began, by the steady clock. */
  readonly #recent: number[] = [];

  /** `rate`: requests a second. */
  constructor(clock: SteadyClock, rate: () => number) {
    this.#clock = clock;
    this.#rate = rate;
  }

  /** 0: a request may begin now, and is counted. Otherwise the milliseconds until one may. */
  take(): number {
    const interval = 1000 / this.#rate();
    const now = this.#clock.monotonic();
    const at = Math.max(this.#next, this.#roomAt(now));
    if (at > now) return at - now;
    this.#next = Math.max(this.#next, now - burst * interval) + interval;
    this.#recent.push(now);
    return 0;
  }

  /** Resolves when a request may begin, which is counted. Rejects with the signal's reason. */
  async turn(signal: AbortSignal): Promise<void> {
    for (let wait = this.take(); wait > 0; wait = this.take()) await this.#clock.wait(wait, signal);
  }

  /** When one more is not too many, whatever has to be made up for. */
  #roomAt(now: number): number {
    while ((this.#recent[0] ?? now) <= now - longSecond) this.#recent.shift();
    const most = Math.max(mostASecond, Math.ceil((this.#rate() * longSecond) / 1000));
    const oldest = this.#recent[this.#recent.length - most];
    return oldest === undefined ? now : oldest + longSecond;
  }
}
