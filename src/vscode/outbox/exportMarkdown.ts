import { fenceFor } from '../../markdown/fence.ts';
import { attachmentsOf } from '../../model/note.ts';
import type { Entry } from '../../outbox/entry.ts';
import { noteCount } from '../../words/counts.ts';
import * as words from '../../words/pendingDocument.ts';
import { entryText, type EntryTextParts } from './entryText.ts';

/** What an export needs from outside. */
interface ExportParts extends EntryTextParts {
  /** Date and time for the user, of milliseconds since the epoch. */
  readonly date: (at: number) => string;
  /** The path of the outbox's copy of an attachment. */
  readonly blobPath: (id: string, sha256: string) => string;
}

/** All waiting notes as one Markdown document. Each text is in a fence, so that it is shown as it was typed. */
export function exportMarkdown(entries: readonly Entry[], parts: ExportParts): string {
  const count = words.countAt(noteCount(entries.length), parts.date(parts.now));
  return [`# ${words.heading()}\n\n${count}\n`, ...entries.map((entry) => section(entry, parts))].join('\n');
}

function section(entry: Entry, parts: ExportParts): string {
  const { note, accountLabel, queuedAt, action, further = [] } = entry;
  const { target, text } = note;
  const fence = fenceFor(text.value);
  const name = plain(target.name ?? target.id);
  const { state, detail } = entryText(entry, parts);
  const facts = [
    words.customerFact(name, plain(target.type), plain(target.id)),
    words.accountFact(plain(accountLabel)),
    words.queuedFact(parts.date(queuedAt)),
    note.occurredAt && words.dateFact(parts.date(Date.parse(note.occurredAt))),
    note.durationSeconds && words.durationFact(note.durationSeconds),
    note.author && words.authorFact(plain(note.author)),
    ...[{ id: entry.id, note }, ...further].flatMap((each) => attachmentFacts(each, parts)),
    ...further.map(({ action }) =>
      action?.does === 'followUp'
        ? words.followUpFact(action.dueOn, plain(action.assignee), plain(action.details))
        : undefined,
    ),
    words.stateFact(plain([state, detail].filter((part) => part !== undefined).join(' · '))),
  ].flatMap((fact) => (fact === undefined || fact === 0 || fact === '' ? [] : [`- ${fact}`]));
  const heading = `## ${words.noteHeading(action?.does ?? 'create', note.kind, name)}`;
  return [heading, '', ...facts, '', `${fence}text`, text.value, fence, ''].join('\n');
}

function attachmentFacts(
  { id, note }: Pick<Entry, 'id' | 'note'>,
  { blobPath }: ExportParts,
): readonly string[] {
  return attachmentsOf(note).map(({ name, sha256 }) =>
    words.attachmentFact(plain(name), plain(blobPath(id, sha256))),
  );
}

/** Remote and typed text in one line of the document, read as text and not as Markdown. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~&]/g, '\\$&');
}
