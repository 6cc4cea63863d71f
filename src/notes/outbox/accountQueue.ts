import type { Lease } from '../../files/lease.ts';
import { assertNever, Failure } from '../failure.ts';
import { storageFailure } from '../../files/storageFailure.ts';
import { Courier } from './courier.ts';
import type { QueueParts } from './delivery.ts';
import { isLookedFor, type Entry } from './entry.ts';
import { Line, targetOf } from './line.ts';
import { Lookout } from './lookout.ts';
import { Pace } from './pace.ts';
import { Waits, type WakeReason } from './waits.ts';

/** Under ChartMogul's 20 connections (API reference section 8), which other integrations may share. */
const mostAtOnce = 8;

interface InFlight {
  readonly abort: AbortController;
  readonly target: string;
  /** Never rejects. */
  readonly done: Promise<void>;
}

/** How soon a host that was not given the lease asks again, in milliseconds: the holder may have died. */
const leaseRetry = 5_000;

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
  readonly #pace: Pace;
  readonly #courier: Courier;
  readonly #line = new Line();
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
    this.#pace = new Pace(parts.clock, parts.rate);
    this.#courier = new Courier(parts, this.#lease, this.#waits, this.#lookout);
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
        return leaseRetry;
      });
      const idle = this.#inFlight.size === 0;
      // Another host may be the one that learns first that there is something to do again.
      if (idle && (wait === undefined || wait > leaseRetry)) await this.#giveUpLease();
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
    if (!this.#hasWork()) return undefined;
    const held = await this.#lease.acquire();
    this.#trouble = undefined;
    if (!held) return leaseRetry;
    for (const entry of this.#line.left()) if (!this.#inFlight.has(entry.id)) await this.#recover(entry);
    if (this.#closed.aborted) return undefined;
    const { start, wait } = this.#plan();
    for (const entry of start) this.#start(entry);
    return wait;
  }

  /** What cannot be taken up holds up no other. */
  async #recover(entry: Entry): Promise<void> {
    await this.#courier
      .recover(entry)
      .catch((error: unknown) => this.#parts.log.error(`Note ${entry.id} cannot be taken up`, error));
  }

  /** Others wait for this host's word about what they took over from it; for that it needs no lease. */
  async #endDoubts(): Promise<void> {
    const { outbox, log } = this.#parts;
    for (const entry of this.#line.doubted()) {
      const own = entry.status.state === 'uncertain' && entry.status.sender === outbox.host.id;
      if (!own || this.#owned(entry)) continue;
      await this.#courier
        .endDoubt(entry)
        .catch((error: unknown) => log.error(`Note ${entry.id}: its doubt cannot be ended`, error));
    }
  }

  #start(entry: Entry): void {
    const abort = new AbortController();
    const looks = entry.status.state === 'uncertain';
    const work = looks
      ? this.#courier.look(entry.id, abort.signal)
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

  #hasWork(): boolean {
    if (this.#inFlight.size > 0 || this.#line.left().length > 0) return true;
    for (const entry of this.#line.heads()) if (!this.#needsAccount(entry)) return true;
    return false;
  }

  /** What can be begun now, and how long (milliseconds) until there may be more. */
  #plan(): { start: readonly Entry[]; wait: number | undefined } {
    const start: Entry[] = [];
    const waits: number[] = [];
    const busy = new Set([...this.#inFlight.values()].map(({ target }) => target));
    const atOnce = this.#waits.probing ? 1 : mostAtOnce;
    const paused = this.#waits.left(this.#line.due());
    for (const entry of this.#line.heads()) {
      if (this.#inFlight.size + start.length >= atOnce) break;
      if (busy.has(targetOf(entry))) continue;
      const wait = this.#waitOf(entry, paused);
      if (wait === undefined) continue;
      const slot = wait > 0 ? wait : this.#pace.take();
      if (slot === 0) start.push(entry);
      else waits.push(slot);
      if (wait === 0 && slot > 0) break;
    }
    return { start, wait: waits.length === 0 ? undefined : Math.min(...waits) };
  }

  /** Milliseconds until an entry may be sent or looked for; undefined: when something else happens. */
  #waitOf(entry: Entry, paused: number): number | undefined {
    const { status } = entry;
    if (this.#owned(entry)) return leaseRetry;
    if (this.#needsAccount(entry)) return undefined;
    switch (status.state) {
      case 'waiting':
        return Math.max(this.#undoLeft(entry.queuedAt, status.notBefore), paused, this.#waits.ownLeft(entry));
      case 'uncertain':
        if (!isLookedFor(entry)) return undefined;
        return Math.max(this.#lookout.wait(entry), this.#waits.silence, this.#waits.ownLeft(entry));
      case 'sending':
        return leaseRetry;
      case 'refused':
        return undefined;
      default:
        return assertNever(status);
    }
  }

  /** Milliseconds. Where the machine's clock was set back since, nobody knows, and nobody waits. */
  #undoLeft(queuedAt: number, notBefore = 0): number {
    const now = this.#parts.clock.now();
    return now < queuedAt ? 0 : notBefore - now;
  }

  /** Whether nothing can be done before a key or the account itself is back. */
  #needsAccount({ accountId, place, status }: Entry): boolean {
    if (this.#parts.providerOf(accountId, place)) return status.state === 'waiting' && this.#waits.forKey;
    // One that waits is refused, so that the user can choose another account for it.
    return status.state === 'uncertain';
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
