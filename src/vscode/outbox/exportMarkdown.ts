import { fenceFor } from '../../markdown/fence.ts';
import type { Entry } from '../../outbox/entry.ts';
import { actionOf, entryText, type EntryTextParts } from './entryText.ts';
import { noteCount } from '../../model/noteCount.ts';

/** What an export needs from outside. */
interface ExportParts extends EntryTextParts {
  /** Date and time for the user, of milliseconds since the epoch. */
  readonly date: (at: number) => string;
  /** The path of the outbox's copy of an attachment. */
  readonly blobPath: (id: string, sha256: string) => string;
}

/** All waiting notes as one Markdown document. Each text is in a fence, so that it is shown as it was typed. */
export function exportMarkdown(entries: readonly Entry[], parts: ExportParts): string {
  const header = `# Notes waiting to be sent\n\n${noteCount(entries.length)}, ${parts.date(parts.now)}.\n`;
  return [header, ...entries.map((entry) => section(entry, parts))].join('\n');
}

function section(entry: Entry, parts: ExportParts): string {
  const { note, accountLabel, queuedAt, further = [] } = entry;
  const { target, text } = note;
  const fence = fenceFor(text.value);
  const facts = [
    `- For: ${plain(target.name ?? target.id)} (${plain(target.type)} ${plain(target.id)})`,
    `- Account: ${plain(accountLabel)}`,
    `- Queued: ${parts.date(queuedAt)}`,
    note.occurredAt === undefined ? undefined : `- Date: ${parts.date(Date.parse(note.occurredAt))}`,
    note.durationSeconds === undefined ? undefined : `- Duration: ${note.durationSeconds} seconds`,
    note.author === undefined ? undefined : `- Author: ${plain(note.author)}`,
    ...[{ id: entry.id, note }, ...further].map((each) => attachmentLine(each, parts)),
    `- State: ${plain(entryText(entry, parts).description)}`,
  ].filter((fact) => fact !== undefined);
  const subject = actionOf(entry) ?? note.kind;
  const heading = `## ${subject.charAt(0).toUpperCase()}${subject.slice(1)} for ${plain(target.name ?? target.id)}`;
  return [heading, '', ...facts, '', `${fence}text`, text.value, fence, ''].join('\n');
}

function attachmentLine(
  { id, note: { attachment } }: Pick<Entry, 'id' | 'note'>,
  { blobPath }: ExportParts,
): string | undefined {
  if (!attachment) return undefined;
  return `- Attachment: ${plain(attachment.name)}, kept at ${plain(blobPath(id, attachment.sha256))}`;
}

/** Remote and typed text in one line of the document, read as text and not as Markdown. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~&]/g, '\\$&');
}
