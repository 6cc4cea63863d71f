import { awakeTime, type SteadyClock } from '../base/clock.ts';
import type { Entry } from '../outbox/entry.ts';
import type { ListTimes } from '../providers/outgoingNote.ts';

/** How long after a request's time-out a service may still store it, in milliseconds. */
const lateStore = 60_000;

/** For how long a service's list may lag behind what it has stored, in milliseconds. */
const longestLag = 5 * 60_000;

/** Between two looks that have to agree, in milliseconds. */
const betweenLooks = 5_000;

/** Between two looks at a list that may lag behind, in milliseconds. */
const whileListMayLag = 30_000;

/** Between two looks for what a suspended host may send at any time, in milliseconds. */
const whileSenderMayWake = 60_000;

/** An entry that is looked for. */
interface Search {
  /** The try that is looked for, and the host that may still make it: the next try may be stored late again. */
  readonly attempt: string;
  /** Since when this host knows of it, by the time in which it ran: other clocks may be wrong, or be set. */
  readonly since: number;
  /** The first look that found nothing: the service's own time, and the steady clock's. */
  firstRead: { readonly readAt: number; readonly at: number } | undefined;
  /** When to look next, by the steady clock. */
  next: number;
  /** No look before this time, since the last one failed; a wake-up ends that. */
  blockedUntil: number;
  /** How many looks that count found nothing. */
  absences: number;
}

/**
 * Says when to look for notes whose answer was lost, and whether their absence counts: only after this host itself has
 * waited for the request's time-out and {@link lateStore}, and two looks agree. Where a list may lag behind, the service
 * must also have shown a note that was stored later, or its own clock must have gone on for {@link longestLag} more.
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
   * A look found nothing; `list`: where it looked, if that may lag behind. True when that counts: the note is not there
   * and will not arrive, unless its sender wakes. While the sender may wake, looking never ends.
   */
  absent(entry: Entry, list?: ListTimes): boolean {
    const search = this.#of(entry);
    const now = this.#clock.monotonic();
    const canArrive = this.#requestTimeout(entry) + lateStore;
    const waited = awakeTime(this.#clock) - search.since;
    const isCurrent = list === undefined || showsAllSince(search, list, { canArrive, waited, now });
    const senderMayWake = senderOf(entry) !== undefined;
    if (waited >= canArrive && isCurrent) search.absences += 1;
    if (senderMayWake) search.next = now + whileSenderMayWake;
    else if (waited < canArrive) search.next = now + canArrive - waited;
    else search.next = now + (isCurrent ? betweenLooks : whileListMayLag);
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
    const attempt = `${entry.attempts} ${senderOf(entry) ?? ''}`;
    const known = this.#searches.get(entry.id);
    if (known?.attempt === attempt) return known;
    const search = {
      attempt,
      since: awakeTime(this.#clock),
      firstRead: undefined,
      next: this.#clock.monotonic(),
      blockedUntil: 0,
      absences: 0,
    };
    this.#searches.set(entry.id, search);
    return search;
  }
}

/**
 * Whether a list shows all that was stored for as long as the note could still arrive: until `canArrive` milliseconds
 * after the first look. `now`: by the steady clock.
 */
function showsAllSince(
  search: Search,
  { readAt, newest }: ListTimes,
  { canArrive, waited, now }: { canArrive: number; waited: number; now: number },
): boolean {
  // Without the service's time this host's own has to do.
  if (readAt === undefined) return waited >= canArrive + longestLag;
  const first = (search.firstRead ??= { readAt, at: now });
  // Its answers may come from machines whose clocks differ, and a time in the future from a wrong one.
  const passed = Math.min(readAt - first.readAt, now - first.at);
  const isLater = newest !== undefined && newest > first.readAt + canArrive && newest <= readAt;
  return passed >= canArrive + (isLater ? 0 : longestLag);
}

function senderOf({ status }: Entry): string | undefined {
  return status.state === 'uncertain' ? status.sender : undefined;
}
