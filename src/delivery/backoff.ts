import type { SteadyClock } from '../base/clock.ts';
import type { Failure, FailureReason } from '../base/failure.ts';
import type { Entry } from '../outbox/entry.ts';
import { DueTimes } from './dueTimes.ts';
import { retryAt } from './retry.ts';

/** Why a queue should look again: what stopped it may be over after some of these, and not after others. */
export type WakeReason = 'changed' | 'focus' | 'account';

/** What stops one request of an account would stop the next, so the whole account waits. */
export class Backoff {
  readonly #clock: SteadyClock;
  readonly #random: () => number;
  /** How many tries in a row failed; each further one waits longer, and goes alone. */
  #failures = 0;
  /** The last failure of this host's requests; `until` by the steady clock. */
  #pause: { readonly reason: FailureReason; readonly until: number } | undefined;
  /** Whether what stopped the account may be over; the next try tells. */
  #networkMayBeBack = true;
  #keyMayBeBack = true;
  /** Entries whose files the disk refused, and how often in a row: that delays no other entry. */
  readonly #stuck = new Map<string, { readonly failures: number; readonly until: number }>();
  readonly #dueTimes: DueTimes;

  constructor(clock: SteadyClock, random: () => number) {
    this.#dueTimes = new DueTimes(clock);
    this.#clock = clock;
    this.#random = random;
  }

  /** After a failure one request goes ahead, and finds out whether the others should follow. */
  get probing(): boolean {
    return this.#failures > 0;
  }

  /** Whether the whole account waits until somebody enters a key. */
  get forKey(): boolean {
    return !this.#keyMayBeBack;
  }

  wake(reason: WakeReason): void {
    if (reason === 'changed') return;
    this.#networkMayBeBack = true;
    if (this.#pause?.reason !== 'rateLimited') this.#pause = undefined;
    this.#stuck.clear();
    if (reason === 'account') this.#keyMayBeBack = true;
  }

  /** The service has taken an entry. */
  succeeded({ id }: Entry): void {
    this.#failures = 0;
    this.#pause = undefined;
    this.#networkMayBeBack = true;
    this.#keyMayBeBack = true;
    this.#stuck.delete(id);
  }

  /** The service has answered a request that reads; it may still refuse to store notes. */
  answered(): void {
    this.#networkMayBeBack = true;
    this.#keyMayBeBack = true;
    const reason = this.#pause?.reason;
    if (reason === 'serverFault' || reason === 'unreadable' || reason === 'rateLimited') return;
    this.#failures = 0;
    this.#pause = undefined;
  }

  /** When to try again, in milliseconds since the epoch. */
  failed(failure: Failure, { id }: Entry): number {
    const now = this.#clock.now();
    const { reason } = failure;
    // The user did this, or the window's end: it says nothing of the service.
    if (reason === 'cancelled') return now;
    if (reason === 'storage') {
      const failures = (this.#stuck.get(id)?.failures ?? 0) + 1;
      const at = retryAt(failure, failures, now, this.#random());
      this.#stuck.set(id, { failures, until: this.#clock.monotonic() + at - now });
      return at;
    }
    this.#failures += 1;
    this.#networkMayBeBack = false;
    const at = retryAt(failure, this.#failures, now, this.#random());
    this.#pause = { reason, until: this.#clock.monotonic() + at - now };
    return at;
  }

  /** True the first time, until the key may be back: the user is asked once for the whole queue. */
  keyFailed(): boolean {
    const first = this.#keyMayBeBack;
    this.#keyMayBeBack = false;
    this.#failures += 1;
    return first;
  }

  /** Milliseconds that the whole account still waits, because of failures of its entries, here or in other windows. */
  accountWait(entries: Iterable<Entry>): number {
    const own = Math.max(0, (this.#pause?.until ?? 0) - this.#clock.monotonic());
    return Math.max(
      own,
      this.#dueTimes.longest(entries, (reason) => !this.#mayBeOver(reason)),
    );
  }

  /** As {@link accountWait}, for an entry that the user wants to be sent now: only a rate limit delays it. */
  rateLimitWait(entries: Iterable<Entry>): number {
    return Math.max(
      this.silence,
      this.#dueTimes.longest(entries, (reason) => reason === 'rateLimited'),
    );
  }

  /** Milliseconds for which the service has asked to be left alone altogether. */
  get silence(): number {
    if (this.#pause?.reason !== 'rateLimited') return 0;
    return Math.max(0, this.#pause.until - this.#clock.monotonic());
  }

  /** Milliseconds that an entry waits of its own, whatever its account does. */
  entryWait({ id }: Entry): number {
    return Math.max(0, (this.#stuck.get(id)?.until ?? 0) - this.#clock.monotonic());
  }

  /** A network may be back at any time; a service's own Retry-After has to be waited for. */
  #mayBeOver(reason: FailureReason | undefined): boolean {
    if (reason === 'storage') return true;
    return this.#networkMayBeBack && reason !== 'rateLimited';
  }
}
