import { sendingCancelled } from './deliveryFailures.ts';
import type { Entry } from '../outbox/entry.ts';
import { targetOf } from './queueOrder.ts';

interface Work {
  readonly abort: AbortController;
  readonly target: string;
  /** Never rejects. */
  readonly done: Promise<void>;
}

/** The entries of one account that are being sent, or looked for, right now by this host. */
export class InFlight {
  readonly #works = new Map<string, Work>();

  get isEmpty(): boolean {
    return this.#works.size === 0;
  }

  has(id: string): boolean {
    return this.#works.has(id);
  }

  /** The targets of all entries, as `targetOf` names them. */
  targets(): readonly string[] {
    return [...this.#works.values()].map(({ target }) => target);
  }

  /** Starts `work`, which must not reject, and calls `onEnd` when it is over. */
  start(entry: Entry, work: (signal: AbortSignal) => Promise<void>, onEnd: () => void): void {
    const abort = new AbortController();
    const done = work(abort.signal).finally(() => {
      this.#works.delete(entry.id);
      onEnd();
    });
    this.#works.set(entry.id, { abort, target: targetOf(entry), done });
  }

  /** Cuts off the request for an entry, because the user takes it back. */
  cancel(id: string): void {
    this.#works.get(id)?.abort.abort(sendingCancelled());
  }

  /** Cuts off all requests, because this host ends. */
  abortAll(): void {
    for (const { abort } of this.#works.values()) abort.abort();
  }

  /** Resolves when all work that is under way now is over. */
  async allDone(): Promise<void> {
    await Promise.all([...this.#works.values()].map(({ done }) => done));
  }
}
