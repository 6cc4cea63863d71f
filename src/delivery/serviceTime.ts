import type { Provider } from '../providers/provider.ts';
import { orAborted } from '../base/orAborted.ts';

/** Has a service tell its time before notes are stamped with it: one request for all entries that are on their way. */
export class ServiceTime {
  readonly #turn: (signal: AbortSignal) => Promise<void>;
  #asking: Promise<void> | undefined;

  /** `turn` resolves when a request may begin: the service's limits count this one too. */
  constructor(turn: (signal: AbortSignal) => Promise<void>) {
    this.#turn = turn;
  }

  /** Resolves at once where the time is known. Failure when there is no answer, or `signal`'s reason. */
  async learn(provider: Provider, signal: AbortSignal): Promise<void> {
    if (!provider.learnTime) return;
    // Others wait for the same answer: whoever is taken back meanwhile does not end it. It has a time-out of its own.
    const { signal: going } = new AbortController();
    this.#asking ??= provider
      .learnTime(() => this.#turn(going), going)
      .finally(() => {
        this.#asking = undefined;
      });
    await orAborted(this.#asking, signal);
  }
}
