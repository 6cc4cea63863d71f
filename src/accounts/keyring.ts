import { orAborted } from '../base/orAborted.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import * as words from '../words/keys.ts';

/** The part of the editor's secret storage that is used. */
export interface Secrets {
  get(name: string): Thenable<string | undefined>;
  store(name: string, value: string): Thenable<void>;
  delete(name: string): Thenable<void>;
}

/** How to give up waiting for the keyring, and how to learn that it takes long. */
export interface WaitOptions {
  /** Ends the wait with Failure `cancelled`; the keyring itself cannot be stopped. */
  readonly signal?: AbortSignal | undefined;
  /** Called once when the wait has lasted for {@link longWait}. */
  readonly onLongWait?: (() => void) | undefined;
}

/**
 * Milliseconds after which the user is told of a wait. This is not a time-out: the keyring may have opened a dialog, in
 * which the user is typing a password.
 */
const longWait = 5_000;

/**
 * Sends requests to the secret storage one after another, because some storages answer parallel reads with `undefined`.
 * A wait ends when the storage answers or fails, or when its signal aborts; nothing else ends it.
 */
export class Keyring {
  readonly #secrets: Secrets;
  readonly #clock: Clock;
  #last: Promise<unknown> = Promise.resolve();
  #longWaits = 0;
  readonly #listeners = new Set<(waiting: boolean) => void>();

  constructor(secrets: Secrets, clock: Clock) {
    this.#secrets = secrets;
    this.#clock = clock;
  }

  /** This and the next two: Failure `storage` when the keyring fails, or `cancelled`. */
  get(name: string, wait?: WaitOptions): Promise<string | undefined> {
    return this.#inTurn(() => this.#secrets.get(name), wait);
  }

  store(name: string, value: string, wait?: WaitOptions): Promise<void> {
    return this.#inTurn(() => this.#secrets.store(name, value), wait);
  }

  delete(name: string, wait?: WaitOptions): Promise<void> {
    return this.#inTurn(() => this.#secrets.delete(name), wait);
  }

  /** Calls `listener` with true when a wait becomes long, and with false when no long wait is left. */
  onWaiting(listener: (waiting: boolean) => void): void {
    this.#listeners.add(listener);
  }

  async #inTurn<T>(work: () => Thenable<T>, { signal, onLongWait }: WaitOptions = {}): Promise<T> {
    const before = this.#last;
    const turn = Promise.withResolvers<undefined>();
    this.#last = turn.promise;
    const wait = { begun: false, long: false };
    const run = async (): Promise<T> => {
      await before;
      try {
        if (signal?.aborted === true) throw cancelled();
        wait.begun = true;
        return await work();
      } catch (error) {
        throw keyringFailure(error);
      } finally {
        turn.resolve(undefined);
      }
    };
    const answered = new AbortController();
    this.#clock.wait(longWait, answered.signal).then(
      () => {
        if (answered.signal.aborted) return;
        wait.long = true;
        this.#count(1);
        onLongWait?.();
      },
      () => undefined,
    );
    const running = run();
    try {
      return await (signal === undefined ? running : orAborted(running, signal));
    } catch (error) {
      if (signal?.aborted !== true) throw error;
      // A keyring that never answers must not block the next request.
      if (wait.begun && wait.long) turn.resolve(undefined);
      throw cancelled();
    } finally {
      answered.abort();
      if (wait.long) this.#count(-1);
    }
  }

  #count(change: 1 | -1): void {
    const before = this.#longWaits > 0;
    this.#longWaits += change;
    const after = this.#longWaits > 0;
    if (before !== after) for (const listener of this.#listeners) listener(after);
  }
}

function cancelled(): Failure {
  return new Failure('cancelled', words.keyringCancelled());
}

/** The keyring's own error is left out, because its message may quote the key. */
function keyringFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const detail =
    error instanceof Error ? `the secret storage failed: ${error.name}` : 'the secret storage failed';
  return new Failure('storage', words.keyringSilent(), { detail });
}
