import type { SteadyClock } from '../base/clock.ts';
import type { Entry } from '../outbox/entry.ts';

/** How long after a request's time-out a service may still store it, in milliseconds. */
const lateStore = 60_000;

/** Between two looks that have to agree, in milliseconds: a service's list may lag behind what it has stored. */
const betweenLooks = 5_000;

/** Between two looks for what a suspended host may send at any time, in milliseconds. */
const whileSenderMayWake = 60_000;

/** An entry that is looked for. */
interface Search {
  /** The try that is looked for, and the host that may still make it: the next try may be stored late again. */
  readonly attempt: string;
  /** Since when this host knows of it, by its own steady clock: the clocks of other hosts may be wrong. */
  readonly since: number;
  /** When to look next, by the steady clock. */
  next: number;
  /** No look before this time, since the last one failed; a wake-up ends that. */
  blockedUntil: number;
  /** How many looks that count found nothing. */
  absences: number;
}

/**
 * Says when to look for notes whose answer was lost, and whether their absence counts: only after this host itself has
 * waited for the request's time-out and {@link lateStore}, and two looks agree.
 */
export class AbsenceTracker {
  readonly #clock: SteadyClock;
  readonly #requestTimeout: (entry: Entry) => number;
  readonly #searches = new Map<string, Search>();

  constructor(clock: SteadyClock, requestTimeout: (entry: Entry) => number) {
    this.#clock = clock;
    this.#requestTimeout = requestTimeout;
  }

  /** Milliseconds until the next look; the first is due at once, since most notes are found then. */
  wait(entry: Entry): number {
    const { next, blockedUntil } = this.#of(entry);
    return Math.max(0, Math.max(next, blockedUntil) - this.#clock.monotonic());
  }

  /**
   * A look found nothing. True when that counts: the note is not there and will not arrive, unless its sender wakes.
   * While the sender may wake, looking never ends.
   */
  absent(entry: Entry): boolean {
    const search = this.#of(entry);
    const now = this.#clock.monotonic();
    const settled = search.since + this.#requestTimeout(entry) + lateStore;
    const senderMayWake = senderOf(entry) !== undefined;
    if (now >= settled) search.absences += 1;
    if (senderMayWake) search.next = now + whileSenderMayWake;
    else search.next = now < settled ? settled : now + betweenLooks;
    if (search.absences < 2) return false;
    if (!senderMayWake) this.forget(entry.id);
    return true;
  }

  /** A look failed; the next one is due after `wait` milliseconds. */
  failed(entry: Entry, wait: number): void {
    this.#of(entry).blockedUntil = this.#clock.monotonic() + wait;
  }

  /** What made looks fail may be over. */
  wake(): void {
    for (const search of this.#searches.values()) search.blockedUntil = 0;
  }

  forget(id: string): void {
    this.#searches.delete(id);
  }

  #of(entry: Entry): Search {
    const now = this.#clock.monotonic();
    const attempt = `${entry.attempts} ${senderOf(entry) ?? ''}`;
    const known = this.#searches.get(entry.id);
    if (known?.attempt === attempt) return known;
    const search = { attempt, since: now, next: now, blockedUntil: 0, absences: 0 };
    this.#searches.set(entry.id, search);
    return search;
  }
}

function senderOf({ status }: Entry): string | undefined {
  return status.state === 'uncertain' ? status.sender : undefined;
}
