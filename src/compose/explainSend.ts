import type { Failure } from '../base/failure.ts';
import type { Outcome } from '../delivery/outcome.ts';
import type { Entry } from '../outbox/entry.ts';
import * as words from '../words/outcome.ts';
import { explainOutcome } from './explainOutcome.ts';
import { isStopped, type DeliveredNote, type SendReport, type UnsentDraft } from './sendNotes.ts';

/** One message for the user after a send, with what it offers. */
export type SendMessage =
  | { readonly is: 'stored'; readonly message: string; readonly entries: readonly Entry[] }
  | { readonly is: 'takenBack'; readonly message: string; readonly isInForm: boolean }
  | { readonly is: 'unsent'; readonly message: string }
  | {
      readonly is: 'failed';
      readonly message: string;
      readonly offer: 'form' | 'recentNotes';
      readonly entry: Entry;
    }
  /** Only a key is missing: asking for it says all. `why`: one sentence. */
  | { readonly is: 'keyNeeded'; readonly why: string; readonly entry: Entry };

/** What to say of a send, in as few messages as will do: the editor shows none of many that come at once. */
export function explainSend({ unsent, delivered }: SendReport): readonly SendMessage[] {
  const stopped = delivered.filter(({ outcome }) => isStopped(outcome));
  const others = delivered.filter(({ outcome }) => !isStopped(outcome));
  const failed = others.find(({ outcome }) => outcome.state !== 'stored');
  const stored = others.filter(({ outcome }) => outcome.state === 'stored').map(({ entry }) => entry);
  return [
    ...explainUnsent(unsent),
    ...explainStopped(stopped),
    ...(failed ? [explainFailed(failed, stored.length, delivered.length)] : explainStored(stored)),
  ];
}

/** Why a note was not stored, or not yet. */
export function reasonOf(outcome: Outcome): Failure | undefined {
  if (outcome.state === 'stored') return undefined;
  return outcome.state === 'queued' ? outcome.behind : outcome.failure;
}

function explainUnsent([first, ...others]: readonly UnsentDraft[]): readonly SendMessage[] {
  if (!first) return [];
  const why = first.failure.message;
  const message =
    others.length === 0 ? words.notLoggedInForm(why) : words.notLoggedDrafts(why, others.length + 1);
  return [{ is: 'unsent', message }];
}

function explainStopped(notes: readonly DeliveredNote[]): readonly SendMessage[] {
  if (notes.length === 0) return [];
  if (notes.some(({ takenBack }) => takenBack === 'removed'))
    return [{ is: 'takenBack', message: words.undoneDeletion(), isInForm: false }];
  const isInForm = notes.some(({ takenBack }) => takenBack === 'draft');
  const message = (isInForm ? words.undoneToForm : words.undoneOnHold)(notes.length);
  return [{ is: 'takenBack', message, isInForm }];
}

function explainFailed({ entry, outcome }: DeliveredNote, stored: number, all: number): SendMessage {
  const { message, remedy } = explainOutcome(outcome, entry);
  if (remedy === 'replaceKey') return { is: 'keyNeeded', why: reasonOf(outcome)?.message ?? '', entry };
  const isEditable = entry.action === undefined || entry.action.does === 'edit';
  const isForForm = outcome.state === 'refused' && remedy === undefined && isEditable;
  return {
    is: 'failed',
    message: all === 1 ? message : words.someLogged(stored, all, message),
    offer: isForForm ? 'form' : 'recentNotes',
    entry,
  };
}

function explainStored(entries: readonly Entry[]): readonly SendMessage[] {
  const [first] = entries;
  if (!first) return [];
  const { accountLabel, note } = first;
  const message =
    entries.length === 1
      ? explainOutcome({ state: 'stored', entryId: first.id }, first).message
      : words.manyLogged(entries.length, note.target.name ?? note.target.id, accountLabel);
  return [{ is: 'stored', message, entries }];
}
