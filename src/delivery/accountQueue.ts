import type { Lease } from '../storage/lease.ts';
import { storageFailure } from '../storage/storageFailure.ts';
import type { Failure } from '../base/failure.ts';
import { sendingCancelled } from './deliveryFailures.ts';
import { Sender } from './sender.ts';
import type { QueueParts } from './deliveryParts.ts';
import { OutcomeWriter } from './outcomeWriter.ts';
import type { Entry } from '../outbox/entry.ts';
import { QueueOrder, targetOf } from './queueOrder.ts';
import { AbsenceTracker } from './absenceTracker.ts';
import { RateLimit } from './rateLimit.ts';
import { askAgain, Schedule } from './schedule.ts';
import { Reconciler } from './reconciler.ts';
import { endUncertainty, recoverEntry } from './recoverEntry.ts';
import { Backoff, type WakeReason } from './backoff.ts';

interface InFlight {
  readonly abort: AbortController;
  readonly target: string;
  /** Never rejects. */
  readonly done: Promise<void>;
}

/**
 * One account's way out: while this host holds the account's lease, it sends what is due, oldest first, one at a
 * time for each target, and looks for what may have been stored. An entry that needs the user holds up nobody.
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
  /** Anything may have changed since the line was made. */
  #orderIsStale = true;
  readonly #inFlight = new Map<string, InFlight>();
  /** What keeps this host from trying to get the lease. */
  #failure: Failure | undefined;
  #running = false;
  /** How often something has changed. */
  #changes = 0;
  #change = Promise.withResolvers<undefined>();

  constructor(parts: QueueParts, accountId: string, closed: AbortSignal) {
    this.#parts = parts;
    this.#accountId = accountId;
    this.#closed = closed;
    this.#lease = parts.leaseOf(accountId);
    this.#backoff = new Backoff(parts.clock, parts.random);
    this.#absence = new AbsenceTracker(parts.clock, parts.requestTimeout);
    // How evenly requests are begun says little: what the disk does in between can hold some up, and bunch them.
    const rateLimit = new RateLimit(parts.clock, parts.rate);
    const outcomes = new OutcomeWriter(parts, this.#backoff, this.#absence);
    const shares = {
      lease: this.#lease,
      backoff: this.#backoff,
      absence: this.#absence,
      rateLimit,
      outcomes,
    };
    this.#sender = new Sender(parts, shares);
    this.#reconciler = new Reconciler(parts, shares);
    this.#schedule = new Schedule(parts, { ...shares, order: this.#order });
    const end = () => {
      for (const { abort } of this.#inFlight.values()) abort.abort();
      this.#change.resolve(undefined);
    };
    closed.addEventListener('abort', end, { once: true });
  }

  /** See {@link AccountQueue.#failure}. */
  get trouble(): Failure | undefined {
    return this.#failure;
  }

  wake(reason: WakeReason): void {
    this.#orderIsStale = true;
    this.#backoff.wake(reason);
    if (reason !== 'changed') this.#absence.wake();
    this.#goOn();
  }

  /** One entry is new, or stands otherwise, or is gone. */
  changed(id: string): void {
    const entry = this.#parts.outbox.get(id);
    if (entry) this.#order.put(entry, this.#owned(entry));
    else this.#order.remove(id);
    this.#goOn();
  }

  #goOn(): void {
    this.#changes += 1;
    this.#change.resolve(undefined);
    if (!this.#running) void this.#run();
  }

  /** The user takes an entry back: cuts off the request for it, if this host is making it. */
  cancel(id: string): void {
    this.#inFlight.get(id)?.abort.abort(sendingCancelled());
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (!this.#closed.aborted) {
      this.#change = Promise.withResolvers();
      const pokes = this.#changes;
      const wait = await this.#step().catch((error: unknown) => {
        if (!this.#failure) this.#parts.log.error('The outbox cannot be worked on', error);
        this.#failure = storageFailure(error);
        return askAgain;
      });
      const idle = this.#inFlight.size === 0;
      // Another host may be the one that learns first that there is something to do again.
      if (idle && (wait === undefined || wait > askAgain)) await this.#giveUpLease();
      if (this.#changes !== pokes) continue;
      if (idle && wait === undefined) break;
      await this.#pause(wait);
    }
    this.#running = false;
    if (!this.#closed.aborted) return;
    // The process may live on for hours.
    await Promise.all([...this.#inFlight.values()].map(({ done }) => done));
    await this.#giveUpLease();
  }

  async #giveUpLease(): Promise<void> {
    await this.#lease.release().catch(() => undefined);
  }

  /** Until the time is up, or something changed. */
  async #pause(ms: number | undefined): Promise<void> {
    const timer = new AbortController();
    const stop = AbortSignal.any([timer.signal, this.#closed]);
    const over = ms === undefined ? [] : [this.#parts.clock.wait(ms, stop).catch(() => undefined)];
    await Promise.race([this.#change.promise, ...over]);
    timer.abort();
  }

  /** Starts all that can be started now; returns how long until there may be more, undefined: when it is woken. */
  async #step(): Promise<number | undefined> {
    if (this.#orderIsStale) this.#rebuildOrder();
    await this.#endUncertainty();
    if (this.#inFlight.size === 0 && !this.#schedule.hasWork()) return undefined;
    const held = await this.#lease.acquire();
    this.#failure = undefined;
    if (!held) return askAgain;
    for (const entry of this.#order.interrupted())
      if (!this.#inFlight.has(entry.id)) await this.#recover(entry);
    if (this.#closed.aborted) return undefined;
    const targets = [...this.#inFlight.values()].map(({ target }) => target);
    const { start, wait } = this.#schedule.due(targets);
    for (const entry of start) this.#start(entry);
    return wait;
  }

  /** What cannot be taken up holds up no other. */
  async #recover(entry: Entry): Promise<void> {
    const { outbox, log } = this.#parts;
    await recoverEntry(outbox, entry).catch((error: unknown) =>
      log.error(`Note ${entry.id} cannot be taken up`, error),
    );
  }

  /** Others wait for this host's word about what they took over from it; for that it needs no lease. */
  async #endUncertainty(): Promise<void> {
    const { outbox, log } = this.#parts;
    for (const entry of this.#order.uncertain()) {
      const own = entry.status.state === 'uncertain' && entry.status.sender === outbox.host.id;
      if (!own || this.#owned(entry)) continue;
      await endUncertainty(outbox, entry).catch((error: unknown) =>
        log.error(`Note ${entry.id}: its doubt cannot be ended`, error),
      );
    }
  }

  #start(entry: Entry): void {
    const abort = new AbortController();
    const looks = entry.status.state === 'uncertain';
    const work = looks
      ? this.#reconciler.look(entry.id, abort.signal)
      : this.#sender.deliver(entry.id, abort.signal);
    const done = work
      .catch((error: unknown) => {
        this.#orderIsStale = true;
        this.#backoff.failed(storageFailure(error), entry);
        this.#parts.log.error(`Note ${entry.id}: its state cannot be written`, error);
      })
      .finally(() => {
        this.#inFlight.delete(entry.id);
        this.#changes += 1;
        this.#change.resolve(undefined);
      });
    this.#inFlight.set(entry.id, { abort, target: targetOf(entry), done });
  }

  #owned(entry: Entry): boolean {
    return this.#parts.outbox.ownerOf(entry.id) !== undefined;
  }

  #rebuildOrder(): void {
    this.#orderIsStale = false;
    this.#order.clear();
    for (const entry of this.#parts.outbox.walk())
      if (entry.accountId === this.#accountId) this.#order.put(entry, this.#owned(entry));
  }
}
