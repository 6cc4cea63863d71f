import type { Log } from './log.ts';

/** Different warnings about one list; further ones say little that is new. */
const mostWarnings = 5;

/**
 * Warnings about the items of one list. Equal ones are logged once, with their number, and only the first few that
 * differ, because a list can have thousands of items.
 */
export class CountedWarnings {
  readonly #log: Pick<Log, 'warn'>;
  readonly #counts = new Map<string, number>();
  #others = 0;

  constructor(log: Pick<Log, 'warn'>) {
    this.#log = log;
  }

  /** Counts a warning, which is logged by {@link write}. */
  add(message: string): void {
    const count = this.#counts.get(message);
    if (count === undefined && this.#counts.size === mostWarnings) this.#others += 1;
    else this.#counts.set(message, (count ?? 0) + 1);
  }

  /** Logs what was added. */
  write(): void {
    for (const [message, count] of this.#counts)
      this.#log.warn(count === 1 ? message : `${message} (${count} times)`);
    if (this.#others > 0) this.#log.warn(`${this.#others} more warnings about this list are left out`);
    this.#counts.clear();
    this.#others = 0;
  }
}
