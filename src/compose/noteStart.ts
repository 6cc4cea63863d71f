import type { AccountBook } from '../accounts/accountBook.ts';
import type { NewId } from '../base/ids.ts';
import type { DraftStore } from '../drafts/draftStore.ts';
import { isBlank, type Draft } from '../model/draft.ts';
import type { NoteKind, Target } from '../model/note.ts';
import type { Composer } from './composer.ts';
import { fitToAccount, newDraft } from './newDraft.ts';

/** What a command begins a note with: the user goes on from there in the form. */
export interface NoteStart {
  /** As if the user had typed it. */
  readonly text: string;
  /** Undefined: as in the form. */
  readonly kind?: NoteKind;
  /** Whom the note is about. Undefined: whoever is chosen in the form, if anybody is. */
  readonly customer?: NoteCustomer;
}

/** A customer, or a part of one, of an account. */
export interface NoteCustomer {
  readonly accountId: string;
  readonly target: Target;
}

/** What a note is started with. */
interface NoteStartParts {
  readonly book: AccountBook;
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

function startedDraft({ book, newId, composer }: NoteStartParts, { text, kind, customer }: NoteStart): Draft {
  const { draft: inForm } = composer;
  const fresh = newDraft(book, newId);
  const isTakenOver = !customer && isBlank(inForm) && !inForm.edits && !composer.logging;
  const { target, customer: whole, values } = isTakenOver ? inForm : { ...fresh, target: customer?.target };
  const account = customer?.accountId ?? values.account;
  const fitting = fitToAccount(book, { ...values, account, kind: kind ?? values.kind, text });
  const about = target ? { targetType: target.type, target: target.id } : {};
  return {
    ...fresh,
    values: { ...fitting, ...about },
    ...(target && { target }),
    ...(whole && { customer: whole }),
  };
}
