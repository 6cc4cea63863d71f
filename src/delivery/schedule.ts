import { assertNever } from '../base/failure.ts';
import type { ServiceLimits } from '../model/serviceLimits.ts';
import type { QueueParts } from './deliveryParts.ts';
import { isLookedFor, isWantedNow, type Entry } from '../outbox/entry.ts';
import { targetOf, type QueueOrder } from './queueOrder.ts';
import type { AbsenceTracker } from './absenceTracker.ts';
import { RateLimit } from '../http/rateLimit.ts';
import type { Backoff } from './backoff.ts';
import { undoLeft } from './undoLeft.ts';

/** How soon a host asks again for a lease or an entry that another one holds, in milliseconds: that may have ended. */
export const askAgain = 5_000;

/** What a schedule shares with the rest of its account's queue. */
interface ScheduleShares {
  readonly order: QueueOrder;
  readonly backoff: Backoff;
  readonly absence: AbsenceTracker;
  readonly limits: () => ServiceLimits;
}

/** What can be begun now, and how long (milliseconds) until there may be more; undefined: when something happens. */
interface Due {
  readonly start: readonly Entry[];
  readonly wait: number | undefined;
}

/** Which of an account's entries may be sent or looked for, and when. */
export class Schedule {
  readonly #parts: QueueParts;
  readonly #shares: ScheduleShares;
  /** Of starts: an entry that is started sooner than it may be sent would only wait for its turn, claimed. */
  readonly #rateLimit: RateLimit;

  constructor(parts: QueueParts, shares: ScheduleShares) {
    this.#parts = parts;
    this.#shares = shares;
    this.#rateLimit = new RateLimit(parts.clock, () => shares.limits().requestsPerSecond);
  }

  /** Whether there is anything that this host can do, or wait for. */
  hasWork(): boolean {
    const { order } = this.#shares;
    if (order.interrupted().length > 0) return true;
    for (const entry of order.heads()) if (!this.#needsAccount(entry)) return true;
    return false;
  }

  /** `inFlight`: the targets of the entries in flight. What is to be started is counted in the rate limit. */
  due(inFlight: readonly string[]): Due {
    const { order, backoff, limits } = this.#shares;
    const start: Entry[] = [];
    const waits: number[] = [];
    const busy = new Set(inFlight);
    const atOnce = backoff.probing ? 1 : limits().connections;
    const paused = backoff.accountWait(order.due());
    const limited = backoff.rateLimitWait(order.due());
    for (const entry of order.heads()) {
      const wanted = isWantedNow(entry);
      if (inFlight.length + start.length >= (wanted ? limits().connections : atOnce)) break;
      if (busy.has(targetOf(entry))) continue;
      const wait = wanted ? this.#waitOfWanted(entry, limited) : this.#waitOf(entry, paused);
      if (wait === undefined) continue;
      const slot = wait > 0 ? wait : this.#rateLimit.take();
      if (slot === 0) {
        start.push(entry);
        busy.add(targetOf(entry));
      } else waits.push(slot);
      if (wait === 0 && slot > 0) break;
    }
    return { start, wait: waits.length === 0 ? undefined : Math.min(...waits) };
  }

  /** Milliseconds until an entry may be sent or looked for; undefined: when something else happens. */
  #waitOf(entry: Entry, paused: number): number | undefined {
    const { backoff, absence } = this.#shares;
    const { status } = entry;
    if (this.#parts.outbox.ownerOf(entry.id) !== undefined) return askAgain;
    if (this.#needsAccount(entry)) return undefined;
    switch (status.state) {
      case 'waiting':
        return Math.max(undoLeft(entry, this.#parts.clock.now()), paused, backoff.entryWait(entry));
      case 'uncertain':
        if (!isLookedFor(entry)) return undefined;
        return Math.max(absence.wait(entry), backoff.silence, backoff.entryWait(entry));
      case 'sending':
        return askAgain;
      case 'refused':
        return undefined;
      default:
        return assertNever(status);
    }
  }

  /** As {@link #waitOf}, for an entry that the user wants to be sent now. A disk that refuses its file is waited for. */
  #waitOfWanted(entry: Entry, limited: number): number {
    if (this.#parts.outbox.ownerOf(entry.id) !== undefined) return askAgain;
    return Math.max(limited, this.#shares.backoff.entryWait(entry));
  }

  /** Whether nothing can be done before a key or the account itself is back. */
  #needsAccount({ accountId, place, status }: Entry): boolean {
    if (this.#parts.providerOf(accountId, place))
      return status.state === 'waiting' && status.sendNow !== true && this.#shares.backoff.forKey;
    // A waiting entry is refused by the sender, so that the user can choose another account for it.
    return status.state === 'uncertain';
  }
}
