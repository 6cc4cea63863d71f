import type { Lease } from '../storage/lease.ts';
import type { SteadyClock } from '../base/clock.ts';

/** What {@link KeyQuestions} needs from outside. */
interface KeyQuestionsParts {
  /** One among all hosts on this storage, for each account. */
  readonly leaseOf: (accountId: string) => Lease;
  /** Asks the user of this window; resolves when that is answered or closed. */
  readonly ask: (accountId: string, why: string) => Promise<void>;
  readonly clock: SteadyClock;
}

/** Within this time every other window has met the same key too, in milliseconds. */
const othersTry = 30_000;

/** The delivery of every window meets a key that does not work; only the first window asks the user. */
export class KeyQuestions {
  readonly #parts: KeyQuestionsParts;

  constructor(parts: KeyQuestionsParts) {
    this.#parts = parts;
  }

  /** `why`: one sentence. Resolves when this window has asked and any window may ask again, or when another window asks. Rejects as `ask` does. */
  async ask(accountId: string, why: string): Promise<void> {
    const { leaseOf, ask, clock } = this.#parts;
    const lease = leaseOf(accountId);
    // When the disk does not answer, one question too many is better than none.
    if (!(await lease.acquire().catch(() => true))) return;
    try {
      await ask(accountId, why);
      await clock.wait(othersTry);
    } finally {
      await lease.release().catch(() => undefined);
    }
  }
}
