import type { Note, StoredNote } from '../model/note.ts';

/** As in {@link OutgoingNote}. */
export type MaySend = () => boolean | Promise<boolean>;

/** What `Provider.create` needs: a note, and what was decided about it before sending. */
export interface OutgoingNote {
  /** The outbox entry's id: unique, and the same for every attempt. */
  readonly id: string;
  readonly note: Note;
  /** From `Provider.stamp`. */
  readonly stamp: string;
  /** Absolute path of the attachment's bytes; present exactly when `note.attachment` is. */
  readonly attachmentPath: string | undefined;
  /** Those of `note.moreAttachments`, in their order. */
  readonly moreAttachmentPaths?: readonly string[];
  /**
   * Whether this host may still send the note, as the disk says. Call it as late as possible: while this host was
   * suspended, another one may have taken over its work. Never rejects.
   */
  readonly maySend?: MaySend;
}

/** A note that was sent and whose answer was lost. */
export interface LostNote extends OutgoingNote {
  /** The sending machine's time when the request was begun, in milliseconds since the epoch. */
  readonly since: number;
  /** The service's ids of notes that belong to other entries. */
  readonly takenNoteIds: ReadonlySet<string>;
}

/** What a list of notes says of its own age, all in milliseconds since the epoch by the service's clock. */
export interface ListTimes {
  /** When it was read, at the earliest; undefined: the service does not say. */
  readonly readAt: number | undefined;
  /** When the newest note in it was stored; undefined: that is not known. */
  readonly newest: number | undefined;
}

/** The result of a search for a lost note. */
export type DuplicateResult =
  | { readonly result: 'found'; readonly note: StoredNote }
  /**
   * The note is not there. `final`: and it will not appear later, because no request can still be on its way. Otherwise
   * it may still be stored until some time after the request's time-out. `list`: of the list that it is missing from.
   */
  | { readonly result: 'absent'; readonly final: boolean; readonly list?: ListTimes }
  /** Only a person can decide: one of `candidates` may be the note. Empty: there were too many notes to read them all. */
  | { readonly result: 'cannotTell'; readonly candidates: readonly StoredNote[] };
