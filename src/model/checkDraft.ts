import type { Failure } from '../base/failure.ts';
import type { Capabilities } from './capabilities.ts';
import type { Draft } from './draft.ts';
import { fieldRules, fieldsTaken } from './fieldRules.ts';
import { existsWith, fieldNames, isFieldName, type FieldName } from './fields.ts';
import type { Note, Target, TextFormat } from './note.ts';

/** What is wrong with one field, as one sentence for the user. */
export interface Problem {
  readonly field: FieldName;
  readonly message: string;
}

/** A draft's note without its files, whose bytes are read when it is logged; or all that stands in the way. */
type DraftCheck =
  { readonly ok: true; readonly note: Note } | { readonly ok: false; readonly problems: readonly Problem[] };

/** What a draft is checked against. */
interface CheckContext {
  /** Whom the typed target stands for; undefined: nobody yet. */
  readonly target: Target | undefined;
  readonly capabilities: Capabilities;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What typed text is taken for. */
  readonly format: TextFormat;
}

/** Turns what was typed into a note, or says everything that stands in the way, in the form's order. */
export function checkDraft(draft: Draft, context: CheckContext): DraftCheck {
  const { problems, note } = checkFields(draft, fieldNames, context);
  const { kind, target, text, ...rest } = note;
  if (problems.length > 0 || kind === undefined || target === undefined || text === undefined)
    return { ok: false, problems };
  return { ok: true, note: { kind, target, text, ...rest } };
}

/** What some of a draft's fields contribute to a note, and what is wrong with them. */
export function checkFields(
  draft: Draft,
  names: readonly FieldName[],
  { format, ...context }: CheckContext,
): { readonly note: Partial<Note>; readonly problems: readonly Problem[] } {
  const { values } = draft;
  const given = { ...context, values, text: textOf(draft, format) };
  const taken = fieldsTaken(context.capabilities);
  const problems: Problem[] = [];
  let note: Partial<Note> = {};
  for (const field of names) {
    const isHeld = field === 'attachment' && draft.attachments.length > 0;
    if (!existsWith(field, values) || !(taken.includes(field) || isHeld)) continue;
    const result = fieldRules[field].check(given);
    if ('problem' in result) problems.push({ field, message: result.problem });
    else note = { ...note, ...result.note };
  }
  return { note, problems };
}

/** A draft's text, and what it is meant for; `format` is what typed text is taken for. */
export function textOf({ values: { text: value }, fileName }: Draft, format: TextFormat): Note['text'] {
  if (fileName !== undefined) return { format: 'file', value, name: fileName };
  return { format: format === 'markdown' ? 'markdown' : 'typed', value };
}

/** What a failure says of one of the form's fields; empty when it is about none. */
export function problemsOf({ field, message }: Failure): readonly Problem[] {
  return isFieldName(field) ? [{ field, message }] : [];
}
