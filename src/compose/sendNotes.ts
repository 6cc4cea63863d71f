import type { OpenAccount } from '../accounts/accountBook.ts';
import { Failure } from '../base/failure.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Outcome } from '../delivery/outcome.ts';
import { takeBack, type TakeBackParts, type TakeBackResult } from '../delivery/takeBack.ts';
import type { Draft } from '../model/draft.ts';
import type { Entry } from '../outbox/entry.ts';
import type { CheckedDraft } from './checkedDraft.ts';
import type { KeepingFiles } from './keepFiles.ts';
import { submit, type SubmitParts } from './submit.ts';
import { couldNotSave } from '../words/pending.ts';

/** What sending needs beside the parts of {@link submit}. */
export interface SendParts extends SubmitParts, TakeBackParts {
  readonly delivery: Delivery;
}

/** Runs `wait` and shows that it is running; an abort of the signal takes back what has not left. */
type WhileSending = <T>(entries: readonly Entry[], wait: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** The form, where a draft goes that comes back. */
interface DraftForm {
  /** Whether a draft of this id is there already, and may be newer. */
  readonly holds: (draftId: string) => boolean;
  readonly open: (draft: Draft) => void;
}

/** How notes are sent. */
export interface SendOptions {
  readonly whileSending: WhileSending;
  readonly form: DraftForm;
  /** Follows the copying of the files. */
  readonly keeping?: KeepingFiles;
  /**
   * Which notes become drafts again: those that the service refused, where the user is in the form and can correct
   * them at once; those that the user stopped before they left; or none, where they were in the outbox before.
   */
  readonly takeBack: 'refused' | 'stopped' | 'nothing';
}

/** A draft that did not reach the outbox. It is still a draft, saved, and in the form. */
export interface UnsentDraft {
  readonly draft: Draft;
  readonly failure: Failure;
}

/** How sending a note of the outbox ended. */
export interface DeliveredNote {
  readonly entry: Entry;
  readonly outcome: Outcome;
  /** What became of taking it back; undefined: it was left where it is. `failed`: the disk refused, it stays. */
  readonly takenBack: TakeBackResult['result'] | 'failed' | undefined;
}

/** What became of every draft, in their order. */
export interface SendReport {
  readonly unsent: readonly UnsentDraft[];
  readonly delivered: readonly DeliveredNote[];
}

/** The one way from drafts to the service: into the outbox, out of it, and back into the form where that is due. */
export async function sendNotes(
  parts: SendParts,
  drafts: readonly CheckedDraft[],
  to: OpenAccount,
  options: SendOptions,
): Promise<SendReport> {
  const entries: Entry[] = [];
  const unsent: UnsentDraft[] = [];
  for (const { draft, note, action, followUp } of drafts) {
    try {
      entries.push(await submit(parts, draft, note, to, { action, followUp, keeping: options.keeping }));
    } catch (error) {
      const failure = asFailure(error);
      parts.log.error(`Send: ${failure.reason}, ${failure.detail ?? 'no detail'}`, failure.cause);
      parts.drafts.saveSoon(draft);
      options.form.open(draft);
      unsent.push({ draft, failure });
    }
  }
  const { delivered } = await deliverNotes(parts, entries, options);
  return { unsent, delivered };
}

/** The second half of {@link sendNotes}, for entries of one account that are in the outbox already. */
export async function deliverNotes(
  parts: SendParts,
  entries: readonly Entry[],
  { whileSending, form, takeBack: which }: SendOptions,
): Promise<SendReport> {
  if (entries.length === 0) return { unsent: [], delivered: [] };
  const waited = await whileSending(entries, (signal) =>
    Promise.all(
      entries.map(async (entry) => ({ entry, outcome: await parts.delivery.outcome(entry.id, signal) })),
    ),
  );
  const delivered: DeliveredNote[] = [];
  for (const { entry, outcome } of waited) {
    const isDue = which === 'stopped' ? isStopped(outcome) : which === 'refused' && canBeCorrected(outcome);
    delivered.push({ entry, outcome, takenBack: isDue ? await takeBackInto(parts, entry, form) : undefined });
  }
  return { unsent: [], delivered };
}

/** Whether the user stopped the note before it left. */
export function isStopped(outcome: Outcome): boolean {
  return outcome.state === 'refused' && outcome.failure.reason === 'cancelled';
}

/** Certainly not stored, so that the same draft may be sent again; a conflict is settled where both versions show. */
function canBeCorrected(outcome: Outcome): boolean {
  return outcome.state === 'refused' && outcome.failure.reason !== 'conflict';
}

async function takeBackInto(
  parts: SendParts,
  { id }: Entry,
  form: DraftForm,
): Promise<DeliveredNote['takenBack']> {
  const entry = parts.outbox.get(id);
  if (!entry) return 'changed';
  try {
    const taken = await takeBack(parts, entry, form.holds);
    if (taken.result === 'draft') form.open(taken.draft);
    return taken.result;
  } catch (error) {
    parts.log.error('A note that was taken back stays in the outbox too', error);
    return 'failed';
  }
}

/** Whatever went wrong on the way to the outbox: nothing was sent. */
export function asFailure(error: unknown): Failure {
  return Failure.is(error) ? error : new Failure('storage', couldNotSave(), { cause: error });
}
