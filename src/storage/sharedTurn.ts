import type { SteadyClock } from '../base/clock.ts';
import type { Lease } from './lease.ts';

/** Milliseconds from one try to the next, at most. */
const longestPause = 40;

/** Milliseconds. A turn takes some of them; a host that is suspended in one may take for ever. */
const patience = 5_000;

/** What a {@link SharedTurn} needs from outside. */
interface SharedTurnParts {
  readonly lease: Pick<Lease, 'acquire' | 'release'>;
  readonly clock: SteadyClock;
  /** From 0 to 1: of two windows that give way to each other, one is to come back first. */
  readonly random: () => number;
}

/**
 * Lets the windows change a small file that all of them share one after another: each reads it before it writes it
 * whole, and what was written in between would be lost.
 */
export class SharedTurn {
  readonly #parts: SharedTurnParts;
  /** Ends when this window's last turn has ended. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: SharedTurnParts) {
    this.#parts = parts;
  }

  /**
   * Does the work while no other window does. Where another one does not end its turn in five seconds, or the disk knows
   * no turns, the work is done all the same: what the user has just chosen matters more than what may be lost.
   */
  take<R>(work: () => Promise<R>): Promise<R> {
    const done = this.#last.then(() => this.#do(work));
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #do<R>(work: () => Promise<R>): Promise<R> {
    const isOurs = await this.#acquire().catch(() => false);
    try {
      return await work();
    } finally {
      if (isOurs) await this.#parts.lease.release().catch(() => undefined);
    }
  }

  async #acquire(): Promise<boolean> {
    const { lease, clock, random } = this.#parts;
    const end = clock.monotonic() + patience;
    while (!(await lease.acquire())) {
      if (clock.monotonic() >= end) return false;
      await clock.wait(1 + random() * longestPause);
    }
    return true;
  }
}
