import type { OpenAccount } from '../accounts/accountBook.ts';

/** What is asked of a service for the form: one question at a time, and only the newest counts. */
export class OneQuestion {
  #asking:
    { readonly of: OpenAccount; readonly abort: AbortController; readonly done: Promise<void> } | undefined;

  /** The account whose service is being asked; undefined: none is. */
  get of(): OpenAccount | undefined {
    return this.#asking?.of;
  }

  /**
   * Asks in place of what was being asked; `onEnd` hears of the end, with what went wrong, unless another question has
   * come meanwhile. Never rejects.
   */
  async ask(
    of: OpenAccount,
    question: (signal: AbortSignal) => Promise<void>,
    onEnd: (error?: unknown) => void,
  ): Promise<void> {
    this.stop();
    const abort = new AbortController();
    const end = (error?: unknown) => {
      if (abort.signal.aborted) return;
      this.#asking = undefined;
      onEnd(error);
    };
    const done = question(abort.signal).then(() => end(), end);
    this.#asking = { of, abort, done };
    await done;
  }

  /** Gives up what is being asked. */
  stop(): void {
    this.#asking?.abort.abort();
    this.#asking = undefined;
  }

  /** Resolves when nothing is being asked any more. */
  async settled(): Promise<void> {
    await this.#asking?.done;
  }
}
