import type { Note, StoredNote } from '../model/note.ts';

/** What `Provider.create` needs: a note, and what was decided about it before sending. */
export interface OutgoingNote {
  /** The outbox entry's id: unique, and the same for every attempt. */
  readonly id: string;
  readonly note: Note;
  /** From `Provider.stamp`. */
  readonly stamp: string;
  /** Absolute path of the attachment's bytes; present exactly when `note.attachment` is. */
  readonly attachmentPath: string | undefined;
  /**
   * Whether this host may still send the note. Call it as late as possible: while this host was suspended, another one
   * may have taken over its work.
   */
  readonly maySend?: () => boolean;
}

/** A note that was sent and whose answer was lost. */
export interface LostNote extends OutgoingNote {
  /** The sending machine's time when the request was begun, in milliseconds since the epoch. */
  readonly since: number;
  /** The service's ids of notes that belong to other entries. */
  readonly takenNoteIds: ReadonlySet<string>;
}

/** The result of a search for a lost note. */
export type DuplicateResult =
  | { readonly result: 'found'; readonly note: StoredNote }
  /**
   * The note is not there. `final`: and it will not appear later, because no request can still be on its way. Otherwise
   * it may still be stored until some time after the request's time-out.
   */
  | { readonly result: 'absent'; readonly final: boolean }
  /** Only a person can decide: one of `candidates` may be the note. Empty: there were too many notes to read them all. */
  | { readonly result: 'cannotTell'; readonly candidates: readonly StoredNote[] };
