import { stringify } from 'yaml';
import * as z from 'zod';
import { assertNever } from '../base/failure.ts';
import { openingOf, partsOf, readYaml, type YamlProblem } from '../base/frontMatter.ts';
import * as words from '../words/document.ts';

/** The members of the front matter, in their order. */
export const documentFields = ['account', 'customer', 'kind', 'duration', 'date', 'author'] as const;

/** One of {@link documentFields}. */
export type DocumentField = (typeof documentFields)[number];

/** What a front matter says, as a person reads it. A member that is not there says nothing. */
export type DocumentFront = Readonly<Partial<Record<DocumentField, string>>>;

/** What cannot be understood, as one sentence, and in which line of the document; the first is 0. */
export interface DocumentProblem {
  readonly line: number;
  readonly message: string;
}

/** What a document says. */
export interface DocumentReading {
  /** Undefined: the front matter has no end, so that nobody can tell where the text begins. */
  readonly text: string | undefined;
  /** Undefined: there is none, or it cannot be read. */
  readonly front: DocumentFront | undefined;
  readonly problems: readonly DocumentProblem[];
}

/** The front matter of a document, with the empty line after it. */
export function printFront(front: DocumentFront): string {
  const ordered = documentFields.flatMap((field) => {
    const value = front[field];
    return value === undefined ? [] : [[field, oneLine(value)] as const];
  });
  // It is read without numbers and the like, so that no quotes are needed around `25` while it becomes `25m`.
  const options = { schema: 'failsafe', lineWidth: 0, nullStr: '', defaultStringType: 'PLAIN' } as const;
  const lines = ordered.map(([field, value]) =>
    value === '' ? `${field}:\n` : stringify({ [field]: value }, options),
  );
  return `---\n${lines.join('')}---\n\n`;
}

/**
 * The front matter as it stands in a document, with the empty line after it even where the document ends before that; ''
 * where there is none.
 */
export function frontAsWritten(document: string): string {
  const parts = partsOf(document);
  if (!parts) return '';
  const { start, yaml, end } = parts;
  return `${start}${yaml}${end}${end.endsWith('\n') ? '' : '\n'}\n`;
}

/** The whole document. Its last newline is no part of the text. */
export function printDocument(front: DocumentFront, text: string): string {
  return `${printFront(front)}${withOneLineEnd(text)}\n`;
}

/** The text with the line ends that a document has: the editor knows one kind for the whole of it. */
export function withOneLineEnd(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** Reads a document as the user has left it. Never throws. */
export function readDocument(content: string): DocumentReading {
  const document = withOneLineEnd(content);
  if (openingOf(document) === undefined)
    return { text: withoutLastNewline(document), front: undefined, problems: [] };
  const parts = partsOf(document);
  if (!parts)
    return { text: undefined, front: undefined, problems: [{ line: 0, message: words.frontHasNoEnd() }] };
  const body = parts.body.startsWith('\n') ? parts.body.slice(1) : parts.body;
  const text = withoutLastNewline(body);
  const read = readYaml(parts.yaml);
  if ('problem' in read) return { text, front: undefined, problems: [yamlProblem(read)] };
  return { text, ...readFront(read.value, parts.yaml) };
}

/** The line that a member stands in; that of the first one's line before it where it is not there. */
export function lineOf(content: string, field: string): number {
  const lines = (partsOf(withOneLineEnd(content))?.yaml ?? '').split('\n');
  const at = lines.findIndex((line) => line.replace(/^["']/, '').startsWith(field));
  return at < 0 ? 0 : at + 1;
}

const frontSchema = z.record(z.string(), z.unknown()).or(z.literal('').transform(() => ({})));

function readFront(value: unknown, yaml: string): Pick<DocumentReading, 'front' | 'problems'> {
  const members = frontSchema.safeParse(value ?? '');
  if (!members.success)
    return { front: undefined, problems: [{ line: 1, message: words.frontNotMembers() }] };
  const front: Partial<Record<DocumentField, string>> = {};
  const problems: DocumentProblem[] = [];
  const content = `---\n${yaml}\n---\n`;
  for (const [name, member] of Object.entries(members.data)) {
    const field = documentFields.find((each) => each === name);
    const line = lineOf(content, name);
    if (field === undefined) problems.push({ line, message: words.noSuchMember(name) });
    else if (member === null || member === undefined) front[field] = '';
    else if (typeof member === 'string') front[field] = member.trim();
    else problems.push({ line, message: words.oneValue(field) });
  }
  return { front, problems };
}

function yamlProblem(read: YamlProblem): DocumentProblem {
  switch (read.problem) {
    case 'tooLong':
      return { line: 0, message: words.frontTooLong() };
    case 'noYaml':
      return { line: 0, message: words.frontNotYaml() };
    case 'noYamlIn':
      return { line: read.line - 1, message: words.frontNotYaml() };
    default:
      return assertNever(read);
  }
}

function withoutLastNewline(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

/** A name may contain anything. */
function oneLine(value: string): string {
  return value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
