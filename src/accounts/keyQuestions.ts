import type { Lease } from '../storage/lease.ts';
import type { SteadyClock } from '../base/clock.ts';

/** What {@link KeyQuestions} needs from outside. */
export interface KeyQuestionsParts {
  /** One among all hosts on this storage, for each account. */
  readonly leaseOf: (accountId: string) => Lease;
  /** Asks the user of this window; resolves when that is answered or closed. */
  readonly ask: (accountId: string, why: string) => Promise<void>;
  readonly clock: SteadyClock;
}

/** The other windows have come upon the same key well within this time, in milliseconds. */
const othersTry = 30_000;

/** Every window's delivery comes upon a key that does not work; of them all, the first asks. */
export class KeyQuestions {
  readonly #parts: KeyQuestionsParts;

  constructor(parts: KeyQuestionsParts) {
    this.#parts = parts;
  }

  /** `why`: one sentence. Resolves when this window's question, if it asks one, is over for all; rejects as `ask` does. */
  async ask(accountId: string, why: string): Promise<void> {
    const { leaseOf, ask, clock } = this.#parts;
    const lease = leaseOf(accountId);
    // Where the disk does not say, one question too many is better than none.
    if (!(await lease.acquire().catch(() => true))) return;
    try {
      await ask(accountId, why);
      await clock.wait(othersTry);
    } finally {
      await lease.release().catch(() => undefined);
    }
  }
}
