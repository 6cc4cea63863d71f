import type { SteadyClock } from '../base/clock.ts';
import type { Entry } from '../outbox/entry.ts';

/** How long after a request's time-out a service may still store it, in milliseconds. */
export const lateStore = 60_000;

/** Between two looks that have to agree, in milliseconds: a list may lag behind what is stored. */
const betweenLooks = 5_000;

/** Between two looks for what a suspended host may send at any time, in milliseconds. */
const whileDoubted = 60_000;

interface Watched {
  /** Which try is looked for, and whose, while it may still be made: the next one may be stored late again. */
  readonly attempt: string;
  /** By this machine's steady clock, since this host knows of it: what other hosts' clocks said counts for nothing. */
  readonly since: number;
  next: number;
  /** A look could not be made; what was in its way may be gone earlier. */
  blockedUntil: number;
  absences: number;
}

/**
 * When to look for notes whose answer was lost, and when their absence counts: only after this host itself has
 * waited for the request's time-out and {@link lateStore}, and two looks agree.
 */
export class AbsenceTracker {
  readonly #clock: SteadyClock;
  readonly #requestTimeout: (entry: Entry) => number;
  readonly #watched = new Map<string, Watched>();

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
   * A look found nothing. True when that counts: the note is not there, and will not come, unless its sender wakes.
   * Such an entry is looked for on and on.
   */
  absent(entry: Entry): boolean {
    const watched = this.#of(entry);
    const now = this.#clock.monotonic();
    const settled = watched.since + this.#requestTimeout(entry) + lateStore;
    const doubted = senderOf(entry) !== undefined;
    if (now >= settled) watched.absences += 1;
    if (doubted) watched.next = now + whileDoubted;
    else watched.next = now < settled ? settled : now + betweenLooks;
    if (watched.absences < 2) return false;
    if (!doubted) this.forget(entry.id);
    return true;
  }

  /** A look could not be made; `wait` in milliseconds. */
  failed(entry: Entry, wait: number): void {
    this.#of(entry).blockedUntil = this.#clock.monotonic() + wait;
  }

  /** What was in the way may be gone. */
  wake(): void {
    for (const watched of this.#watched.values()) watched.blockedUntil = 0;
  }

  forget(id: string): void {
    this.#watched.delete(id);
  }

  #of(entry: Entry): Watched {
    const now = this.#clock.monotonic();
    const attempt = `${entry.attempts} ${senderOf(entry) ?? ''}`;
    const known = this.#watched.get(entry.id);
    if (known?.attempt === attempt) return known;
    const watched = { attempt, since: now, next: now, blockedUntil: 0, absences: 0 };
    this.#watched.set(entry.id, watched);
    return watched;
  }
}

function senderOf({ status }: Entry): string | undefined {
  return status.state === 'uncertain' ? status.sender : undefined;
}
