import type { Lease } from '../storage/lease.ts';
import { storageFailure } from '../storage/storageFailure.ts';
import { Failure } from '../base/failure.ts';
import { Courier } from './sender.ts';
import type { QueueParts } from './delivery.ts';
import { Endings } from './outcomeWriter.ts';
import type { Entry } from '../outbox/entry.ts';
import { Line, targetOf } from './queueOrder.ts';
import { Lookout } from './absence.ts';
import { Pace } from './rateLimit.ts';
import { askAgain, Schedule } from './schedule.ts';
import { Search } from './reconcile.ts';
import { endDoubt, takeUp } from './recover.ts';
import { Waits, type WakeReason } from './backoff.ts';

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
  readonly #waits: Waits;
  readonly #lookout: Lookout;
  readonly #courier: Courier;
  readonly #search: Search;
  readonly #line = new Line();
  readonly #schedule: Schedule;
  /** Anything may have changed since the line was made. */
  #lineIsOld = true;
  readonly #inFlight = new Map<string, InFlight>();
  /** What keeps this host from trying to get the lease. */
  #trouble: Failure | undefined;
  #running = false;
  /** How often something has changed. */
  #pokes = 0;
  #poke = Promise.withResolvers<undefined>();

  constructor(parts: QueueParts, accountId: string, closed: AbortSignal) {
    this.#parts = parts;
    this.#accountId = accountId;
    this.#closed = closed;
    this.#lease = parts.leaseOf(accountId);
    this.#waits = new Waits(parts.clock, parts.random);
    this.#lookout = new Lookout(parts.clock, parts.requestTimeout);
    // How evenly requests are begun says little: what the disk does in between can hold some up, and bunch them.
    const departures = new Pace(parts.clock, parts.rate);
    const endings = new Endings(parts, this.#waits, this.#lookout);
    const shares = { lease: this.#lease, waits: this.#waits, lookout: this.#lookout, departures, endings };
    this.#courier = new Courier(parts, shares);
    this.#search = new Search(parts, shares);
    this.#schedule = new Schedule(parts, { ...shares, line: this.#line });
    const end = () => {
      for (const { abort } of this.#inFlight.values()) abort.abort();
      this.#poke.resolve(undefined);
    };
    closed.addEventListener('abort', end, { once: true });
  }

  /** See {@link AccountQueue.#trouble}. */
  get trouble(): Failure | undefined {
    return this.#trouble;
  }

  wake(reason: WakeReason): void {
    this.#lineIsOld = true;
    this.#waits.wake(reason);
    if (reason !== 'changed') this.#lookout.wake();
    this.#goOn();
  }

  /** One entry is new, or stands otherwise, or is gone. */
  changed(id: string): void {
    const entry = this.#parts.outbox.get(id);
    if (entry) this.#line.put(entry, this.#owned(entry));
    else this.#line.remove(id);
    this.#goOn();
  }

  #goOn(): void {
    this.#pokes += 1;
    this.#poke.resolve(undefined);
    if (!this.#running) void this.#run();
  }

  /** The user takes an entry back: cuts off the request for it, if this host is making it. */
  cancel(id: string): void {
    this.#inFlight.get(id)?.abort.abort(new Failure('cancelled', 'Sending was cancelled.'));
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (!this.#closed.aborted) {
      this.#poke = Promise.withResolvers();
      const pokes = this.#pokes;
      const wait = await this.#step().catch((error: unknown) => {
        if (!this.#trouble) this.#parts.log.error('The outbox cannot be worked on', error);
        this.#trouble = storageFailure(error);
        return askAgain;
      });
      const idle = this.#inFlight.size === 0;
      // Another host may be the one that learns first that there is something to do again.
      if (idle && (wait === undefined || wait > askAgain)) await this.#giveUpLease();
      if (this.#pokes !== pokes) continue;
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
    await Promise.race([this.#poke.promise, ...over]);
    timer.abort();
  }

  /** Starts all that can be started now; returns how long until there may be more, undefined: when it is woken. */
  async #step(): Promise<number | undefined> {
    if (this.#lineIsOld) this.#lineUp();
    await this.#endDoubts();
    if (this.#inFlight.size === 0 && !this.#schedule.hasWork()) return undefined;
    const held = await this.#lease.acquire();
    this.#trouble = undefined;
    if (!held) return askAgain;
    for (const entry of this.#line.left()) if (!this.#inFlight.has(entry.id)) await this.#takeUp(entry);
    if (this.#closed.aborted) return undefined;
    const targets = [...this.#inFlight.values()].map(({ target }) => target);
    const { start, wait } = this.#schedule.due(targets);
    for (const entry of start) this.#start(entry);
    return wait;
  }

  /** What cannot be taken up holds up no other. */
  async #takeUp(entry: Entry): Promise<void> {
    const { outbox, log } = this.#parts;
    await takeUp(outbox, entry).catch((error: unknown) =>
      log.error(`Note ${entry.id} cannot be taken up`, error),
    );
  }

  /** Others wait for this host's word about what they took over from it; for that it needs no lease. */
  async #endDoubts(): Promise<void> {
    const { outbox, log } = this.#parts;
    for (const entry of this.#line.doubted()) {
      const own = entry.status.state === 'uncertain' && entry.status.sender === outbox.host.id;
      if (!own || this.#owned(entry)) continue;
      await endDoubt(outbox, entry).catch((error: unknown) =>
        log.error(`Note ${entry.id}: its doubt cannot be ended`, error),
      );
    }
  }

  #start(entry: Entry): void {
    const abort = new AbortController();
    const looks = entry.status.state === 'uncertain';
    const work = looks
      ? this.#search.look(entry.id, abort.signal)
      : this.#courier.deliver(entry.id, abort.signal);
    const done = work
      .catch((error: unknown) => {
        this.#lineIsOld = true;
        this.#waits.failed(storageFailure(error), entry);
        this.#parts.log.error(`Note ${entry.id}: its state cannot be written`, error);
      })
      .finally(() => {
        this.#inFlight.delete(entry.id);
        this.#pokes += 1;
        this.#poke.resolve(undefined);
      });
    this.#inFlight.set(entry.id, { abort, target: targetOf(entry), done });
  }

  #owned(entry: Entry): boolean {
    return this.#parts.outbox.ownerOf(entry.id) !== undefined;
  }

  #lineUp(): void {
    this.#lineIsOld = false;
    this.#line.clear();
    for (const entry of this.#parts.outbox.walk())
      if (entry.accountId === this.#accountId) this.#line.put(entry, this.#owned(entry));
  }
}
