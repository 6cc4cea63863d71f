import { attachmentsOf } from '../model/note.ts';
import type { OutgoingNote } from '../providers/outgoingNote.ts';
import type { Entry } from '../outbox/entry.ts';
import type { Outbox } from '../outbox/outbox.ts';

/** An entry as a provider sends it, or looks for it. */
export function outgoingOf({ id, note, stamp = '' }: Entry, outbox: Outbox): OutgoingNote {
  const [attachmentPath, ...others] = attachmentsOf(note).map(({ sha256 }) => outbox.blobPath(id, sha256));
  return { id, note, stamp, attachmentPath, ...(others.length > 0 && { moreAttachmentPaths: others }) };
}
