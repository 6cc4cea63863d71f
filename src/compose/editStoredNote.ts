import type { OpenAccount } from '../accounts/accountBook.ts';
import { Failure } from '../base/failure.ts';
import { clockText } from '../call/timedCall.ts';
import type { EditableText, Markdown, StoredText } from '../markdown/markdown.ts';
import { versionOf, type NoteVersion } from '../model/change.ts';
import { checkFields, type Problem } from '../model/checkDraft.ts';
import { emptyDraft, type Draft } from '../model/draft.ts';
import { formFields, valueFields, type DraftValues, type ValueField } from '../model/fields.ts';
import { noteSchema, type Note, type StoredNote } from '../model/note.ts';
import type { Action } from '../model/action.ts';
import type { Entry } from '../outbox/entry.ts';
import { submit, type SubmitParts } from './submit.ts';
import * as words from '../words/editing.ts';
import { cannotEdit } from '../words/decisions.ts';

/** The text of a stored note for its draft; `isFixed`: it cannot be changed here. */
export interface StoredTextForm extends EditableText {
  readonly stored: StoredText;
  readonly isFixed?: boolean;
}

/**
 * The text of a stored note as it is put into the form; undefined where the service stores what is typed, so that
 * nothing has to be put back into its place. A text whose conversion takes too much is fixed. Rejects with other failures
 * of the conversion.
 */
export async function storedTextForm(
  { html, source, text }: StoredNote,
  markdown: Pick<Markdown, 'textForEditing'>,
): Promise<StoredTextForm | undefined> {
  const stored: StoredText | undefined =
    html !== undefined
      ? { form: isFormatted(html) ? 'formatted' : 'breaks', source: html }
      : source === undefined
        ? undefined
        : { form: 'newlines', source };
  if (stored === undefined) return undefined;
  const shown = await markdown.textForEditing(stored).catch((error: unknown) => {
    if (Failure.is(error, 'invalid')) return undefined;
    throw error;
  });
  return shown ? { stored, ...shown } : { stored, text, kept: [], isFixed: true };
}

/**
 * A draft that changes a stored note, with what is needed to send only what the user changes. `form`: of
 * {@link storedTextForm}.
 */
export function draftOfStored(
  id: string,
  { account, kind }: OpenAccount,
  note: StoredNote,
  form?: StoredTextForm,
): Draft {
  const author = kind.capabilities.author === 'email' ? note.authorEmail : note.author;
  const empty = emptyDraft(id, account.id, note.kind, note.target.type);
  const values: DraftValues = {
    ...empty.values,
    target: note.target.id,
    text: form?.text ?? note.text,
    author: author ?? '',
    occurredAt: note.createdAt?.toISOString() ?? '',
    duration: note.durationSeconds === undefined ? '' : clockText(note.durationSeconds * 1000),
  };
  return {
    ...empty,
    values,
    target: note.target,
    edits: {
      noteId: note.id,
      place: kind.tenant(account),
      base: versionOf(note),
      values,
      formatted: isFormatted(note.html ?? ''),
      ...(form && {
        stored: form.stored,
        kept: [...form.kept],
        markdown: form.stored.form === 'formatted' && form.isFixed !== true,
        ...(form.isFixed === true && { isTextFixed: true }),
      }),
    },
  };
}

/** Whether HTML has anything beyond line breaks, which plain text would lose. */
export function isFormatted(html: string): boolean {
  return /<(?!br\s*\/?>)[a-z/!?]/i.test(html);
}

/**
 * The text that a draft's changes make of the stored note's, where they are put into that; undefined where the typed
 * text is sent as it is, or is not changed. Failure `invalid` (field `text`) where that is impossible; else rejects as
 * the conversion does.
 */
export async function changedText(
  { edits, values }: Draft,
  markdown: Pick<Markdown, 'editedText'>,
): Promise<Note['text'] | undefined> {
  const value = values.text;
  if (edits?.stored === undefined || value === edits.values.text) return undefined;
  const { stored, isTextFixed } = edits;
  const source =
    isTextFixed === true
      ? undefined
      : await markdown.editedText({ ...stored, shown: edits.values.text, typed: value });
  if (source !== undefined) return { format: 'stored', value, source };
  throw new Failure('invalid', isTextFixed === true ? words.fixedText() : words.unreadableText(), {
    field: 'text',
  });
}

/** What is sent for a draft that changes a stored note; `action` is the change itself. */
type CheckedEdit =
  | { readonly ok: true; readonly note: Note; readonly action: Action }
  /** `message`: where it is about no field. */
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly message?: string };

/**
 * Checks, and sends, only what the user changed. `now` in milliseconds since the epoch; `text`: of {@link changedText}.
 */
export function checkEdit(draft: Draft, to: OpenAccount, now: number, text?: Note['text']): CheckedEdit {
  const { edits, values } = draft;
  const { kind, account } = to;
  if (!edits || account.id !== values.account || kind.tenant(account) !== edits.place)
    return refusal('account', words.accountGone());
  if (!kind.capabilities.edit) return refusal('account', cannotEdit(kind.title));
  const changed = (field: ValueField) => values[field] !== edits.values[field];
  if (changed('author') && values.author.trim() === '') return refusal('author', words.keepAuthor());
  if (changed('occurredAt') && values.occurredAt === '') return refusal('occurredAt', words.keepDate());
  // What the user did not touch needs no check: the service has it already.
  const fields = valueFields.filter((field) => formFields[field].whileEditing === 'fixed' || changed(field));
  const checked = checkFields(draft, fields, {
    target: draft.target,
    capabilities: kind.capabilities,
    now,
    // What was read of plain text is no Markdown, whatever it looks like.
    format: edits.markdown === true ? 'markdown' : 'plain',
  });
  if (checked.problems.length > 0) return { ok: false, problems: checked.problems };
  const { kind: _kind, target: _target, attachment: _attachment, ...typed } = checked.note;
  const change = text === undefined || typed.text === undefined ? typed : { ...typed, text };
  if (Object.keys(change).length === 0) return { ok: false, problems: [], message: words.nothingChanged() };
  const before = noteOf(draft, edits.base);
  const note = { ...before, ...change, text: change.text ?? before.text };
  return { ok: true, note, action: { does: 'edit', noteId: edits.noteId, change, base: edits.base } };
}

/** Puts the deletion of a stored note into the outbox, under a new id. Rejects as {@link submit}. */
export async function submitRemoval(
  parts: SubmitParts,
  id: string,
  note: StoredNote,
  to: OpenAccount,
): Promise<Entry> {
  const base = versionOf(note);
  const draft = draftOfStored(id, to, note);
  const shown = { ...noteOf(draft, base), target: note.target };
  const action = { does: 'remove', noteId: note.id, base, target: note.target } as const;
  return await submit(parts, draft, shown, to, { action });
}

/** The stored note in the shape of a note to be sent; a duration or date that no note can have is left out. */
function noteOf({ values, target }: Draft, { createdAt, durationSeconds }: NoteVersion): Note {
  const facts = noteSchema.pick({ durationSeconds: true, occurredAt: true }).safeParse({
    durationSeconds,
    ...(createdAt === undefined ? {} : { occurredAt: new Date(createdAt).toISOString() }),
  });
  return {
    kind: values.kind === 'call' ? 'call' : 'note',
    target: target ?? { type: values.targetType, id: values.target },
    text: { format: 'typed', value: values.text },
    ...(values.author === '' ? {} : { author: values.author }),
    ...facts.data,
  };
}

function refusal(field: Problem['field'], message: string): CheckedEdit {
  return { ok: false, problems: [{ field, message }] };
}
