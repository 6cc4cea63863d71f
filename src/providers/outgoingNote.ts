import type { Note, StoredNote } from '../model/note.ts';

/** What `Provider.create` needs: the note and all that was fixed about it before sending. */
export interface OutgoingNote {
  /** The outbox entry's id: unique, and the same however often the entry is tried. */
  readonly id: string;
  readonly note: Note;
  /** From `Provider.stamp`. */
  readonly stamp: string;
  /** Absolute path of the attachment's bytes; present exactly when `note.attachment` is. */
  readonly attachmentPath: string | undefined;
  /**
   * Whether this host may still send it; to be asked as late as there is a moment for it. A host that was suspended
   * may wake when another one has long taken its work over.
   */
  readonly maySend?: () => boolean;
}

/** A request whose answer was lost. */
export interface LostNote extends OutgoingNote {
  /** The sending machine's time when the request was begun, in milliseconds since the epoch. */
  readonly since: number;
  /** The service's ids of notes that are known to be other entries'. */
  readonly takenNoteIds: ReadonlySet<string>;
}

/** What looking for a note came to. */
export type DuplicateResult =
  | { readonly result: 'found'; readonly note: StoredNote }
  /**
   * It is not there now. `final`: nor will it be, because nothing can be on its way any more; otherwise a request
   * may still be stored for as long as its time-out and some.
   */
  | { readonly result: 'absent'; readonly final: boolean }
  /** Only a person can tell: these may be it, or (none) there are too many notes to look through. */
  | { readonly result: 'cannotTell'; readonly candidates: readonly StoredNote[] };
