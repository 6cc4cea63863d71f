import { isConflict, needsUser, type Entry } from '../outbox/entry.ts';
import { originOf } from '../outbox/furtherNotes.ts';
import type { Outbox } from '../outbox/outbox.ts';

/** The notes that were logged from this form and have not been settled, as the outbox has them now. */
export interface LoggedNow {
  /** The one to speak of: one that needs the user, else the newest. */
  readonly entry: Entry;
  /** How many others there are. */
  readonly others: number;
}

/** Follows the notes that were logged from this form, by their entries, whatever window does something to them. */
export class LoggedNotes {
  readonly #outbox: Outbox;
  /** Newest first. */
  #ids: readonly string[] = [];

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  add(id: string): void {
    this.#ids = [id, ...this.#ids.filter((each) => each !== id)];
  }

  /** Speaks of it no more: it is in the form again. */
  forget(id: string): void {
    this.#ids = this.#ids.filter((each) => each !== id);
  }

  /** Undefined: all are saved, taken back or discarded. */
  get now(): LoggedNow | undefined {
    const [newest, ...older] = this.entries();
    const entry = [newest, ...older].find((each) => each && needsUser(each)) ?? newest;
    return entry && { entry, others: older.length };
  }

  /** Newest first. */
  entries(): readonly Entry[] {
    if (this.#ids.length === 0) return [];
    const further = [...this.#outbox.walk()].filter(({ id }) => this.#ids.includes(originOf(id) ?? ''));
    const ids = new Set([...this.#ids, ...further.map(({ id }) => id)]);
    const entries = [...ids].flatMap((id) => this.#outbox.get(id) ?? []);
    // An entry that is gone does not come back.
    this.#ids = entries.map(({ id }) => id);
    return entries;
  }

  /** Whether it can be taken back, as far as this window knows: it has not left, and nobody is sending it. */
  canUndo({ id, status }: Entry): boolean {
    return status.state === 'waiting' && this.#outbox.ownerOf(id) === undefined;
  }
}

/** Whether a refused note can be corrected in the form; a conflict is settled where both versions show. */
export function canBeCorrected(entry: Entry): boolean {
  return entry.status.state === 'refused' && !isConflict(entry);
}
