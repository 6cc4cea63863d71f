import type { Snapshot } from '../src/form/messages.ts';
import { clearsProblem, formFields, isFieldName, valueFields, type ValueField } from '../src/model/fields.ts';

interface Typed {
  readonly seq: number;
  readonly value: string;
}

/**
 * The page's state: the host's newest snapshot, and what was typed since. Messages cross on their way, so typing is
 * kept until a snapshot says that the host has seen it.
 */
export interface PageState {
  readonly snapshot: Snapshot;
  readonly typed: Readonly<Partial<Record<ValueField, Typed>>>;
  /** Of the last edit or send; the next one is one higher. */
  readonly seq: number;
  /** Set from the click on Send until the host has finished with it. */
  readonly sendSeq: number | undefined;
}

/** Begins with a snapshot, counting on from it: a host that kept its count over a reload is never ahead of us. */
export function openForm(snapshot: Snapshot): PageState {
  return { snapshot, typed: {}, seq: snapshot.seq, sendSeq: undefined };
}

/** The user changed a field. The new state's `seq` is the edit's; the same state comes back when nothing changed. */
export function afterEdit(state: PageState, field: ValueField, value: string): PageState {
  if (viewOf(state).values[field] === value) return state;
  const seq = nextSeq(state);
  return { ...state, seq, typed: { ...state.typed, [field]: { seq, value } } };
}

/** The user pressed Send. The new state's `seq` is the send's. */
export function afterSend(state: PageState): PageState {
  const seq = nextSeq(state);
  return { ...state, seq, sendSeq: seq };
}

/** A snapshot came. A new draft replaces what was typed; the same draft only what its host has seen. */
export function afterSnapshot(state: PageState, snapshot: Snapshot): PageState {
  if (snapshot.draftId !== state.snapshot.draftId) {
    return { snapshot, typed: {}, seq: Math.max(state.seq, snapshot.seq), sendSeq: undefined };
  }
  const isAnswered =
    state.sendSeq !== undefined && snapshot.seq >= state.sendSeq && snapshot.progress.state !== 'sending';
  return { ...state, snapshot, sendSeq: isAnswered ? undefined : state.sendSeq };
}

/** The form to draw: the host's snapshot, with newer typing over it. */
export function viewOf(state: PageState): Snapshot {
  const { snapshot } = state;
  const values = { ...snapshot.values };
  const newer = new Set<ValueField>();
  for (const field of valueFields) {
    const typed = state.typed[field];
    if (typed === undefined || typed.seq <= snapshot.seq) continue;
    values[field] = typed.value;
    newer.add(field);
  }
  // The target that was checked for another account or type must not be shown for this one.
  const isAddressNew = [...newer].some((field) => formFields[field].isAddress);
  return {
    ...snapshot,
    values,
    check: isAddressNew ? { state: 'none' } : snapshot.check,
    authors: newer.has('account') ? [] : snapshot.authors,
    problems: snapshot.problems.filter(
      ({ field }) => !(isFieldName(field) && [...newer].some((changed) => clearsProblem(changed, field))),
    ),
    progress:
      state.sendSeq !== undefined && snapshot.progress.state !== 'sending'
        ? { state: 'sending', message: '' }
        : snapshot.progress,
  };
}

/** Whether a send is under way; a second one must wait. */
export function isSending(state: PageState): boolean {
  return viewOf(state).progress.state === 'sending';
}

/**
 * The snapshot to paint when a hidden page is shown again: with what was typed, as if the host had seen it. Whether that
 * is saved the host says anew.
 */
export function snapshotToKeep(state: PageState): Snapshot {
  const { progress, seq } = state.snapshot;
  const { unsaved: _unsaved, ...view } = viewOf(state);
  return { ...view, progress, seq: Math.max(state.seq, seq) };
}

function nextSeq(state: PageState): number {
  return Math.max(state.seq, state.snapshot.seq) + 1;
}
