import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { StoredNote } from '../../model/note.ts';
import type { NoteFile } from './noteFile.ts';

/** The `StoredNote` of a note's file. `file` is its name in `folder`. */
export function storedNote(folder: string, file: string, id: string, { front, text }: NoteFile): StoredNote {
  return {
    id,
    kind: front.kind,
    target: { type: 'customer', id: front.customer, name: front.customer },
    text,
    author: front.author,
    createdAt: front.createdAt,
    updatedAt: front.updatedAt,
    durationSeconds: front.durationSeconds,
    attachment: front.attachment && { name: front.attachment.name, size: front.attachment.size },
    url: pathToFileURL(join(folder, file)).href,
  };
}
