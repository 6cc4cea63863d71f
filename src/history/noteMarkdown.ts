import { Failure } from '../base/failure.ts';
import { fenced } from '../markdown/fence.ts';
import { inert } from '../markdown/inert.ts';
import type { Markdown } from '../markdown/markdown.ts';
import { durationText } from '../model/durationText.ts';
import { attachmentsOf, type StoredNote } from '../model/note.ts';
import * as words from '../words/history.ts';
import { exactly } from '../words/units.ts';

/** The conversions that write Markdown. */
export type Writer = Pick<
  Markdown,
  'htmlToMarkdown' | 'inlineMarkdown' | 'markdownToHtml' | 'textToMarkdown'
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
export async function noteDocument(note: StoredNote, account: string, parts: DocumentParts): Promise<string> {
  const { writer } = parts;
  const { target } = note;
  const name = await writer.inlineMarkdown(target.name ?? target.id);
  return [
    `# ${words.kind(note.kind)} · ${name}`,
    '',
    `- ${words.customer(name, await writer.inlineMarkdown(target.type), await writer.inlineMarkdown(target.id))}`,
    `- ${words.account(await writer.inlineMarkdown(account))}`,
    ...(await facts(note, parts, 'dated')),
    ...(note.url?.startsWith('https:') === true ? [`- ${words.page(`<${new URL(note.url).href}>`)}`] : []),
    '',
    '---',
    '',
    await noteBody(note, writer),
    '',
  ].join('\n');
}

/** One note as a part of a longer document: its heading has two `#`. */
export async function noteSection(note: StoredNote, parts: DocumentParts): Promise<string> {
  const when = note.createdAt === undefined ? words.noDate() : parts.date(note.createdAt.getTime());
  const heading = `## ${words.kind(note.kind)} · ${await parts.writer.inlineMarkdown(when)}`;
  return [
    heading,
    '',
    ...list(await facts(note, parts, 'undated')),
    await noteBody(note, parts.writer),
    '',
  ].join('\n');
}

function list(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [...lines, ''];
}

/** `undated`: the date stands in the heading. */
async function facts(
  note: StoredNote,
  { writer, date }: DocumentParts,
  which: 'dated' | 'undated',
): Promise<readonly string[]> {
  const dateText = (at: Date) => writer.inlineMarkdown(date(at.getTime()));
  const { author, createdAt, updatedAt, durationSeconds } = note;
  const names = await Promise.all(attachmentsOf(note).map(({ name }) => writer.inlineMarkdown(name)));
  const changed = updatedAt !== undefined && updatedAt.getTime() !== createdAt?.getTime();
  return [
    author === undefined ? undefined : words.author(await writer.inlineMarkdown(author)),
    createdAt === undefined || which === 'undated' ? undefined : words.date(await dateText(createdAt)),
    changed ? words.changed(await dateText(updatedAt)) : undefined,
    durationSeconds === undefined ? undefined : words.duration(exactDuration(durationSeconds)),
    ...names.map((name) => words.attachment(name)),
  ].flatMap((fact) => (fact === undefined ? [] : [`- ${fact}`]));
}

/** To the second; {@link durationText} alone rounds to minutes. */
function exactDuration(seconds: number): string {
  return seconds % 60 === 0 ? durationText(seconds) : exactly(durationText(seconds), seconds);
}

/**
 * The note's text as Markdown: a service's HTML is converted, plain text looks as it is, and Markdown loses what would
 * load or run. What is too much to be converted is shown as its text, and a sentence says so.
 */
export async function noteBody(
  { text, html: storedHtml, isMarkdown }: Pick<StoredNote, 'text' | 'html' | 'isMarkdown'>,
  writer: Writer,
): Promise<string> {
  const html = storedHtml ?? (isMarkdown ? await unlessTooMuch(writer.markdownToHtml(text)) : undefined);
  const rich = html === undefined ? undefined : await unlessTooMuch(writer.htmlToMarkdown(html));
  // HTML of which no Markdown is left may still contain text.
  if (rich !== undefined && rich !== '') return rich;
  const plain = (await unlessTooMuch(writer.textToMarkdown(text))) ?? inert(fenced(text, 'text'));
  if (plain === '') return `*${words.noText()}*`;
  const isFormatted = storedHtml !== undefined || isMarkdown === true;
  return isFormatted && rich === undefined ? `${plain}\n\n*${words.withoutFormatting()}*` : plain;
}

/** Undefined instead of the Failure `invalid` of a conversion that takes too much. */
function unlessTooMuch(conversion: Promise<string | undefined>): Promise<string | undefined> {
  return conversion.catch((error: unknown) => {
    if (Failure.is(error, 'invalid')) return undefined;
    throw error;
  });
}
