import type { SteadyClock } from '../../src/base/clock.ts';

/** The time of a plan, in milliseconds since its start. */
export class Timeline implements Disposable {
  readonly clock: SteadyClock;
  #origin = 0;
  readonly #over = new AbortController();

  /** `clock`: shows the scenario's true time. */
  constructor(clock: SteadyClock) {
    this.clock = clock;
  }

  /** The plan's time 0 is now. */
  start(): void {
    this.#origin = this.clock.monotonic();
  }

  get now(): number {
    return this.clock.monotonic() - this.#origin;
  }

  async until(at: number): Promise<void> {
    await this.clock.wait(Math.max(0, at - this.now));
  }

  /** Does something in so many milliseconds, unless the scenario is over by then. */
  later(ms: number, work: () => void): void {
    this.clock.wait(ms, this.#over.signal).then(work, () => undefined);
  }

  /** The scenario is over. */
  [Symbol.dispose](): void {
    this.#over.abort();
  }
}
