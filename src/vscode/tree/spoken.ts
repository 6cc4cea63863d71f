import type { StoredNote, Target } from '../../model/note.ts';
import type { GroupSubject } from '../../recent/groups.ts';
import { firstLine, nameOf, shortName } from '../label.ts';

// What a screen reader says about a row. Without it, the screen reader reads the tooltip with its ids, and not the icon.

/** For a group: the customer and the account, or the number of notes. `label`: as shown. */
export function spokenGroup(label: string, subject: GroupSubject, size: number): string {
  if (subject.by === 'customer') return `${label}, ${subject.account.label}`;
  const noun = subject.by === 'kind' ? subject.kind : 'note';
  return `${label}, ${size} ${noun}${size === 1 ? '' : 's'}`;
}

/** For a stored note. `facts`: customer, length, author and time, as shown. */
export function spokenNote(
  { kind, text, attachment }: Pick<StoredNote, 'kind' | 'text' | 'attachment'>,
  facts: readonly string[],
): string {
  const heading = `${kind === 'call' ? 'Call' : 'Note'}: ${firstLine(text) || 'without text'}`;
  return [heading, ...facts, ...(attachment ? [`attachment ${shortName(attachment.name)}`] : [])].join(', ');
}

/** For the row of a customer's follow-ups; the rows of other customers have the same label. */
export function spokenTasks(target: Target): string {
  return `Open follow-ups of ${nameOf(target)}`;
}
