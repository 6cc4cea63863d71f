import type { OpenAccount } from '../accounts/accountBook.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { StoredNote } from '../model/note.ts';
import type { Entry } from '../outbox/entry.ts';
import { matchesFilter, type NoteFilter } from './noteFilter.ts';

/** One account's newest notes, or why they could not be read. */
export interface AccountNotes {
  readonly open: OpenAccount;
  readonly notes: readonly StoredNote[];
  readonly failure: Failure | undefined;
  /** Whether the service has older ones; see {@link RecentNotes.more}. */
  readonly hasMore: boolean;
}

/** What recent notes need from outside. */
export interface RecentNotesParts {
  readonly accounts: () => readonly OpenAccount[];
  readonly log: Log;
}

/** As read: pages from the newest on, without gaps. */
interface Reading extends Omit<AccountNotes, 'hasMore'> {
  readonly pages: number;
  readonly cursor: string | undefined;
}

/** A screenful of customers in one request; see {@link RecentNotes.more} for the older ones. */
const pageSize = 50;

/** The newest notes of every account, as its service last answered, as far back as the user has asked. */
export class RecentNotes {
  readonly #parts: RecentNotesParts;
  /** Stored since the last answer, by account: a service may take a while to list what it has just stored. */
  readonly #justStored = new Map<string, StoredNote[]>();
  /** How the entries stood, by id, whose note was stored. */
  readonly #taken = new Map<string, string>();
  #readings: readonly Reading[] = [];
  #filter: NoteFilter = {};
  #running: Promise<void> | undefined;
  #again = false;

  constructor(parts: RecentNotesParts) {
    this.#parts = parts;
  }

  /** As of the last {@link refresh}, with what was stored since and without what the filter leaves out. */
  accounts(): readonly AccountNotes[] {
    return this.#readings.map((reading) => ({
      open: reading.open,
      failure: reading.failure,
      hasMore: reading.cursor !== undefined,
      notes: this.#withJustStored(reading).filter((note) => matchesFilter(note, this.#filter)),
    }));
  }

  get filter(): NoteFilter {
    return this.#filter;
  }

  /** Takes effect on what is there at once; {@link refresh} then asks the services for pages full of such notes. */
  set filter(filter: NoteFilter) {
    this.#filter = filter;
    // A cursor goes with the query that it came from.
    this.#readings = this.#readings.map((reading) => ({ ...reading, cursor: undefined, pages: 1 }));
  }

  /** Shows at once what became of an entry, before the service lists it so. `note`: undefined when it was deleted. */
  recordStored(entry: Entry, note: StoredNote | undefined): void {
    const { accountId, action } = entry;
    this.#taken.set(entry.id, standing(entry));
    if (!note) this.remove(accountId, action?.noteId ?? '');
    else if (action) this.replace(accountId, note);
    else this.add(accountId, note);
  }

  /** Without those whose note is shown as stored already, and which are about to leave the outbox. */
  stillOnWay(entries: readonly Entry[]): readonly Entry[] {
    return entries.filter((entry) => this.#taken.get(entry.id) !== standing(entry));
  }

  /** Shows a note at once, before the service lists it. */
  add(accountId: string, note: StoredNote): void {
    this.#justStored.set(accountId, [note, ...(this.#justStored.get(accountId) ?? [])]);
  }

  /** Shows a note as it is now, before the service lists it so. */
  replace(accountId: string, note: StoredNote): void {
    this.#changeListed(accountId, (notes) => notes.map((each) => (each.id === note.id ? note : each)));
  }

  /** Shows a deleted note no more, before the service leaves it out. */
  remove(accountId: string, noteId: string): void {
    this.#changeListed(accountId, (notes) => notes.filter(({ id }) => id !== noteId));
  }

  /**
   * Reads every account anew, as many pages as were there; calls that come while one runs share a single further
   * run.
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
    const after = await this.#readPage(before, before.cursor, signal);
    if (this.#of(accountId) !== before) return;
    this.#readings = this.#readings.map((each) => (each === before ? after : each));
  }

  #changeListed(accountId: string, change: (notes: readonly StoredNote[]) => StoredNote[]): void {
    this.#justStored.set(accountId, change(this.#justStored.get(accountId) ?? []));
    this.#readings = this.#readings.map((each) =>
      each.open.account.id === accountId ? { ...each, notes: change(each.notes) } : each,
    );
  }

  async #readAll(signal: AbortSignal): Promise<void> {
    do {
      this.#again = false;
      this.#readings = await Promise.all(this.#parts.accounts().map((open) => this.#read(open, signal)));
    } while (this.#wantedAgain());
  }

  #wantedAgain(): boolean {
    return this.#again;
  }

  #of(accountId: string): Reading | undefined {
    return this.#readings.find(({ open: { account } }) => account.id === accountId);
  }

  async #read(open: OpenAccount, signal: AbortSignal): Promise<Reading> {
    const before = this.#of(open.account.id);
    const none: Reading = { open, notes: [], failure: undefined, pages: 0, cursor: undefined };
    let reading = await this.#readPage(none, undefined, signal);
    while (reading.cursor !== undefined && reading.pages < (before?.pages ?? 1))
      reading = await this.#readPage(reading, reading.cursor, signal);
    this.#forgetListed(open.account.id, reading.notes);
    // What was read before is still worth more than nothing.
    return reading.failure && before
      ? { ...before, open, failure: reading.failure }
      : { ...reading, pages: Math.max(1, reading.pages) };
  }

  /** `before` and one more page; with a failure, as far as it was read. */
  async #readPage(before: Reading, cursor: string | undefined, signal: AbortSignal): Promise<Reading> {
    const { open } = before;
    const { kind, author } = this.#filter;
    // Another service's authors are no question for this one.
    const asksAuthor =
      author !== undefined && (author.includes('@') || open.kind.capabilities.author === 'name');
    try {
      const page = await open.provider.list(
        {
          limit: pageSize,
          ...(cursor === undefined ? {} : { cursor }),
          ...(kind === undefined ? {} : { kind }),
          ...(asksAuthor ? { author } : {}),
        },
        signal,
      );
      // A note that was stored meanwhile moves the others on to the next page.
      const known = new Set(before.notes.map(({ id }) => id));
      const notes = [...before.notes, ...page.notes.filter(({ id }) => !known.has(id))];
      const next = page.cursor === cursor ? undefined : page.cursor;
      return { open, notes, failure: undefined, pages: before.pages + 1, cursor: next };
    } catch (error) {
      const failure = Failure.is(error)
        ? error
        : new Failure('unreadable', `The notes of ${open.account.label} could not be read.`, {
            cause: error,
          });
      this.#parts.log.warn(
        `Notes of account ${open.account.id}: ${failure.reason}, ${failure.detail ?? 'no detail'}`,
      );
      return { ...before, failure };
    }
  }

  /** Once the service lists a note, its list is right: a note that is deleted later must not come back. */
  #forgetListed(accountId: string, notes: readonly StoredNote[]): void {
    const listed = new Set(notes.map(({ id }) => id));
    const still = (this.#justStored.get(accountId) ?? []).filter(({ id }) => !listed.has(id));
    this.#justStored.set(accountId, still);
  }

  #withJustStored({ open, notes }: Reading): readonly StoredNote[] {
    const listed = new Set(notes.map(({ id }) => id));
    const missing = (this.#justStored.get(open.account.id) ?? []).filter(({ id }) => !listed.has(id));
    return [...missing, ...notes];
  }
}

/** An entry that could not be dropped is taken up again, and stands otherwise then. */
function standing({ status }: Entry): string {
  return JSON.stringify(status);
}
