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
  /** The account that it is for, where nobody is chosen yet who is of another one. */
  readonly accountId?: string;
  /** Of a call, as if the user had typed it. */
  readonly duration?: string;
  /** Whom a template suggests, where the user has chosen nobody. */
  readonly suggested?: NoteCustomer;
  /** What is searched for, where nobody is chosen or suggested. */
  readonly search?: string;
  /** Where the caret goes, in UTF-16 units of the text; undefined: to the customer, or to the end of the text. */
  readonly cursor?: number;
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

function startedDraft(parts: NoteStartParts, start: NoteStart): Draft {
  const { book, newId, composer } = parts;
  const { text, kind, customer } = start;
  const { draft: inForm } = composer;
  const isEmpty = isBlank(inForm) && !inForm.edits && !composer.logging;
  // What was suggested there may have been so for another file.
  const isTakenOver = isEmpty && !customer && inForm.suggestedBy === undefined;
  const { id, ...fresh } = newDraft(book, newId);
  const { target, customer: whole, values } = isTakenOver ? inForm : { ...fresh, target: customer?.target };
  const account = customer?.accountId ?? (target ? undefined : start.accountId) ?? values.account;
  const kindOfForm = isEmpty && !customer ? inForm.values.kind : values.kind;
  const duration = start.duration ?? values.duration;
  const fitting = fitToAccount(book, { ...values, account, duration, kind: kind ?? kindOfForm, text });
  const about = target ? { targetType: target.type, target: target.id } : {};
  const draft: Draft = {
    ...fresh,
    id,
    values: { ...fitting, ...about },
    ...(target && { target }),
    ...(whole && { customer: whole }),
  };
  return target || draft.values.target.trim() !== '' ? draft : withProposal(parts, draft, start);
}

/** With whom the template suggests, else the folder, else with what is searched for. */
function withProposal(parts: NoteStartParts, draft: Draft, start: NoteStart): Draft {
  const { book } = parts;
  const { accountId, suggested, search = '', file } = start;
  const { account } = draft.values;
  if (suggested) return withSuggestion(book, draft, suggested, account, 'template');
  const linked = folderSuggestion(parts, account, file);
  if (linked && (accountId === undefined || linked.accountId === accountId))
    return withSuggestion(book, draft, linked, account);
  return { ...draft, values: { ...draft.values, target: search } };
}
