import { fold } from '../base/fold.ts';
import type { NoteKind, StoredNote } from '../model/note.ts';
import type { Entry } from '../outbox/entry.ts';

/** Which notes are shown; what is absent lets everything through. */
export interface NoteFilter {
  readonly kind?: NoteKind;
  /** An author as the notes name them: an e-mail address where the service gives one, else the name. */
  readonly author?: string;
  /** Part of the text, the customer's name or the author; case and accents do not matter; see {@link fold}. */
  readonly text?: string;
}

/** Whether the filter leaves anything out. */
export function isFiltering({ kind, author, text }: NoteFilter): boolean {
  return kind !== undefined || author !== undefined || text !== undefined;
}

/** What tells one author from another: the e-mail address, or the name where there is none. */
export function authorOf(note: StoredNote): string | undefined {
  return note.authorEmail ?? note.author;
}

/** Whether a stored note is shown. Services can apply only parts of a filter themselves. */
export function matchesFilter(note: StoredNote, { kind, author, text }: NoteFilter): boolean {
  return (
    (kind === undefined || note.kind === kind) &&
    (author === undefined || authorOf(note) === author) &&
    (text === undefined || contains([note.text, note.target.name, note.target.id, note.author], text))
  );
}

/** Whether a pending note is shown. */
export function entryMatchesFilter({ note }: Entry, { kind, author, text }: NoteFilter): boolean {
  return (
    (kind === undefined || note.kind === kind) &&
    (author === undefined || note.author === author) &&
    (text === undefined || contains([note.text.value, note.target.name, note.target.id, note.author], text))
  );
}

function contains(texts: readonly (string | undefined)[], wanted: string): boolean {
  const folded = fold(wanted).trim();
  return texts.some((text) => text !== undefined && fold(text).includes(folded));
}
