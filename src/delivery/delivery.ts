import { Failure } from '../base/failure.ts';
import type { StoredNote } from '../model/note.ts';
import { goneFromOutbox, rateLimited, sendingCancelled } from './deliveryFailures.ts';
import { AccountQueue } from './accountQueue.ts';
import type { DeliveryParts, QueueParts } from './deliveryParts.ts';
import type { Outcome } from './outcome.ts';
import { failureFrom, recordOf, type Entry } from '../outbox/entry.ts';
import type { WakeReason } from './backoff.ts';
import { undoLeft } from './undoLeft.ts';

/** How long a caller waits for an entry that could be sent and is not, in milliseconds. */
const queuedAfter = 3_000;

/** The only way from the outbox to the services: one queue for each account, and one host at a time for each queue. */
export class Delivery {
  readonly #parts: QueueParts;
  readonly #queues = new Map<string, AccountQueue>();
  readonly #closed = new AbortController();
  #hasBegun = false;
  /** Ids of entries that this host has sent, also where the receipt could not be written. */
  readonly #stored = new Set<string>();
  /** Outcomes that could not be written; kept until the entry changes on disk. */
  readonly #unwritten = new Map<string, Outcome>();
  /** Called whenever an entry may have another outcome. */
  readonly #watchers = new Set<() => void>();

  constructor(parts: DeliveryParts) {
    const onStored = (entry: Entry, note: StoredNote | undefined) => {
      this.#stored.add(entry.id);
      parts.onStored(entry, note);
    };
    const onUnwritten = (id: string, outcome: Outcome) => {
      this.#unwritten.set(id, outcome);
      this.#notifyWatchers();
    };
    this.#parts = { ...parts, onStored, onUnwritten };
    parts.outbox.onChange((entry) => {
      if (entry) this.#unwritten.delete(entry.id);
      this.#notifyWatchers();
      if (!entry) this.wake('changed');
      else if (this.#hasBegun && !this.#closed.signal.aborted)
        this.#queueOf(entry.accountId).changed(entry.id);
    });
  }

  /**
   * Looks for something to do, in one account or in all of them. Nothing is sent before the first call that has
   * another reason than `changed`: the drafts must be restored first, of which sending would remove some.
   */
  wake(reason: WakeReason, accountId?: string): void {
    this.#hasBegun ||= reason !== 'changed';
    if (this.#closed.signal.aborted || !this.#hasBegun) return;
    const accounts = new Set(this.#queues.keys());
    for (const entry of this.#parts.outbox.walk()) accounts.add(entry.accountId);
    for (const id of accounts)
      if (accountId === undefined || id === accountId) this.#queueOf(id).wake(reason);
  }

  /** Milliseconds for which a service's rate limit still holds up the account's notes. */
  rateLimitWait(accountId: string): number {
    return this.#queueOf(accountId).rateLimitWait;
  }

  #queueOf(accountId: string): AccountQueue {
    let queue = this.#queues.get(accountId);
    if (!queue)
      this.#queues.set(accountId, (queue = new AccountQueue(this.#parts, accountId, this.#closed.signal)));
    return queue;
  }

  /**
   * Resolves when the entry is stored, when a try has failed, or when other entries turn out to go first; it may be
   * tried again later. An abort holds back an entry that was not sent yet, and cuts off a request that this host is
   * making. Never rejects.
   */
  async outcome(id: string, signal: AbortSignal): Promise<Outcome> {
    const { outbox, clock } = this.#parts;
    const over = new AbortController();
    const cancel = () => void this.#holdBack(id);
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    // The user is there, and so may the network be again.
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
        const entry = outbox.get(id);
        const begins = entry ? undoLeft(entry, clock.now()) : 0;
        const queued = () => {
          const now = outbox.get(id);
          if (now?.status.state === 'waiting' && outbox.ownerOf(id) === undefined)
            resolve({ state: 'queued', behind: this.#delayOf(now) });
        };
        clock.wait(begins + queuedAfter, over.signal).then(queued, () => undefined);
      });
    } finally {
      over.abort();
      this.#watchers.delete(watch);
      signal.removeEventListener('abort', cancel);
    }
  }

  #notifyWatchers(): void {
    for (const watch of [...this.#watchers]) watch();
  }

  /** What keeps the entry's account from sending, as far as it is known. */
  #delayOf({ accountId }: Entry): Failure | undefined {
    const { leaseFailure } = this.#queueOf(accountId);
    if (leaseFailure) return leaseFailure;
    for (const { accountId: other, status } of this.#parts.outbox.walk())
      if (other === accountId && status.state === 'waiting' && status.failure)
        return this.#withWait(accountId, failureFrom(status.failure));
    const limited = this.rateLimitWait(accountId);
    return limited === 0 ? undefined : rateLimited(limited);
  }

  /** A rate limit with the time that is left of it. */
  #withWait(accountId: string, failure: Failure): Failure {
    const left = failure.reason === 'rateLimited' ? this.rateLimitWait(accountId) : 0;
    return left === 0 ? failure : rateLimited(left, failure);
  }

  async #holdBack(id: string): Promise<void> {
    const { outbox, log } = this.#parts;
    try {
      const claimed = await outbox.claim(id);
      if (!claimed) return this.#queues.get(outbox.get(id)?.accountId ?? '')?.cancel(id);
      const isWaiting = claimed.entry.status.state === 'waiting';
      const failure = recordOf(sendingCancelled());
      await claimed.release(
        isWaiting ? { ...claimed.entry, status: { state: 'refused', failure } } : undefined,
      );
    } catch (error) {
      log.error(`Note ${id}: it cannot be held back`, error);
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
      return { state: 'refused', failure: goneFromOutbox() };
    }
    const { status } = entry;
    if (outbox.ownerOf(id) !== undefined || status.state === 'sending') return undefined;
    if (status.failure === undefined) return undefined;
    return { state: status.state, failure: this.#withWait(entry.accountId, failureFrom(status.failure)) };
  }

  /** Ends all work of this host. Requests are cut off; the next host looks for their notes. */
  dispose(): void {
    this.#closed.abort();
  }
}
