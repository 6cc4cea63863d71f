import type { StoredNote, Target } from '../../model/note.ts';
import type { GroupSubject } from '../../recent/groups.ts';
import { firstLine } from '../outbox/entryText.ts';

// What a screen reader says of a row: without it, it reads the tooltip, ids and all, and knows nothing of the icon.

/** Of a group: a customer with the account, or how many there are in it. `label`: as shown. */
export function spokenGroup(label: string, subject: GroupSubject, size: number): string {
  if (subject.by === 'customer') return `${label}, ${subject.account.label}`;
  const noun = subject.by === 'kind' ? subject.kind : 'note';
  return `${label}, ${size} ${noun}${size === 1 ? '' : 's'}`;
}

/** Of a stored note. `facts`: who, when, how long, as shown. */
export function spokenNote(
  { kind, text, attachment }: Pick<StoredNote, 'kind' | 'text' | 'attachment'>,
  facts: readonly string[],
): string {
  const what = `${kind === 'call' ? 'Call' : 'Note'}: ${firstLine(text) || 'without text'}`;
  return [what, ...facts, ...(attachment ? [`attachment ${attachment.name}`] : [])].join(', ');
}

/** Of the row that opens a customer's follow-ups: beside it there are others of the same label. */
export function spokenTasks(target: Target): string {
  return `Open follow-ups of ${target.name ?? target.id}`;
}
