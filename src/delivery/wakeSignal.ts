import type { SteadyClock } from '../base/clock.ts';

/** Wakes a loop that sleeps between its rounds. A wake-up in the middle of a round is not lost. */
export class WakeSignal {
  #isWoken = false;
  #nextWake = Promise.withResolvers<undefined>();

  /** To be called when a round begins: from here on wake-ups count. */
  beginRound(): void {
    this.#isWoken = false;
    this.#nextWake = Promise.withResolvers();
  }

  /** Whether there was a wake-up since the round began. */
  get isWoken(): boolean {
    return this.#isWoken;
  }

  wake(): void {
    this.#isWoken = true;
    this.#nextWake.resolve(undefined);
  }

  /** Resolves after `ms` milliseconds (undefined: never), at a wake-up, or when `closed` aborts. Never rejects. */
  async sleep(clock: SteadyClock, ms: number | undefined, closed: AbortSignal): Promise<void> {
    const timer = new AbortController();
    const stop = AbortSignal.any([timer.signal, closed]);
    const timeUp = ms === undefined ? [] : [clock.wait(ms, stop).catch(() => undefined)];
    await Promise.race([this.#nextWake.promise, ...timeUp]);
    timer.abort();
  }
}
