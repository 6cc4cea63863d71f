import type { Failure } from '../base/failure.ts';
import type { Entry } from '../outbox/entry.ts';
import type { Lease } from '../storage/lease.ts';
import { storageFailure } from '../storage/storageFailure.ts';
import { AbsenceTracker } from './absenceTracker.ts';
import { Backoff, type WakeReason } from './backoff.ts';
import type { QueueParts } from './deliveryParts.ts';
import { InFlight } from './inFlight.ts';
import { OutcomeWriter } from './outcomeWriter.ts';
import { QueueOrder } from './queueOrder.ts';
import { Reconciler } from './reconciler.ts';
import { endUncertainty, recoverEntry } from './recoverEntry.ts';
import { askAgain, Schedule } from './schedule.ts';
import { Sender } from './sender.ts';
import { WakeSignal } from './wakeSignal.ts';

/**
 * Delivers one account's entries. While this host holds the account's lease, it sends what is due, oldest first, one at
 * a time for each target, and looks for what may have been stored. An entry that needs the user delays no other.
 */
export class AccountQueue {
  readonly #parts: QueueParts;
  readonly #accountId: string;
  readonly #closed: AbortSignal;
  readonly #lease: Lease;
  readonly #backoff: Backoff;
  readonly #absence: AbsenceTracker;
  readonly #sender: Sender;
  readonly #reconciler: Reconciler;
  readonly #order = new QueueOrder();
  readonly #schedule: Schedule;
  readonly #inFlight = new InFlight();
  readonly #signal = new WakeSignal();
  /** Any entry may have changed since the order was made. */
  #orderIsStale = true;
  #leaseFailure: Failure | undefined;
  #isRunning = false;

  constructor(parts: QueueParts, accountId: string, closed: AbortSignal) {
    this.#parts = parts;
    this.#accountId = accountId;
    this.#closed = closed;
    this.#lease = parts.leaseOf(accountId);
    this.#backoff = new Backoff(parts.clock, parts.random);
    this.#absence = new AbsenceTracker(parts.clock, parts.requestTimeout);
    const limits = () => parts.limitsOf(accountId);
    const outcomes = new OutcomeWriter(parts, this.#backoff, this.#absence);
    const shares = {
      lease: this.#lease,
      backoff: this.#backoff,
      absence: this.#absence,
      outcomes,
    };
    this.#sender = new Sender(parts, shares);
    this.#reconciler = new Reconciler(parts, shares);
    this.#schedule = new Schedule(parts, { ...shares, order: this.#order, limits });
    const end = () => {
      this.#inFlight.abortAll();
      this.#signal.wake();
    };
    closed.addEventListener('abort', end, { once: true });
  }

  /** Why this host cannot try to get the account's lease; undefined: it can. */
  get leaseFailure(): Failure | undefined {
    return this.#leaseFailure;
  }

  /** Milliseconds for which the service's rate limit still holds up the account's notes. */
  get rateLimitWait(): number {
    if (this.#orderIsStale) this.#rebuildOrder();
    return this.#backoff.rateLimitWait(this.#order.due());
  }

  /** Looks for something to do again. */
  wake(reason: WakeReason): void {
    this.#orderIsStale = true;
    this.#backoff.wake(reason);
    if (reason !== 'changed') this.#absence.wake();
    this.#runSoon();
  }

  /** One entry is new, has changed, or is gone. */
  changed(id: string): void {
    const entry = this.#parts.outbox.get(id);
    if (entry) this.#order.put(entry, this.#isOwned(entry));
    else this.#order.remove(id);
    this.#runSoon();
  }

  /** Cuts off the request for an entry that the user takes back, if this host is making it. */
  cancel(id: string): void {
    this.#inFlight.cancel(id);
  }

  #runSoon(): void {
    this.#signal.wake();
    if (!this.#isRunning) void this.#run();
  }

  /** Goes on as long as there is something to do or to wait for. */
  async #run(): Promise<void> {
    this.#isRunning = true;
    while (!this.#closed.aborted) {
      this.#signal.beginRound();
      const wait = await this.#startAllDue().catch((error: unknown) => {
        if (!this.#leaseFailure) this.#parts.log.error('The outbox cannot be worked on', error);
        this.#leaseFailure = storageFailure(error);
        return askAgain;
      });
      const isIdle = this.#inFlight.isEmpty;
      // Another host may be the one that learns first that there is something to do again.
      if (isIdle && (wait === undefined || wait > askAgain)) await this.#releaseLease();
      if (this.#signal.isWoken) continue;
      if (isIdle && wait === undefined) break;
      await this.#signal.sleep(this.#parts.clock, wait, this.#closed);
    }
    this.#isRunning = false;
    if (!this.#closed.aborted) return;
    // The process may live on for hours.
    await this.#inFlight.allDone();
    await this.#releaseLease();
  }

  async #releaseLease(): Promise<void> {
    await this.#lease.release().catch(() => undefined);
  }

  /** Returns how long (milliseconds) until more may be started; undefined: not before it is woken. */
  async #startAllDue(): Promise<number | undefined> {
    if (this.#orderIsStale) this.#rebuildOrder();
    await this.#endOwnUncertainty();
    if (this.#inFlight.isEmpty && !this.#schedule.hasWork()) return undefined;
    const isHeld = await this.#lease.acquire();
    this.#leaseFailure = undefined;
    if (!isHeld) return askAgain;
    await this.#recoverAll();
    if (this.#closed.aborted) return undefined;
    const { start, wait } = this.#schedule.due(this.#inFlight.targets());
    for (const entry of start) this.#start(entry);
    return wait;
  }

  /** Recovers what hosts left that have ended. An entry that cannot be recovered delays no other. */
  async #recoverAll(): Promise<void> {
    const { outbox, log } = this.#parts;
    for (const entry of this.#order.interrupted()) {
      if (this.#inFlight.has(entry.id)) continue;
      await recoverEntry(outbox, entry).catch((error: unknown) =>
        log.error(`Note ${entry.id} cannot be recovered`, error),
      );
    }
  }

  /** Other hosts wait for this one's word about entries that they took over from it; it needs no lease to give it. */
  async #endOwnUncertainty(): Promise<void> {
    const { outbox, log } = this.#parts;
    for (const entry of this.#order.uncertain()) {
      const isOwn = entry.status.state === 'uncertain' && entry.status.sender === outbox.host.id;
      if (!isOwn || this.#isOwned(entry)) continue;
      await endUncertainty(outbox, entry).catch((error: unknown) =>
        log.error(`Note ${entry.id}: the other windows cannot be told that this one does not send it`, error),
      );
    }
  }

  #start(entry: Entry): void {
    const work = (signal: AbortSignal) =>
      entry.status.state === 'uncertain'
        ? this.#reconciler.reconcile(entry.id, signal)
        : this.#sender.deliver(entry.id, signal);
    const logged = (signal: AbortSignal) =>
      work(signal).catch((error: unknown) => {
        this.#orderIsStale = true;
        this.#backoff.failed(storageFailure(error), entry);
        this.#parts.log.error(`Note ${entry.id}: its state cannot be written`, error);
      });
    this.#inFlight.start(entry, logged, () => this.#signal.wake());
  }

  /** Whether a host works on the entry. */
  #isOwned(entry: Entry): boolean {
    return this.#parts.outbox.ownerOf(entry.id) !== undefined;
  }

  #rebuildOrder(): void {
    this.#orderIsStale = false;
    this.#order.clear();
    for (const entry of this.#parts.outbox.walk())
      if (entry.accountId === this.#accountId) this.#order.put(entry, this.#isOwned(entry));
  }
}
