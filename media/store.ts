import type { Snapshot } from '../src/form/messages.ts';
import { clearsProblem, formFields, isFieldName, valueFields, type ValueField } from '../src/model/fields.ts';

interface Typed {
  readonly seq: number;
  readonly value: string;
}

/** What the host is told of a change to a field. */
export interface Edit extends Typed {
  readonly field: ValueField;
}

/**
 * The page's state: the host's newest snapshot, and what was typed since. Messages cross on their way, so typing is
 * kept until a snapshot says that the host has seen it.
 */
export interface PageState {
  readonly snapshot: Snapshot;
  readonly typed: Readonly<Partial<Record<ValueField, Typed>>>;
  /** Of the last edit, choice or log; the next one is one higher. */
  readonly seq: number;
  /** Present from the press on the button until the host has finished with it; `text`: what was logged. */
  readonly log: { readonly seq: number; readonly text: string } | undefined;
  /** The user began the search again, with this name. */
  readonly cleared: { readonly seq: number; readonly name: string } | undefined;
}

/** Begins with a snapshot, counting on from it: a host that kept its count over a reload is never ahead of us. */
export function openForm(snapshot: Snapshot): PageState {
  return { snapshot, typed: {}, seq: snapshot.seq, log: undefined, cleared: undefined };
}

/** The user changed a field. The new state's `seq` is the edit's; the same state comes back when nothing changed. */
export function afterEdit(state: PageState, field: ValueField, value: string): PageState {
  if (viewOf(state).values[field] === value) return state;
  const seq = nextSeq(state);
  return { ...state, seq, typed: { ...state.typed, [field]: { seq, value } } };
}

/** The user pressed the button. The new state's `seq` is the log's. */
export function afterLog(state: PageState): PageState {
  const seq = nextSeq(state);
  return { ...state, seq, log: { seq, text: viewOf(state).values.text } };
}

/** The user wants another customer: the search begins again, with the name of this one. */
export function afterClear(state: PageState): PageState {
  const { recipient } = viewOf(state);
  if (recipient.state !== 'chosen') return state;
  const seq = nextSeq(state);
  return { ...state, seq, cleared: { seq, name: recipient.card.name } };
}

/** The user chose a customer, or a part of one: a snapshot that has seen the new state's `seq` says whom. */
export function afterChoice(state: PageState): PageState {
  return { ...state, seq: nextSeq(state) };
}

/**
 * A snapshot came. A new draft replaces what was typed; the same draft only what its host has seen. What was typed into
 * the text after it was logged belongs to the next one.
 */
export function afterSnapshot(state: PageState, snapshot: Snapshot): PageState {
  const { log } = state;
  if (snapshot.draftId !== state.snapshot.draftId) {
    const next = { ...openForm(snapshot), seq: Math.max(state.seq, snapshot.seq) };
    const since = log && snapshot.logged?.entryId === state.snapshot.draftId ? typedSince(state, log) : '';
    return since === '' ? next : afterEdit(next, 'text', since + snapshot.values.text);
  }
  const isAnswered = log !== undefined && snapshot.seq >= log.seq && snapshot.logging === null;
  return { ...state, snapshot, log: isAnswered ? undefined : log };
}

/** The edits that waited for the answer to a log, now that it has come; see {@link holdsEdits}. */
export function releasedEdits(before: PageState, after: PageState): readonly Edit[] {
  const { log } = before;
  if (log === undefined || after.log !== undefined) return [];
  return valueFields
    .flatMap((field) => {
      const typed = after.typed[field];
      return typed !== undefined && typed.seq > log.seq ? [{ field, ...typed }] : [];
    })
    .sort((one, other) => one.seq - other.seq);
}

/** Whether edits have to wait: the host is about to take the draft as it was when the button was pressed. */
export function holdsEdits(state: PageState): boolean {
  return state.log !== undefined;
}

/** Whether a note is being logged; a second one must wait. */
export function isLogging({ log, snapshot }: PageState): boolean {
  return log !== undefined || snapshot.logging !== null;
}

/** The form to draw: the host's snapshot, with newer typing over it. */
export function viewOf(state: PageState): Snapshot {
  const { snapshot } = state;
  const values = { ...snapshot.values };
  const cleared = state.cleared !== undefined && state.cleared.seq > snapshot.seq ? state.cleared : undefined;
  if (cleared !== undefined) values.target = cleared.name;
  const newer = new Set<ValueField>();
  for (const field of valueFields) {
    const typed = state.typed[field];
    if (typed === undefined || typed.seq <= snapshot.seq) continue;
    values[field] = typed.value;
    newer.add(field);
  }
  // The customer that was chosen for another account or text must not be shown for this one.
  const isAddressNew = cleared !== undefined || [...newer].some((field) => formFields[field].isAddress);
  return {
    ...snapshot,
    values,
    recipient: isAddressNew ? { state: 'search' } : snapshot.recipient,
    authors: newer.has('account') ? [] : snapshot.authors,
    problems: snapshot.problems.filter(
      ({ field }) => !(isFieldName(field) && [...newer].some((changed) => clearsProblem(changed, field))),
    ),
  };
}

/**
 * The snapshot to paint when a hidden page is shown again: with what was typed, as if the host had seen it. Whether that
 * is saved, and what becomes of a log, the host says anew.
 */
export function snapshotToKeep(state: PageState): Snapshot {
  return { ...viewOf(state), unsaved: '', logging: null, seq: Math.max(state.seq, state.snapshot.seq) };
}

/** What was typed into the text after it was logged; all of it, where it was not typed at the end. */
function typedSince({ typed }: PageState, log: { readonly seq: number; readonly text: string }): string {
  if (typed.text === undefined || typed.text.seq <= log.seq) return '';
  const { value } = typed.text;
  return value.startsWith(log.text) ? value.slice(log.text.length) : value;
}

function nextSeq(state: PageState): number {
  return Math.max(state.seq, state.snapshot.seq) + 1;
}
