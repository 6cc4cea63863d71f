import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { StoredNote, Target } from '../model/note.ts';
import type { Entry } from '../outbox/entry.ts';

/** What is known of the last note about a customer. */
export type LastNote =
  | { readonly state: 'reading' }
  | { readonly state: 'note'; readonly note: StoredNote }
  | { readonly state: 'none' }
  /** It could not be read. */
  | { readonly state: 'unknown' };

/** What last notes need from outside. */
interface LastNotesParts {
  readonly clock: Clock;
  readonly log: Log;
}

/** What was read within this time is not read again (milliseconds). */
const freshFor = 2 * 60_000;

/** As many customers as somebody comes back to. */
const mostKept = 50;

interface Known {
  readonly last: LastNote;
  readonly at: number;
}

/** Reads the last note of one customer at a time: the one that is on the screen. */
export class LastNotes {
  readonly #parts: LastNotesParts;
  readonly #listeners = new Set<() => void>();
  /** By account and target; the one that was read last is the last. */
  readonly #known = new Map<string, Known>();
  #reading: { readonly key: string; readonly abort: AbortController } | undefined;

  constructor(parts: LastNotesParts) {
    this.#parts = parts;
  }

  /** Called when {@link of} may say something else. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** What is known now of the customer on the screen; reads it where that is nothing, or old. */
  of(open: OpenAccount, target: Target): LastNote {
    const key = keyOf(open, target);
    const known = this.#known.get(key);
    const isFresh = known !== undefined && this.#parts.clock.now() - known.at < freshFor;
    if (this.#reading?.key !== key) {
      this.end();
      if (!isFresh) this.#read(open, target, key);
    }
    return known?.last ?? { state: 'reading' };
  }

  /** The customer is not on the screen any more: what is being read is given up. */
  end(): void {
    this.#reading?.abort.abort();
    this.#reading = undefined;
  }

  /** What could not be read is read again when it is asked for: the service may answer now. */
  forgetUnread(): void {
    for (const [key, { last }] of [...this.#known]) if (last.state === 'unknown') this.#known.delete(key);
    this.#changed();
  }

  /** A note was stored, changed or, where `note` is undefined, deleted. */
  recordStored({ accountId, action }: Entry, note: StoredNote | undefined): void {
    const changedId = action && 'noteId' in action ? action.noteId : undefined;
    const isAboutNote = ({ last }: Known) => last.state === 'note' && last.note.id === changedId;
    const isNew = action === undefined && note !== undefined;
    for (const [key, known] of [...this.#known]) {
      if (isAboutNote(known)) this.#known.delete(key);
      else if (isNew && key.endsWith(suffixOf(accountId, note.target)))
        this.#keep(key, { state: 'note', note });
    }
    this.#changed();
  }

  #read(open: OpenAccount, target: Target, key: string): void {
    const abort = new AbortController();
    this.#reading = { key, abort };
    void this.#ask(open, target, abort.signal).then((last) => {
      if (abort.signal.aborted) return;
      this.#reading = undefined;
      this.#keep(key, last);
      this.#changed();
    });
  }

  /** Never rejects: a card without its last note is a card. */
  async #ask({ provider }: OpenAccount, target: Target, signal: AbortSignal): Promise<LastNote> {
    try {
      const { notes } = await provider.list({ target, limit: 1 }, signal);
      const [note] = notes;
      return note ? { state: 'note', note } : { state: 'none' };
    } catch (error) {
      const why = Failure.is(error) ? error.reason : 'unexpected';
      if (!signal.aborted) this.#parts.log.info(`The last note of a customer cannot be read: ${why}`);
      return { state: 'unknown' };
    }
  }

  #keep(key: string, last: LastNote): void {
    this.#known.delete(key);
    this.#known.set(key, { last, at: this.#parts.clock.now() });
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size > mostKept) this.#known.delete(oldest);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function keyOf({ account, kind }: OpenAccount, target: Target): string {
  return `${kind.tenant(account)}\n${suffixOf(account.id, target)}`;
}

function suffixOf(accountId: string, { type, id, scope = '' }: Target): string {
  return JSON.stringify([accountId, type, scope, id]);
}
