import type { SteadyClock } from '../../src/base/clock.ts';

/** The time of a plan, in milliseconds since its start. */
export class Timeline {
  readonly clock: SteadyClock;
  #origin = 0;

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
}
