import type { OpenAccount } from '../accounts/accountBook.ts';
import type { Clock } from '../base/clock.ts';
import type { Action, FollowUp } from '../model/action.ts';
import { checkDraft, type Problem } from '../model/checkDraft.ts';
import type { Draft } from '../model/draft.ts';
import type { Note, Target, TextFormat } from '../model/note.ts';
import { checkEdit } from './editStoredNote.ts';

/** A draft that can be sent, and what it says. */
export interface CheckedDraft {
  readonly draft: Draft;
  readonly note: Note;
  /** What is done with a stored note; undefined: the note is a new one. */
  readonly action?: Action | undefined;
  /** What is made once the note is stored; the draft has it as typed. */
  readonly followUp?: FollowUp | undefined;
}

/** A draft that can be sent, or all that stands in the way; `message`: where it is about no field. */
type SendCheck =
  | { readonly ok: true; readonly checked: CheckedDraft }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly message?: string };

/** What checking a draft needs from outside. */
interface SendCheckParts {
  readonly clock: Clock;
  /** What typed text is taken for, now. */
  readonly textFormat: () => TextFormat;
}

/**
 * Checks a draft against the account that it goes to. `target`: whom the typed target of a new note stands for. `text`:
 * what the changes of a stored note's text make of it, where they are put into that.
 */
export function checkForSending(
  { clock, textFormat }: SendCheckParts,
  draft: Draft,
  target: Target | undefined,
  to: OpenAccount,
  text?: Note['text'],
): SendCheck {
  const now = clock.now();
  if (draft.edits) {
    const edit = checkEdit(draft, to, now, text);
    return edit.ok ? { ok: true, checked: { draft, note: edit.note, action: edit.action } } : edit;
  }
  const { capabilities } = to.kind;
  const check = checkDraft(draft, { target, capabilities, now, format: textFormat() });
  return check.ok ? { ok: true, checked: { draft, note: check.note } } : check;
}
