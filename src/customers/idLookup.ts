import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { Target } from '../model/note.ts';
import { looksLikeId } from './exactTarget.ts';

/** What a lookup needs from outside. */
interface IdLookupParts {
  readonly open: OpenAccount;
  /** The types of targets that are looked up. */
  readonly types: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  /** Called when {@link IdLookup.targets} has grown. */
  readonly onChange: () => void;
}

/** Typing an id takes about this long between two keys; asking at each would flood the service (milliseconds). */
export const typingPause = 600;

/** Looks typed ids and e-mail addresses up in the service when typing pauses. */
export class IdLookup {
  readonly #parts: IdLookupParts;
  #running = new AbortController();
  #targets: readonly Target[] = [];

  constructor(parts: IdLookupParts) {
    this.#parts = parts;
  }

  /** What the service has answered to the newest text so far. */
  get targets(): readonly Target[] {
    return this.#targets;
  }

  /** Replaces the lookup that is under way. What a provider can tell without its service is not looked up. */
  start(typed: string): void {
    this.cancel();
    this.#targets = [];
    if (!looksLikeId(typed)) return;
    const { open, types } = this.#parts;
    const unknown = types.filter((type) => open.provider.targetOffline(type, typed) === undefined);
    if (unknown.length === 0) return;
    this.#running = new AbortController();
    this.#find(unknown, typed, this.#running.signal).catch(() => undefined);
  }

  cancel(): void {
    this.#running.abort();
  }

  async #find(types: readonly string[], typed: string, signal: AbortSignal): Promise<void> {
    const { open, clock, log, onChange } = this.#parts;
    await clock.wait(typingPause, signal);
    for (const type of types) {
      try {
        const targets = await open.provider.findTargets(type, typed, signal);
        // The answer may arrive although a newer lookup has begun.
        if (signal.aborted) return;
        this.#targets = [...this.#targets, ...targets];
        onChange();
      } catch (error) {
        if (signal.aborted) return;
        // Most half-typed ids do not exist. Other failures are shown when the user chooses what was typed.
        if (!Failure.is(error, 'notFound', 'invalid'))
          log.info(`Target search: ${Failure.is(error) ? error.reason : 'unexpected'}`);
      }
    }
  }
}
