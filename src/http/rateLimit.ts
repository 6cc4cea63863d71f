import type { SteadyClock } from '../base/clock.ts';

/** This many may begin at once, to make up for what late timers or a slow disk have held up. */
const burst = 5;

/** Milliseconds: a second, and the time for which a network may delay requests so that later ones catch up. */
const longSecond = 1_025;

/** Spreads requests evenly over time, or whatever else is to begin no faster than at a rate. */
export class RateLimit {
  readonly #clock: SteadyClock;
  readonly #rate: () => number;
  readonly #most: number;
  #next = Number.NEGATIVE_INFINITY;
  /** When those of the last {@link longSecond} began, by the steady clock; kept only with a `most`. */
  readonly #recent: number[] = [];

  /** `rate`: how many a second. `most`: no more than these within any second, whatever has to be made up for. */
  constructor(clock: SteadyClock, rate: () => number, most = Number.POSITIVE_INFINITY) {
    this.#clock = clock;
    this.#rate = rate;
    this.#most = most;
  }

  /** Milliseconds until one may begin; 0: now. */
  wait(): number {
    const now = this.#clock.monotonic();
    return Math.max(0, this.#next - now, this.#windowWait(now));
  }

  /** One begins. */
  count(): void {
    const interval = 1000 / this.#rate();
    const now = this.#clock.monotonic();
    this.#next = Math.max(this.#next, now - burst * interval) + interval;
    if (this.#most !== Number.POSITIVE_INFINITY) this.#recent.push(now);
  }

  /** 0: one may begin now, and is counted. Otherwise the milliseconds until one may. */
  take(): number {
    const wait = this.wait();
    if (wait === 0) this.count();
    return wait;
  }

  /** Milliseconds until one more is not too many within a second. */
  #windowWait(now: number): number {
    if (this.#recent.length < this.#most) return 0;
    while ((this.#recent[0] ?? now) <= now - longSecond) this.#recent.shift();
    const oldest = this.#recent[this.#recent.length - this.#most];
    return oldest === undefined ? 0 : oldest + longSecond - now;
  }
}
