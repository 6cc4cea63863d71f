import type { Log } from '../base/log.ts';
import { codeOf } from './storageFailure.ts';

/** More files than these are not named: a folder full of them would fill the log. */
const mostNamed = 20;

/** Says of each file that cannot be read so once, until it can be read again. */
export class UnreadableFiles {
  readonly #log: Log;
  readonly #what: string;
  readonly #names = new Set<string>();

  /** `what`: what each of the files should be, such as `receipt`. */
  constructor(log: Log, what: string) {
    this.#log = log;
    this.#what = what;
  }

  /**
   * The file is left out. True when that is new. `fileName`: '' where there is only one such file. The log gets the
   * error's name only: a parser quotes what it reads.
   */
  leaveOut(fileName: string, error: unknown): boolean {
    if (this.#names.has(fileName)) return false;
    this.#names.add(fileName);
    const why = codeOf(error) ?? (error instanceof Error ? error.name : 'unknown');
    if (this.#names.size <= mostNamed)
      this.#log.warn(
        `The ${this.#what}${fileName === '' ? '' : ` ${fileName}`} cannot be read: ${why}. It is left out`,
      );
    else if (this.#names.size === mostNamed + 1)
      this.#log.warn(`More files cannot be read as a ${this.#what} and are left out`);
    return true;
  }

  /** The file can be read, or is gone. */
  forget(fileName: string): void {
    this.#names.delete(fileName);
  }
}
