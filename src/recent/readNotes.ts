import type { OpenAccount } from '../accounts/accountBook.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/log.ts';
import type { StoredNote } from '../model/note.ts';
import type { NoteFilter } from './noteFilter.ts';
import { couldNotRead } from '../words/view.ts';

/** The notes of one account as far as they were read: pages from the newest on, without gaps. */
export interface NotesReading {
  readonly open: OpenAccount;
  readonly notes: readonly StoredNote[];
  /** Why reading stopped; `notes` holds what was read before. */
  readonly failure: Failure | undefined;
  /** How many pages were read. */
  readonly pages: number;
  /** Of the next page; undefined: there is none. */
  readonly cursor: string | undefined;
}

/** How to read. */
export interface ReadNotesOptions {
  /** The service is asked for what it can filter itself. */
  readonly filter: NoteFilter;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** A screenful of customers in one request. */
const pageSize = 50;

/** Reads this many pages of an account's notes, the newest first; fewer where there are no more, or after a failure. */
export async function readNotes(
  open: OpenAccount,
  pages: number,
  options: ReadNotesOptions,
): Promise<NotesReading> {
  const none: NotesReading = { open, notes: [], failure: undefined, pages: 0, cursor: undefined };
  let reading = await readNextPage(none, options);
  while (reading.failure === undefined && reading.cursor !== undefined && reading.pages < pages)
    reading = await readNextPage(reading, options);
  return reading;
}

/** Reads one page more. */
export async function readNextPage(
  before: NotesReading,
  { filter, log, signal }: ReadNotesOptions,
): Promise<NotesReading> {
  const { open, cursor } = before;
  const { kind, author } = filter;
  // A service that names authors otherwise knows nobody by this author.
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
    const knownIds = new Set(before.notes.map(({ id }) => id));
    const notes = [...before.notes, ...page.notes.filter(({ id }) => !knownIds.has(id))];
    const next = page.cursor === cursor ? undefined : page.cursor;
    return { open, notes, failure: undefined, pages: before.pages + 1, cursor: next };
  } catch (error) {
    const failure = Failure.is(error)
      ? error
      : new Failure('unreadable', couldNotRead(open.account.label), { cause: error });
    log.warn(`Notes of account ${open.account.id}: ${failure.reason}, ${failure.detail ?? 'no detail'}`);
    return { ...before, failure };
  }
}
