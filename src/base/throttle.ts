import type { Clock } from './clock.ts';

/** What a throttle needs. */
interface ThrottleParts {
  readonly clock: Clock;
  /** Milliseconds from the first of many changes to the one call of `act`. */
  readonly delay: () => number;
  readonly act: () => void;
  /** Ends it. */
  readonly closed: AbortSignal;
}

/** Acts once for many changes: a full outbox changes more often than a person can read. */
export class Throttle {
  readonly #parts: ThrottleParts;
  #due = false;

  constructor(parts: ThrottleParts) {
    this.#parts = parts;
  }

  /** Reports a change: `act` is called within `delay` from now. */
  changed(): void {
    if (this.#due) return;
    this.#due = true;
    const { clock, delay, act, closed } = this.#parts;
    clock.wait(delay(), closed).then(
      () => {
        this.#due = false;
        act();
      },
      () => undefined,
    );
  }
}
