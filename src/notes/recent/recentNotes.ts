import type { OpenAccount } from '../../accounts/accountBook.ts';
import { Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import type { StoredNote } from '../note.ts';

/** One account's newest notes, or why they could not be read. */
export interface AccountNotes {
  readonly open: OpenAccount;
  readonly notes: readonly StoredNote[];
  readonly failure: Failure | undefined;
}

/** What recent notes need from outside. */
export interface RecentNotesParts {
  readonly accounts: () => readonly OpenAccount[];
  readonly log: Log;
}

/** A screenful of customers; more come with paging (one request an account). */
const pageSize = 50;

/** The newest notes of every account, as its service last answered. */
export class RecentNotes {
  readonly #parts: RecentNotesParts;
  /** Stored since the last answer, by account: a service may take a while to list what it has just stored. */
  readonly #justStored = new Map<string, StoredNote[]>();
  #accounts: readonly AccountNotes[] = [];
  #running: Promise<void> | undefined;
  #again = false;

  constructor(parts: RecentNotesParts) {
    this.#parts = parts;
  }

  /** As of the last {@link refresh}, with what was stored since. */
  accounts(): readonly AccountNotes[] {
    return this.#accounts.map((each) => ({ ...each, notes: this.#withJustStored(each) }));
  }

  /** Shows a note at once, before the service lists it. */
  add(accountId: string, note: StoredNote): void {
    this.#justStored.set(accountId, [note, ...(this.#justStored.get(accountId) ?? [])]);
  }

  /** Reads every account anew; calls that come while one runs share a single further run. */
  refresh(signal: AbortSignal): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#readAll(signal).finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #readAll(signal: AbortSignal): Promise<void> {
    do {
      this.#again = false;
      this.#accounts = await Promise.all(this.#parts.accounts().map((open) => this.#read(open, signal)));
    } while (this.#wantedAgain());
  }

  #wantedAgain(): boolean {
    return this.#again;
  }

  async #read(open: OpenAccount, signal: AbortSignal): Promise<AccountNotes> {
    try {
      const { notes } = await open.provider.list({ limit: pageSize }, signal);
      this.#forgetListed(open.account.id, notes);
      return { open, notes, failure: undefined };
    } catch (error) {
      const failure = Failure.is(error)
        ? error
        : new Failure('unreadable', `The notes of ${open.account.label} could not be read.`, {
            cause: error,
          });
      this.#parts.log.warn(
        `Notes of account ${open.account.id}: ${failure.reason}, ${failure.detail ?? 'no detail'}`,
      );
      // What was read before is still worth more than nothing.
      const before = this.#accounts.find(({ open: { account } }) => account.id === open.account.id);
      return { open, notes: before?.notes ?? [], failure };
    }
  }

  /** Once the service lists a note, its list is right: a note that is deleted later must not come back. */
  #forgetListed(accountId: string, notes: readonly StoredNote[]): void {
    const listed = new Set(notes.map(({ id }) => id));
    const still = (this.#justStored.get(accountId) ?? []).filter(({ id }) => !listed.has(id));
    this.#justStored.set(accountId, still);
  }

  #withJustStored({ open, notes }: AccountNotes): readonly StoredNote[] {
    const listed = new Set(notes.map(({ id }) => id));
    const missing = (this.#justStored.get(open.account.id) ?? []).filter(({ id }) => !listed.has(id));
    return [...missing, ...notes];
  }
}
