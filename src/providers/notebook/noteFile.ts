import { stringify } from 'yaml';
import * as z from 'zod';
import { assertNever } from '../../base/failure.ts';
import { openingOf, partsOf, readYaml, type YamlProblem } from '../../base/frontMatter.ts';
import { fenceFor } from '../../markdown/fence.ts';
import { instantOf } from '../instant.ts';
import { attachmentsOf, noteKinds, type Note, type NoteKind } from '../../model/note.ts';
import {
  frontEndMissing,
  frontMissing,
  frontTooLong,
  frontWithoutCustomer,
  noYaml,
  noYamlIn,
} from './words.ts';

/** The front matter, as far as it could be read. */
export interface NoteFront {
  /** Undefined in a file that a person wrote without one. */
  readonly id: string | undefined;
  readonly kind: NoteKind;
  readonly customer: string;
  readonly author: string | undefined;
  readonly createdAt: Date | undefined;
  /** When Notelog last changed the note; editing the file by hand does not update it. */
  readonly updatedAt: Date | undefined;
  /** Seconds. */
  readonly durationSeconds: number | undefined;
  /** The name of the file whose text this is. */
  readonly textOf: string | undefined;
  readonly attachments: readonly {
    readonly name: string;
    readonly size: number | undefined;
    /** The path from the notebook's folder, as the file says. Untrusted: it may name any file. */
    readonly file: string | undefined;
  }[];
}

/** A note's file. */
export interface NoteFile {
  readonly front: NoteFront;
  readonly text: string;
  /** As in {@link import('../../model/note.ts').StoredNote.cut}. */
  readonly cut?: true;
}

/** A note's text as the body of its file: Markdown as it is, a file's text in a fence. */
export function bodyOf(text: Note['text']): string {
  return text.format === 'file' ? fenced(text.value, text.name) : text.value;
}

/** Puts a file's text into a fence, so that Markdown shows it as it is. */
export function fenced(value: string, name: string, newline = '\n'): string {
  const fence = fenceFor(value);
  // Only an extension that looks like a language: the name may contain anything.
  const language = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1] ?? '';
  return `${fence}${language}${newline}${value}${newline}${fence}`;
}

/** The parts of a body. Joined in order, they are the body. */
interface BodyParts {
  /** An empty line, and the first line of a fence. */
  readonly before: string;
  readonly text: string;
  readonly after: string;
}

/** `textOf`: the name of the file whose text it is. A fence that was spoiled by hand is a part of the text. */
export function bodyPartsOf(body: string, newline: string, textOf: string | undefined): BodyParts {
  const before = body.startsWith(newline) ? newline : '';
  const rest = body.slice(before.length);
  const after = rest.endsWith(newline) ? newline : '';
  const text = rest.slice(0, rest.length - after.length);
  const whole = { before, text, after };
  if (textOf === undefined) return whole;
  const [start, fence] = /^(`{3,})[a-z0-9]*\r?\n/i.exec(text) ?? [];
  if (start === undefined || fence === undefined) return whole;
  const value = text.slice(start.length);
  const trimmed = value.trimEnd();
  const end = newline + fence;
  if (!trimmed.endsWith(end)) return whole;
  const kept = trimmed.slice(0, -end.length);
  return { before: before + start, text: kept, after: value.slice(kept.length) + after };
}

/**
 * A note as Markdown with YAML front matter. The body begins after one empty line and ends before the last newline,
 * so that every text comes back as it was typed; only half a surrogate pair cannot be written in UTF-8, and
 * becomes U+FFFD. `files` are the attachments' paths from the notebook's folder, with `/`.
 */
export function formatNoteFile(id: string, note: Note, createdAt: string, files: readonly string[]): string {
  const { text } = note;
  const attached = attachmentsOf(note).map(({ name, size }, index) => ({ name, size, file: files[index] }));
  const [attachment] = attached;
  const front = {
    id,
    kind: note.kind,
    customer: note.target.id,
    ...(note.author === undefined ? {} : { author: note.author }),
    created_at: createdAt,
    ...(note.durationSeconds === undefined ? {} : { call_duration: note.durationSeconds }),
    ...(text.format === 'file' ? { text_of: text.name } : {}),
    // A single one as it has always been, so that notes of all versions look alike.
    ...(attached.length === 1 ? { attachment } : attached.length > 1 ? { attachments: attached } : {}),
  };
  // Strings as JSON, on one line: no value can end the front matter, or be read as a number or a date.
  const yaml = stringify(front, {
    defaultKeyType: 'PLAIN',
    defaultStringType: 'QUOTE_DOUBLE',
    doubleQuotedAsJSON: true,
    lineWidth: 0,
  });
  return `---\n${yaml}---\n\n${bodyOf(text)}\n`;
}

/** An empty value counts as missing. An invalid one is ignored, so that it does not hide the note. */
const words = z.string().min(1).optional().catch(undefined);
const count = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number)
  .optional()
  .catch(undefined);
const instant = z.string().transform(instantOf).optional().catch(undefined);

const attachmentFront = z.object({ name: z.string().min(1), size: count, file: words });

/** Those that can be read. */
const attachmentFronts = z
  .array(z.unknown())
  .transform((list) => list.flatMap((each) => attachmentFront.safeParse(each).data ?? []))
  .catch([]);

/** Checks the front matter leniently: a person may have edited it, or another program written it. */
const frontMatter = z.object({
  id: words,
  kind: z.string().toLowerCase().pipe(z.enum(noteKinds)).catch('note'),
  customer: z.string().refine((name) => name.trim() !== ''),
  author: words,
  created_at: instant,
  updated_at: instant,
  call_duration: count,
  text_of: z.string().optional().catch(undefined),
  attachment: attachmentFront.optional().catch(undefined),
  attachments: attachmentFronts.optional(),
});

/** Reads a note's file, or the start of one; undefined when it is something else. Never throws. */
export function parseNoteFile(content: string): NoteFile | undefined {
  const parts = partsOf(content);
  if (parts === undefined) return undefined;
  const yaml = readYaml(parts.yaml);
  const front = frontMatter.safeParse('value' in yaml ? yaml.value : undefined);
  if (!front.success) return undefined;
  const { id, kind, customer, author, created_at, updated_at, call_duration, text_of } = front.data;
  const { attachment, attachments = [] } = front.data;
  return {
    front: {
      id,
      kind,
      customer,
      author,
      createdAt: created_at,
      updatedAt: updated_at,
      durationSeconds: call_duration,
      textOf: text_of,
      attachments: (attachment ? [attachment, ...attachments] : attachments).map(({ name, size, file }) => ({
        name,
        size,
        file,
      })),
    },
    text: bodyPartsOf(parts.body, parts.newline, text_of).text,
  };
}

/**
 * Why the front matter of a file cannot be read, as the end of a sentence; undefined where it can. `start`: of the file,
 * or all of it.
 */
export function frontProblem(start: string): string | undefined {
  if (openingOf(start) === undefined) return frontMissing();
  const parts = partsOf(start);
  if (parts === undefined) return frontEndMissing();
  const yaml = readYaml(parts.yaml);
  if ('problem' in yaml) return problemText(yaml);
  return frontMatter.safeParse(yaml.value).success ? undefined : frontWithoutCustomer();
}

/** A member of a front matter that cannot be read as a whole, as far as its line is like what Notelog writes. */
export function memberIn(start: string, name: 'customer' | 'id'): string | undefined {
  const opened = openingOf(start);
  if (opened === undefined) return undefined;
  const front = partsOf(start)?.yaml ?? start.slice(opened.length);
  const pattern = name === 'customer' ? /^["']?customer["']?[ \t]*:(.*)/m : /^["']?id["']?[ \t]*:(.*)/m;
  return pattern
    .exec(front)?.[1]
    ?.trim()
    .replace(/^(["'])(.*)\1$/, '$2');
}

function problemText(read: YamlProblem): string {
  switch (read.problem) {
    case 'tooLong':
      return frontTooLong();
    case 'noYaml':
      return noYaml();
    case 'noYamlIn':
      return noYamlIn(read.line);
    default:
      return assertNever(read);
  }
}
