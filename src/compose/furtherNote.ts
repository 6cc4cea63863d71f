import { shortened } from '../base/shortened.ts';
import type { Attachment, Note } from '../model/note.ts';

/** UTF-16 units of the first note's first line that a further note repeats. */
const longestLine = 100;

/** UTF-16 units: more than most disks allow in a name. */
const longestName = 300;

/**
 * The note for a further file of a draft, where the service takes one file a note: it says which file it is, and begins
 * like the first note, so that a reader sees what belongs together. No call, since the time of one would count twice.
 */
export function furtherNote(
  { target, text, author, occurredAt }: Note,
  attachment: Attachment,
  number: number,
  of: number,
): Note {
  const [start = ''] = text.value.trimStart().split(/[\n\r\u2028\u2029]/, 1);
  const value = `${shortened(attachment.name, longestName)} (${number}/${of})\n${shortened(start.trimEnd(), longestLine)}`;
  return {
    kind: 'note',
    target,
    text: { format: 'typed', value },
    ...(author === undefined ? {} : { author }),
    ...(occurredAt === undefined ? {} : { occurredAt }),
    attachment,
  };
}
