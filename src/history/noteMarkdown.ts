import { formatDuration } from '../model/duration.ts';
import type { StoredNote } from '../model/note.ts';

/** The functions that write Markdown, from the bundle of src/markdown. */
export type Writer = Pick<
  typeof import('../markdown/markdown.ts'),
  'htmlToMarkdown' | 'inlineMarkdown' | 'textToMarkdown' | 'fenced' | 'inert'
>;

/** What a document of notes needs from outside. */
export interface DocumentParts {
  readonly writer: Writer;
  /** Date and time for the user, of milliseconds since the epoch. */
  readonly date: (at: number) => string;
}

/**
 * One note as a Markdown document: a heading, facts, the text. Nothing that comes from the service can run, load or
 * open anything in it. `account`: the account's label.
 */
export function noteDocument(note: StoredNote, account: string, parts: DocumentParts): string {
  const { inlineMarkdown } = parts.writer;
  const { target } = note;
  const name = target.name ?? target.id;
  return [
    `# ${kindOf(note)} · ${inlineMarkdown(name)}`,
    '',
    `- Customer: ${inlineMarkdown(name)} (${inlineMarkdown(target.type)} ${inlineMarkdown(target.id)})`,
    `- Account: ${inlineMarkdown(account)}`,
    ...facts(note, parts),
    ...(note.url?.startsWith('https:') === true ? [`- Page: <${new URL(note.url).href}>`] : []),
    '',
    '---',
    '',
    noteBody(note, parts.writer),
    '',
  ].join('\n');
}

/** One note as a part of a longer document: its heading has two `#`. */
export function noteSection(note: StoredNote, parts: DocumentParts): string {
  const when = note.createdAt === undefined ? 'No date' : parts.date(note.createdAt.getTime());
  const heading = `## ${kindOf(note)} · ${parts.writer.inlineMarkdown(when)}`;
  const otherFacts = facts(note, parts).filter((fact) => !fact.startsWith('- Date: '));
  return [heading, '', ...list(otherFacts), noteBody(note, parts.writer), ''].join('\n');
}

function list(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [...lines, ''];
}

function kindOf({ kind }: StoredNote): string {
  return kind === 'call' ? 'Call' : 'Note';
}

function facts(note: StoredNote, { writer, date }: DocumentParts): readonly string[] {
  const { inlineMarkdown } = writer;
  const { author, createdAt, updatedAt, durationSeconds, attachment } = note;
  const changed = updatedAt !== undefined && updatedAt.getTime() !== createdAt?.getTime();
  return [
    author === undefined ? undefined : `- Author: ${inlineMarkdown(author)}`,
    createdAt === undefined ? undefined : `- Date: ${inlineMarkdown(date(createdAt.getTime()))}`,
    changed ? `- Changed: ${inlineMarkdown(date(updatedAt.getTime()))}` : undefined,
    durationSeconds === undefined ? undefined : `- Duration: ${exactDuration(durationSeconds)}`,
    attachment === undefined ? undefined : `- Attachment: ${inlineMarkdown(attachment.name)}`,
  ].filter((fact) => fact !== undefined);
}

/** To the second; {@link formatDuration} alone rounds to minutes. */
function exactDuration(seconds: number): string {
  return seconds % 60 === 0 ? formatDuration(seconds) : `${formatDuration(seconds)} (${seconds} s)`;
}

/** The note's text as Markdown: a service's HTML is converted, plain text looks as it is. */
export function noteBody({ text, html }: Pick<StoredNote, 'text' | 'html'>, writer: Writer): string {
  const rich = html === undefined ? undefined : writer.htmlToMarkdown(html);
  // HTML of which no Markdown is left may still contain text.
  const body = rich === undefined || rich === '' ? writer.textToMarkdown(text) : rich;
  return body === '' ? '*(no text)*' : body;
}
