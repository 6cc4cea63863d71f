import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { StoredNote } from '../../model/note.ts';
import { nameKey, withoutMd } from './names.ts';
import type { NoteFile } from './noteFile.ts';
import type { Head } from './noteHeads.ts';
import * as words from './words.ts';

/**
 * What is listed for a link that is not followed. The file's name stands for the customer, so that a person recognizes
 * it.
 */
export function linkNote({ file, id, link }: Head): StoredNote {
  const text = link === 'outside' ? words.linksOutside() : words.linksNowhere();
  const name = nameKey(withoutMd(basename(file)));
  return {
    id,
    kind: 'note',
    target: { type: 'customer', id: name, name },
    text,
    locked: text,
    author: undefined,
    createdAt: undefined,
    durationSeconds: undefined,
    attachment: undefined,
    url: undefined,
  };
}

/**
 * What is listed for a note whose front matter cannot be read: what is wrong, and then all that the file holds. It cannot
 * be changed or deleted here.
 */
export function unreadableNote(folder: string, { file, id, front }: Head, text: string): StoredNote {
  const customer = nameKey(front.customer);
  return {
    id,
    kind: 'note',
    target: { type: 'customer', id: customer, name: customer },
    text,
    raw: true,
    author: undefined,
    createdAt: undefined,
    durationSeconds: undefined,
    attachment: undefined,
    url: pathToFileURL(join(folder, file)).href,
  };
}

/** The `StoredNote` of a note's file. `file` is its path in `folder`. */
export function storedNote(
  folder: string,
  file: string,
  id: string,
  { front, text, cut }: NoteFile,
): StoredNote {
  const customer = nameKey(front.customer);
  const [attachment, ...moreAttachments] = front.attachments.map(({ name, size }) => ({ name, size }));
  return {
    id,
    kind: front.kind,
    target: { type: 'customer', id: customer, name: customer },
    text,
    isMarkdown: true,
    ...(cut && { cut }),
    author: front.author?.normalize('NFC'),
    createdAt: front.createdAt,
    updatedAt: front.updatedAt,
    durationSeconds: front.durationSeconds,
    attachment,
    ...(moreAttachments.length > 0 && { moreAttachments }),
    url: pathToFileURL(join(folder, file)).href,
  };
}
