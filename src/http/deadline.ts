import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import * as words from '../words/network.ts';

/** Made once: making an error costs more than the rest of ending a timer. */
const over = new Error('The request is over.');

/** Ends one request early: the user cancels it, its time is up, or it has failed half-way. */
export class Deadline {
  readonly #clock: Clock;
  readonly #host: string;
  readonly #caller: AbortSignal;
  readonly #stop = new AbortController();
  readonly #over = new AbortController();
  readonly #cancel = () => this.#stop.abort(new Failure('cancelled', words.cancelled()));
  #timing = false;

  /** `caller` aborts when the user cancels. `host` is named when time is up. */
  constructor(caller: AbortSignal, clock: Clock, host: string) {
    this.#caller = caller;
    this.#clock = clock;
    this.#host = host;
    caller.addEventListener('abort', this.#cancel, { once: true });
    if (caller.aborted) this.#cancel();
  }

  /** Aborts with a Failure when the request has to end. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Aborts when the request is over, however it went: for its timers. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** Why the request was ended here; undefined when it was not. */
  get failure(): Failure | undefined {
    const reason: unknown = this.signal.reason;
    return reason instanceof Failure ? reason : undefined;
  }

  /** Gives the whole request `ms` milliseconds, from the first call on. */
  start(ms: number): void {
    if (this.#timing) return;
    this.#timing = true;
    const late = () => {
      const detail = `no whole answer within ${Math.round(ms)} ms`;
      this.#stop.abort(new Failure('timeout', words.noAnswerInTime(this.#host), { detail }));
    };
    this.#clock.wait(ms, this.over).then(late, () => undefined);
  }

  /** The request is over. If it has failed, whatever is still running of it is cut off. */
  end(failure?: Failure): void {
    this.#caller.removeEventListener('abort', this.#cancel);
    if (failure) this.#stop.abort(failure);
    this.#over.abort(over);
  }
}
