import type { Provider } from '../providers/provider.ts';
import { orAborted } from '../base/orAborted.ts';

/** Learns a service's time before notes are stamped with it: one request for all entries that wait for it. */
export class ServiceTime {
  readonly #turn: (signal: AbortSignal) => Promise<void>;
  #request: Promise<void> | undefined;

  /** `turn` resolves when a request may begin: the service's limits count this one too. */
  constructor(turn: (signal: AbortSignal) => Promise<void>) {
    this.#turn = turn;
  }

  /** Resolves at once where the time is known. Failure when there is no answer, or `signal`'s reason. */
  async learn(provider: Provider, signal: AbortSignal): Promise<void> {
    if (!provider.learnTime) return;
    // Other entries wait for the same answer, so taking one back must not abort it. It has a time-out of its own.
    const neverAborted = new AbortController().signal;
    this.#request ??= provider
      .learnTime(() => this.#turn(neverAborted), neverAborted)
      .finally(() => {
        this.#request = undefined;
      });
    await orAborted(this.#request, signal);
  }
}
