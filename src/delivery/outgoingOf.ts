import type { OutgoingNote } from '../providers/outgoingNote.ts';
import type { Entry } from '../outbox/entry.ts';
import type { Outbox } from '../outbox/outbox.ts';

/** An entry as a provider sends it, or looks for it. */
export function outgoingOf({ id, note, stamp = '' }: Entry, outbox: Outbox): OutgoingNote {
  const attachmentPath = note.attachment && outbox.blobPath(id, note.attachment.sha256);
  return { id, note, stamp, attachmentPath };
}
