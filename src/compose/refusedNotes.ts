import type { Clock } from '../base/clock.ts';
import { Throttle } from '../base/throttle.ts';
import type { FormState } from './formState.ts';
import { returnRefused, type ReturnParts } from './returnNotes.ts';

/** What bringing refused notes back by themselves needs from outside. */
interface RefusedNotesParts extends ReturnParts {
  readonly form: FormState;
  readonly clock: Clock;
  /** Aborts when this window ends. */
  readonly closed: AbortSignal;
}

/** A full outbox changes many times a second, and whoever refused a note must have let go of it (milliseconds). */
const delay = 100;

/** Brings notes that the service refused back into the empty form, with what was wrong with them. */
export class RefusedNotes {
  readonly #parts: RefusedNotesParts;
  readonly #throttle: Throttle;

  constructor(parts: RefusedNotesParts) {
    this.#parts = parts;
    const { clock, closed } = parts;
    const act = () => void this.#bringBack();
    this.#throttle = new Throttle({ clock, delay: () => delay, act, closed });
  }

  /** A note may have been refused, or the form may be empty now. */
  changed(): void {
    this.#throttle.changed();
  }

  async #bringBack(): Promise<void> {
    const { form } = this.#parts;
    const returned = await returnRefused(this.#parts);
    if (returned === 'busy') this.changed();
    if (!returned || returned === 'busy' || form.draft.id !== returned.draftId) return;
    form.problems = returned.problems;
    form.notice = returned.notice;
    form.changed();
  }
}
