import type { NoteKind, StoredNote } from '../model/note.ts';
import type { Entry } from '../outbox/entry.ts';

/** Which notes are shown; what is absent lets everything through. */
export interface NoteFilter {
  readonly kind?: NoteKind;
  /** An author as the notes name them: an e-mail address where the service gives one, else the name. */
  readonly author?: string;
  /** Part of the text, the customer's name or the author; case and accents do not matter. */
  readonly text?: string;
}

/** Whether anything is left out at all. */
export function filters({ kind, author, text }: NoteFilter): boolean {
  return kind !== undefined || author !== undefined || text !== undefined;
}

/** By which an author is told from another. */
export function authorOf(note: StoredNote): string | undefined {
  return note.authorEmail ?? note.author;
}

/** Whether a note is shown; also for those that a service could not leave out itself. */
export function passes(note: StoredNote, { kind, author, text }: NoteFilter): boolean {
  return (
    (kind === undefined || note.kind === kind) &&
    (author === undefined || authorOf(note) === author) &&
    (text === undefined || holds([note.text, note.target.name, note.target.id, note.author], text))
  );
}

/** Whether a note that is on its way is shown. One that needs the user always is: it must not be overlooked. */
export function passesEntry(
  { note }: Entry,
  { kind, author, text }: NoteFilter,
  needsUser: boolean,
): boolean {
  return (
    needsUser ||
    ((kind === undefined || note.kind === kind) &&
      (author === undefined || note.author === author) &&
      (text === undefined || holds([note.text.value, note.target.name, note.target.id, note.author], text)))
  );
}

function holds(places: readonly (string | undefined)[], wanted: string): boolean {
  const folded = fold(wanted.trim());
  return places.some((place) => place !== undefined && fold(place).includes(folded));
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}
