import { fenceFor } from '../../markdown/fence.ts';
import { attachmentsOf } from '../../model/note.ts';
import type { Entry } from '../../outbox/entry.ts';
import type { Proposal } from '../../proposals/proposal.ts';
import { noteCount, proposalCount } from '../../words/counts.ts';
import * as words from '../../words/pendingDocument.ts';
import { sourceText } from '../../words/proposals.ts';
import { customerOfProposal } from '../tree/proposalRows.ts';
import { entryText, type EntryTextParts } from './entryText.ts';

/** What an export needs from outside. */
interface ExportParts extends EntryTextParts {
  /** Date and time for the user, of milliseconds since the epoch. */
  readonly date: (at: number) => string;
  /** The path of the outbox's copy of an attachment. */
  readonly blobPath: (id: string, sha256: string) => string;
}

/** Notes on their way, and those that wait for the user's OK. */
interface Waiting {
  readonly entries: readonly Entry[];
  readonly proposals: readonly Proposal[];
}

/** All waiting notes as one Markdown document. Each text is in a fence, so that it is shown as it was typed. */
export function exportMarkdown({ entries, proposals }: Waiting, parts: ExportParts): string {
  const counts = [
    ...(entries.length > 0 ? [noteCount(entries.length)] : []),
    ...(proposals.length > 0 ? [proposalCount(proposals.length)] : []),
  ];
  const count = words.countAt(counts.join(', '), parts.date(parts.now));
  return [
    `# ${words.heading()}\n\n${count}\n`,
    ...entries.map((entry) => entrySection(entry, parts)),
    ...proposals.map((proposal) => proposalSection(proposal, parts)),
  ].join('\n');
}

function entrySection(entry: Entry, parts: ExportParts): string {
  const { note, accountLabel, queuedAt, action, further = [] } = entry;
  const { target, text } = note;
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
  ];
  return section(words.noteHeading(action?.does ?? 'create', note.kind, name), facts, text.value);
}

function proposalSection({ note, source, at }: Proposal, { date }: ExportParts): string {
  const { account, kind, text, callDuration, occurredAt, author } = note;
  const facts = [
    words.proposedFact(date(at), plain(sourceText(source.name, source.via))),
    account && words.accountFact(plain(account)),
    occurredAt && words.dateFact(date(Date.parse(occurredAt))),
    callDuration && words.typedDurationFact(plain(callDuration)),
    author && words.authorFact(plain(author)),
  ];
  return section(words.proposalHeading(kind, plain(customerOfProposal(note))), facts, text);
}

/** `facts`: Markdown; without those that there are none of. */
function section(heading: string, facts: readonly (string | 0 | undefined)[], text: string): string {
  const fence = fenceFor(text);
  const lines = facts.flatMap((fact) =>
    fact === undefined || fact === 0 || fact === '' ? [] : [`- ${fact}`],
  );
  return [`## ${heading}`, '', ...lines, '', `${fence}text`, text, fence, ''].join('\n');
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
