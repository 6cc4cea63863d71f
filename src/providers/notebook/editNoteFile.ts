import { isMap, isScalar, parseDocument } from 'yaml';
import { partsOf, type FrontMatterParts } from '../../base/frontMatter.ts';
import type { NoteChange } from '../../model/change.ts';
import { fenceFor } from '../../markdown/fence.ts';
import type { Note } from '../../model/note.ts';
import { editedLines } from './editedLines.ts';
import { bodyPartsOf, fenced, parseNoteFile } from './noteFile.ts';

/**
 * Applies a change to the content of a note's file and leaves all else as it is: unknown members of the front matter,
 * comments, order and quotes. `now`: ISO 8601 instant of the change. Undefined when the file is
 * no note, or so unusual that the change would not be read back from it.
 */
export function editNoteFile(content: string, change: NoteChange, now: string): string | undefined {
  const parts = partsOf(content);
  const note = parseNoteFile(content);
  if (parts === undefined || note === undefined) return undefined;
  const { text, author, occurredAt, durationSeconds } = change;
  const yaml = withMembers(parts, {
    ...(author === undefined ? {} : { author }),
    ...(occurredAt === undefined ? {} : { created_at: occurredAt }),
    ...(durationSeconds === undefined ? {} : { call_duration: durationSeconds }),
    ...(text?.format === 'file' ? { text_of: text.name } : {}),
    updated_at: now,
  });
  if (yaml === undefined) return undefined;
  const front = `${parts.start}${yaml}`;
  const edited =
    text === undefined
      ? `${front}${parts.end}${parts.body}`
      : `${front}${endOf(parts)}${editedBody(parts, note.front.textOf, text)}`;
  return readsBack(edited, content, change) ? edited : undefined;
}

/** The line that ends the front matter; a body may follow it. */
function endOf({ end, newline }: FrontMatterParts): string {
  return end.endsWith('\n') ? end : `${end}${newline}${newline}`;
}

/** The body with another text; its first and last lines, a fence and the lines that stay are as they were. */
function editedBody(
  { body, newline }: FrontMatterParts,
  textOf: string | undefined,
  text: Note['text'],
): string {
  if (text.format === 'file') {
    const { before, after } = bodyPartsOf(body, newline, undefined);
    return `${before}${fenced(text.value, text.name).replace(/\r?\n/g, newline)}${after}`;
  }
  const { before, text: old, after } = bodyPartsOf(body, newline, textOf);
  const fence = /^[^`]*(`+)[^`]*$/.exec(before)?.[1];
  const lines = editedLines(old, text.value, newline);
  if (textOf === undefined || (fence !== undefined && fence.length >= fenceFor(text.value).length))
    return `${before}${lines}${after}`;
  const whole = bodyPartsOf(body, newline, undefined);
  return `${whole.before}${fenced(lines, textOf, newline)}${whole.after}`;
}

/** The front matter with these members set, each at its old position or at the end; undefined if that is impossible. */
function withMembers(
  { yaml, newline }: FrontMatterParts,
  members: Readonly<Record<string, string | number>>,
): string | undefined {
  let edited = yaml;
  for (const [name, value] of Object.entries(members)) {
    const line = `${name}: ${JSON.stringify(value)}`;
    const at = memberAt(edited, name);
    if (at === undefined) return undefined;
    // A block's own last newline belongs to it.
    const ending = /\r?\n$/.exec(edited.slice(at.from, at.to))?.[0] ?? '';
    edited =
      at.from === edited.length
        ? `${edited}${newline}${line}`
        : `${edited.slice(0, at.from)}${line}${ending}${edited.slice(at.to)}`;
  }
  return edited;
}

/**
 * The range of a member's key and value in the front matter; of several members the last, which is the one that counts;
 * the end where there is none. Undefined if the value is not a scalar, or the front matter not a block mapping.
 */
function memberAt(yaml: string, name: string): { from: number; to: number } | undefined {
  const { contents } = parseDocument(yaml, { schema: 'failsafe', uniqueKeys: false, logLevel: 'error' });
  if (!isMap(contents) || contents.flow === true) return undefined;
  const pair = contents.items.findLast(({ key }) => isScalar(key) && key.value === name);
  if (pair === undefined) return { from: yaml.length, to: yaml.length };
  const key = isScalar(pair.key) ? pair.key.range : undefined;
  const value = isScalar(pair.value) ? pair.value.range : undefined;
  return key == null || value == null ? undefined : { from: key[0], to: value[1] };
}

/** Whether the edited file reads back with the change, and with everything else as before. */
function readsBack(edited: string, content: string, change: NoteChange): boolean {
  const [after, before] = [parseNoteFile(edited), parseNoteFile(content)];
  if (after === undefined || before === undefined) return false;
  const { text, author, occurredAt, durationSeconds } = change;
  const words = (value: string) => value.replace(/\r\n?/g, '\n').toWellFormed();
  return (
    after.front.id === before.front.id &&
    after.front.customer === before.front.customer &&
    after.front.kind === before.front.kind &&
    JSON.stringify(after.front.attachments) === JSON.stringify(before.front.attachments) &&
    (after.front.author ?? '') === (author ?? before.front.author ?? '') &&
    after.front.durationSeconds === (durationSeconds ?? before.front.durationSeconds) &&
    after.front.createdAt?.getTime() ===
      (occurredAt === undefined ? before.front.createdAt?.getTime() : Date.parse(occurredAt)) &&
    words(after.text) === words(text?.value ?? before.text)
  );
}
