import type { NewId } from '../base/ids.ts';
import type { DraftStore } from '../drafts/draftStore.ts';
import { isBlank, type Draft } from '../model/draft.ts';
import type { NoteKind, Target } from '../model/note.ts';
import type { Composer } from './composer.ts';
import { folderSuggestion, type SuggestionParts } from './folderSuggestion.ts';
import { fitToAccount, newDraft } from './newDraft.ts';
import { withSuggestion } from './suggestedDraft.ts';

/** What a command begins a note with: the user goes on from there in the form. */
export interface NoteStart {
  /** As if the user had typed it. */
  readonly text: string;
  /** Undefined: as in the form. */
  readonly kind?: NoteKind;
  /** Whom the note is about. Undefined: whoever is chosen in the form, else whom the folder suggests. */
  readonly customer?: NoteCustomer;
  /** The address of the file that the note is about. Undefined: the one in front. */
  readonly file?: string;
}

/** A customer, or a part of one, of an account. */
export interface NoteCustomer {
  readonly accountId: string;
  readonly target: Target;
}

/** What a note is started with. */
interface NoteStartParts extends SuggestionParts {
  readonly newId: NewId;
  readonly composer: Composer;
  readonly drafts: Pick<DraftStore, 'saveSoon'>;
}

/**
 * Opens a draft that begins with `start`. It takes account, kind and customer from the draft in the form if nothing is
 * written there yet; a draft with more in it waits behind the new one.
 */
export function openStarted(parts: NoteStartParts, start: NoteStart): Draft {
  const { composer, drafts } = parts;
  const draft = startedDraft(parts, start);
  drafts.saveSoon(draft);
  composer.openInstead(draft);
  return draft;
}

function startedDraft(parts: NoteStartParts, { text, kind, customer, file }: NoteStart): Draft {
  const { book, newId, composer } = parts;
  const { draft: inForm } = composer;
  const isEmpty = isBlank(inForm) && !inForm.edits && !composer.logging;
  // What was suggested there may have been so for another file.
  const isTakenOver = isEmpty && !customer && inForm.suggestedBy === undefined;
  const { id, ...fresh } = newDraft(book, newId);
  const { target, customer: whole, values } = isTakenOver ? inForm : { ...fresh, target: customer?.target };
  const account = customer?.accountId ?? values.account;
  const kindOfForm = isEmpty && !customer ? inForm.values.kind : values.kind;
  const fitting = fitToAccount(book, { ...values, account, kind: kind ?? kindOfForm, text });
  const about = target ? { targetType: target.type, target: target.id } : {};
  const draft: Draft = {
    ...fresh,
    id,
    values: { ...fitting, ...about },
    ...(target && { target }),
    ...(whole && { customer: whole }),
  };
  if (target || draft.values.target.trim() !== '') return draft;
  return withSuggestion(book, draft, folderSuggestion(parts, account, file), account);
}
