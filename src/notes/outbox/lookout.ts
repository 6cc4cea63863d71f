import type { SteadyClock } from '../clock.ts';
import type { Entry } from './entry.ts';

/** How long after a request's time-out a service may still store it, in milliseconds. */
export const lateStore = 60_000;

/** Between two looks that have to agree, in milliseconds: a list may lag behind what is stored. */
const betweenLooks = 5_000;

interface Watched {
  /** Which try is looked for: the next one may be stored late again. */
  readonly attempt: number;
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
export class Lookout {
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

  /** A look found nothing. True when that counts: the note is not there, and will not come. */
  absent(entry: Entry): boolean {
    const watched = this.#of(entry);
    const now = this.#clock.monotonic();
    const settled = watched.since + this.#requestTimeout(entry) + lateStore;
    if (now < settled) watched.next = settled;
    else {
      watched.absences += 1;
      watched.next = now + betweenLooks;
    }
    if (watched.absences < 2) return false;
    this.forget(entry.id);
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
    const known = this.#watched.get(entry.id);
    if (known?.attempt === entry.attempts) return known;
    const watched = { attempt: entry.attempts, since: now, next: now, blockedUntil: 0, absences: 0 };
    this.#watched.set(entry.id, watched);
    return watched;
  }
}
