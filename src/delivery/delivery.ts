import { Failure } from '../base/failure.ts';
import type { StoredNote } from '../model/note.ts';
import { sendingCancelled } from './deliveryFailures.ts';
import { AccountQueue } from './accountQueue.ts';
import type { DeliveryParts, QueueParts } from './deliveryParts.ts';
import type { Outcome } from './outcome.ts';
import { failureFrom, recordOf, type Entry } from '../outbox/entry.ts';
import type { WakeReason } from './backoff.ts';

/** For how long somebody waits for an entry that could leave and does not, in milliseconds. */
const patience = 3_000;

/** The only way from the outbox to the services: one queue an account, one host at a time for each. */
export class Delivery {
  readonly #parts: QueueParts;
  readonly #queues = new Map<string, AccountQueue>();
  readonly #closed = new AbortController();
  #begun = false;
  readonly #stored = new Set<string>();
  /** See {@link QueueParts.onUnwritten}; until the entry changes on disk. */
  readonly #unwritten = new Map<string, Outcome>();
  /** Those who wait for an outcome. */
  readonly #watchers = new Set<() => void>();

  constructor(parts: DeliveryParts) {
    const onStored = (entry: Entry, note: StoredNote | undefined) => {
      this.#stored.add(entry.id);
      parts.onStored(entry, note);
    };
    const onUnwritten = (id: string, outcome: Outcome) => {
      this.#unwritten.set(id, outcome);
      this.#look();
    };
    this.#parts = { ...parts, onStored, onUnwritten };
    parts.outbox.onChange((entry) => {
      if (entry) this.#unwritten.delete(entry.id);
      this.#look();
      if (!entry) this.wake('changed');
      else if (this.#begun && !this.#closed.signal.aborted) this.#queueOf(entry.accountId).changed(entry.id);
    });
  }

  /**
   * Looks for something to do, in one account or in all of them. Nothing is done before the first call: a start has
   * drafts to bring back, of which delivery would remove those that look like left over.
   */
  wake(reason: WakeReason, accountId?: string): void {
    this.#begun ||= reason !== 'changed';
    if (this.#closed.signal.aborted || !this.#begun) return;
    const accounts = new Set(this.#queues.keys());
    for (const entry of this.#parts.outbox.walk()) accounts.add(entry.accountId);
    for (const id of accounts)
      if (accountId === undefined || id === accountId) this.#queueOf(id).wake(reason);
  }

  #queueOf(accountId: string): AccountQueue {
    let queue = this.#queues.get(accountId);
    if (!queue)
      this.#queues.set(accountId, (queue = new AccountQueue(this.#parts, accountId, this.#closed.signal)));
    return queue;
  }

  /**
   * Resolves when the entry is stored, when a try has failed, or when it is seen to wait its turn; it may be tried
   * again later. An abort takes back an entry that has not left, and cuts off a request that this host is making.
   * Never rejects.
   */
  async outcome(id: string, signal: AbortSignal): Promise<Outcome> {
    const { outbox, clock } = this.#parts;
    const over = new AbortController();
    const cancel = () => void this.#withdraw(id);
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    // Somebody is there who would see that the network is back.
    this.wake('focus', outbox.get(id)?.accountId);
    let watch: () => void = () => undefined;
    try {
      return await new Promise((resolve) => {
        watch = () => {
          const outcome = this.#outcomeNow(id);
          if (outcome) resolve(outcome);
        };
        this.#watchers.add(watch);
        watch();
        const { status } = outbox.get(id) ?? {};
        const begins = status?.state === 'waiting' ? (status.notBefore ?? 0) - clock.now() : 0;
        const queued = () => {
          const entry = outbox.get(id);
          if (entry?.status.state === 'waiting' && outbox.ownerOf(id) === undefined)
            resolve({ state: 'queued', behind: this.#heldUpBy(entry) });
        };
        clock.wait(Math.max(0, begins) + patience, over.signal).then(queued, () => undefined);
      });
    } finally {
      over.abort();
      this.#watchers.delete(watch);
      signal.removeEventListener('abort', cancel);
    }
  }

  #look(): void {
    for (const watch of [...this.#watchers]) watch();
  }

  /** What keeps the entry's account from sending, as far as an entry of it says so. */
  #heldUpBy({ accountId }: Entry): Failure | undefined {
    const { trouble } = this.#queueOf(accountId);
    if (trouble) return trouble;
    for (const { accountId: other, status } of this.#parts.outbox.walk())
      if (other === accountId && status.state === 'waiting' && status.failure)
        return failureFrom(status.failure);
    return undefined;
  }

  async #withdraw(id: string): Promise<void> {
    const { outbox, log } = this.#parts;
    try {
      const claimed = await outbox.claim(id);
      if (!claimed) return this.#queues.get(outbox.get(id)?.accountId ?? '')?.cancel(id);
      const waits = claimed.entry.status.state === 'waiting';
      const failure = recordOf(sendingCancelled());
      await claimed.release(waits ? { ...claimed.entry, status: { state: 'refused', failure } } : undefined);
    } catch (error) {
      log.error(`Note ${id}: it cannot be taken back`, error);
    }
  }

  #outcomeNow(id: string): Outcome | undefined {
    const { outbox } = this.#parts;
    const unwritten = this.#unwritten.get(id);
    if (unwritten) return unwritten;
    const entry = outbox.get(id);
    if (!entry) {
      const stored = outbox.receipts.get(id) !== undefined || this.#stored.has(id);
      if (stored) return { state: 'stored', entryId: id };
      return { state: 'refused', failure: new Failure('invalid', 'This note is no longer in the outbox.') };
    }
    const { status } = entry;
    if (outbox.ownerOf(id) !== undefined || status.state === 'sending') return undefined;
    if (status.failure === undefined) return undefined;
    return { state: status.state, failure: failureFrom(status.failure) };
  }

  /** Ends what this host does; requests that are under way are cut off, and looked for by the next host. */
  dispose(): void {
    this.#closed.abort();
  }
}
