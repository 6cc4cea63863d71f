import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { StoredNote } from '../model/note.ts';
import type { Entry } from '../outbox/entry.ts';
import { JustStored } from './justStored.ts';
import { matchesFilter, type NoteFilter } from './noteFilter.ts';
import { readNextPage, readNotes, type NotesReading, type ReadNotesOptions } from './readNotes.ts';

/** One account's newest notes, or why they could not be read. */
export interface AccountNotes {
  readonly open: OpenAccount;
  readonly notes: readonly StoredNote[];
  readonly failure: Failure | undefined;
  /** Whether the service has older ones; {@link RecentNotes.more} reads them. */
  readonly hasMore: boolean;
}

/** What recent notes need from outside. */
interface RecentNotesParts {
  readonly accounts: () => readonly OpenAccount[];
  readonly log: Log;
}

/** The newest notes of every account, as its service last listed them, as far back as the user has asked. */
export class RecentNotes {
  readonly #parts: RecentNotesParts;
  readonly #justStored = new JustStored();
  /** The state, by id, of entries whose note was stored. */
  readonly #storedEntries = new Map<string, string>();
  #readings: readonly NotesReading[] = [];
  #filter: NoteFilter = {};
  #running: Promise<void> | undefined;
  #again = false;

  constructor(parts: RecentNotesParts) {
    this.#parts = parts;
  }

  /** As of the last {@link refresh}, with what was stored since and without what the filter leaves out. */
  accounts(): readonly AccountNotes[] {
    return this.#readings.map(({ open, notes, failure, cursor }) => ({
      open,
      failure,
      hasMore: cursor !== undefined,
      notes: this.#justStored
        .withListed(open.account.id, notes)
        .filter((note) => matchesFilter(note, this.#filter)),
    }));
  }

  get filter(): NoteFilter {
    return this.#filter;
  }

  /** Takes effect at once on what was read; {@link refresh} then asks the services for pages full of such notes. */
  set filter(filter: NoteFilter) {
    this.#filter = filter;
    // A cursor belongs to the query that it came from.
    this.#readings = this.#readings.map((reading) => ({ ...reading, cursor: undefined, pages: 1 }));
  }

  /** Shows at once what became of an entry, before the service lists it so. `note`: undefined when it was deleted. */
  recordStored(entry: Entry, note: StoredNote | undefined): void {
    const { accountId, action } = entry;
    this.#storedEntries.set(entry.id, stateOf(entry));
    if (action?.does === 'followUp') return;
    if (!note) this.remove(accountId, action?.noteId ?? '');
    else if (action) this.replace(accountId, note);
    else this.add(accountId, note);
  }

  /** Leaves out the entries whose note is shown as stored already, and which are about to leave the outbox. */
  pending(entries: readonly Entry[]): readonly Entry[] {
    return entries.filter((entry) => this.#storedEntries.get(entry.id) !== stateOf(entry));
  }

  /** Shows a note before the service lists it. */
  add(accountId: string, note: StoredNote): void {
    this.#justStored.add(accountId, note);
  }

  /** Shows a changed note before the service lists the change. */
  replace(accountId: string, note: StoredNote): void {
    this.#change(accountId, (notes) => notes.map((each) => (each.id === note.id ? note : each)));
  }

  /** Hides a deleted note before the service leaves it out. */
  remove(accountId: string, noteId: string): void {
    this.#change(accountId, (notes) => notes.filter(({ id }) => id !== noteId));
  }

  /**
   * Reads every account again, as many pages as were there. Calls that come while one runs share a single further run.
   */
  refresh(signal: AbortSignal): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#readAll(signal).finally(() => (this.#running = undefined));
    return this.#running;
  }

  /** Reads an account's next older page. Nothing happens when there is none, or when a refresh overtakes it. */
  async more(accountId: string, signal: AbortSignal): Promise<void> {
    await this.#running;
    const before = this.#of(accountId);
    if (before?.cursor === undefined) return;
    const after = await readNextPage(before, this.#options(signal));
    if (this.#of(accountId) !== before) return;
    this.#readings = this.#readings.map((each) => (each === before ? after : each));
  }

  #change(accountId: string, change: (notes: readonly StoredNote[]) => readonly StoredNote[]): void {
    this.#justStored.change(accountId, change);
    this.#readings = this.#readings.map((each) =>
      each.open.account.id === accountId ? { ...each, notes: change(each.notes) } : each,
    );
  }

  async #readAll(signal: AbortSignal): Promise<void> {
    do {
      this.#again = false;
      this.#readings = await Promise.all(this.#parts.accounts().map((open) => this.#read(open, signal)));
    } while (this.#isWantedAgain());
  }

  /** A call, so that the compiler does not take `#again` for what it was set to before the wait. */
  #isWantedAgain(): boolean {
    return this.#again;
  }

  async #read(open: OpenAccount, signal: AbortSignal): Promise<NotesReading> {
    const { id } = open.account;
    const before = this.#of(id);
    const reading = await readNotes(open, before?.pages ?? 1, this.#options(signal));
    this.#justStored.forgetListed(id, reading.notes);
    // What was read before is worth more than a part of it.
    return reading.failure && before
      ? { ...before, open, failure: reading.failure }
      : { ...reading, pages: Math.max(1, reading.pages) };
  }

  #options(signal: AbortSignal): ReadNotesOptions {
    return { filter: this.#filter, log: this.#parts.log, signal };
  }

  #of(accountId: string): NotesReading | undefined {
    return this.#readings.find(({ open: { account } }) => account.id === accountId);
  }
}

/** An entry that could not leave the outbox changes its state when it is sent again. */
function stateOf({ status }: Entry): string {
  return JSON.stringify(status);
}
