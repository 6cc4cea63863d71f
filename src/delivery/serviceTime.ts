import type { Provider } from '../providers/provider.ts';
import { orAborted } from '../base/orAborted.ts';

/** Learns a service's time before notes are stamped with it: one request for all entries that wait for it. */
export class ServiceTime {
  #request: Promise<void> | undefined;

  /** Resolves at once where the time is known. Failure when there is no answer, or `signal`'s reason. */
  async learn(provider: Provider, signal: AbortSignal): Promise<void> {
    if (!provider.learnTime) return;
    // Other entries wait for the same answer, so taking one back must not abort it. It has a time-out of its own.
    const neverAborted = new AbortController().signal;
    this.#request ??= provider.learnTime(neverAborted).finally(() => {
      this.#request = undefined;
    });
    await orAborted(this.#request, signal);
  }
}
