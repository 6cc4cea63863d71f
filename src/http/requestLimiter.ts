import type { SteadyClock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import { RateLimit } from './rateLimit.ts';
import { longestRetryAfter } from './retryAfter.ts';
import * as words from '../words/services.ts';

/** What an account's requests are held to. */
interface RequestRates {
  /** Requests that the service accepts within any second. */
  readonly perSecond: number;
  /** Of these, requests a second that change something; asked anew for each. */
  readonly writesPerSecond: () => number;
}

type Kind = 'read' | 'write';

/** Requests are spread at this part of the accepted rate, so that a delayed one does not exceed it. */
const margin = 0.95;

/** This many writes in a row go before a waiting read. */
const writesBeforeRead = 9;

/** Milliseconds; with more of a pause left, a request fails at once: its caller can wait better, or tell the user. */
const longestPatience = 5_000;

/**
 * Lets one account's requests begin no faster than its service accepts them. Writes go before reads, most of which are
 * background work; requests of a kind begin in the order in which they came.
 */
export class RequestLimiter {
  readonly #clock: SteadyClock;
  readonly #all: RateLimit;
  readonly #writes: RateLimit;
  readonly #waiting: Readonly<Record<Kind, Set<Waiter>>> = { read: new Set(), write: new Set() };
  /** By the steady clock. */
  #pausedUntil = 0;
  /** Since a read began, while others waited. */
  #writesInARow = 0;
  #running = false;
  #sleep = new AbortController();

  constructor(clock: SteadyClock, { perSecond, writesPerSecond }: RequestRates) {
    this.#clock = clock;
    this.#all = new RateLimit(clock, () => perSecond * margin, perSecond);
    this.#writes = new RateLimit(clock, writesPerSecond);
  }

  /**
   * Resolves when a request may begin, which is counted. Rejects with the signal's reason, or with Failure
   * `rateLimited` when the service has asked for a long pause.
   */
  async turn(kind: Kind, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const tooLong = this.#tooLong();
    if (tooLong) throw tooLong;
    if (this.#waiting[kind].size === 0 && this.#mayBegin(kind)) this.#count(kind);
    else await this.#wait(kind, signal);
  }

  /** The service has asked to be left alone for `ms` milliseconds. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(
      this.#pausedUntil,
      this.#clock.monotonic() + Math.min(ms, longestRetryAfter),
    );
    const tooLong = this.#tooLong();
    if (!tooLong) return;
    for (const queue of Object.values(this.#waiting)) for (const waiter of [...queue]) waiter.reject(tooLong);
  }

  #wait(kind: Kind, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const queue = this.#waiting[kind];
    const end = () => {
      signal.removeEventListener('abort', abort);
      queue.delete(waiter);
      // How long to sleep may be another matter now.
      this.#sleep.abort();
    };
    const waiter: Waiter = {
      begin: () => {
        end();
        resolve(undefined);
      },
      reject: (reason) => {
        end();
        reject(reason);
      },
    };
    const abort = () => waiter.reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    queue.add(waiter);
    this.#sleep.abort();
    if (!this.#running) void this.#run();
    return promise;
  }

  /** As long as anybody waits. */
  async #run(): Promise<void> {
    this.#running = true;
    for (;;) {
      const kinds = (['write', 'read'] as const).filter((kind) => this.#waiting[kind].size > 0);
      if (kinds.length === 0) break;
      const kind = kinds.find((each) => this.#mayBegin(each));
      if (kind === undefined) {
        this.#sleep = new AbortController();
        const wait = Math.min(...kinds.map((each) => this.#left(each)));
        await this.#clock.wait(wait, this.#sleep.signal).catch(() => undefined);
      } else {
        const [first] = this.#waiting[kind];
        this.#count(kind);
        first?.begin();
      }
    }
    this.#running = false;
  }

  /** Whether a request may begin now, and none of the other kind goes before it. */
  #mayBegin(kind: Kind): boolean {
    if (this.#left(kind) > 0) return false;
    const other = kind === 'read' ? 'write' : 'read';
    if (this.#waiting[other].size === 0 || this.#left(other) > 0) return true;
    return (kind === 'read') === this.#writesInARow >= writesBeforeRead;
  }

  #count(kind: Kind): void {
    this.#all.count();
    if (kind === 'write') this.#writes.count();
    this.#writesInARow = kind === 'write' && this.#waiting.read.size > 0 ? this.#writesInARow + 1 : 0;
  }

  /** Milliseconds until the limits let a request begin. */
  #left(kind: Kind): number {
    const paused = this.#pausedUntil - this.#clock.monotonic();
    return Math.max(0, paused, this.#all.wait(), kind === 'write' ? this.#writes.wait() : 0);
  }

  #tooLong(): Failure | undefined {
    const left = this.#pausedUntil - this.#clock.monotonic();
    if (left <= longestPatience) return undefined;
    return new Failure('rateLimited', words.sentence(words.isRateLimiting(words.theService())), {
      retryAfterMs: left,
      detail: `it asked for a pause of which ${Math.ceil(left)} ms are left`,
    });
  }
}

interface Waiter {
  readonly begin: () => void;
  readonly reject: (reason: unknown) => void;
}
