import type { Lease } from '../storage/lease.ts';
import type { SteadyClock } from '../base/clock.ts';

/** What {@link KeyQuestions} needs from outside. */
interface KeyQuestionsParts {
  /** The lease of an account's question: one host at a time holds it. */
  readonly leaseOf: (accountId: string) => Lease;
  /** Asks the user of this window; resolves when that is answered or closed. */
  readonly ask: (accountId: string, why: string) => Promise<void>;
  readonly clock: SteadyClock;
}

/** Milliseconds within which every other window has tried the same key. */
const otherWindowsTry = 30_000;

/** When a key does not work, the delivery of every window notices it. Only the first window asks the user. */
export class KeyQuestions {
  readonly #parts: KeyQuestionsParts;

  constructor(parts: KeyQuestionsParts) {
    this.#parts = parts;
  }

  /**
   * Asks the user, unless another window does. `why`: one sentence. Resolves at once if another window asks, else when
   * any window may ask again. Rejects as `ask` does.
   */
  async ask(accountId: string, why: string): Promise<void> {
    const { leaseOf, ask, clock } = this.#parts;
    const lease = leaseOf(accountId);
    // When the disk fails, one question too many is better than none.
    if (!(await lease.acquire().catch(() => true))) return;
    try {
      await ask(accountId, why);
      await clock.wait(otherWindowsTry);
    } finally {
      await lease.release().catch(() => undefined);
    }
  }
}
