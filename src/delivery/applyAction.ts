import type { DuplicateResult, MaySend } from '../providers/outgoingNote.ts';
import type { KnownNote, Provider } from '../providers/provider.ts';
import type { Tasks } from '../providers/tasks.ts';
import { hasVersion, hasChange } from '../model/change.ts';
import type { Action, FollowUp, NoteAction } from '../model/action.ts';
import { Failure } from '../base/failure.ts';
import type { StoredNote, Target } from '../model/note.ts';
import * as words from '../words/delivery.ts';

/**
 * The stored note of an action as its service has it now; undefined: it is gone. Rejects as {@link Provider.read} and
 * {@link Provider.findListed}.
 */
export async function readUnlessGone(
  provider: Provider,
  action: NoteAction,
  signal: AbortSignal,
): Promise<StoredNote | undefined> {
  try {
    return await provider.read(action.noteId, signal);
  } catch (error) {
    if (!provider.findListed && Failure.is(error, 'notFound')) return undefined;
    if (!provider.findListed || !Failure.is(error, 'notFound', 'notServed')) throw error;
  }
  return await provider.findListed(action.noteId, knownOf(action), signal);
}

function knownOf(action: NoteAction): KnownNote {
  const { createdAt } = action.base;
  return { createdAt, target: action.does === 'remove' ? action.target : undefined };
}

/** How a stored note is before it is changed. `done`: already as wanted; without a note, it is deleted. */
export type Readiness = 'ready' | { readonly done: StoredNote | undefined };

/**
 * Reads the note anew, and changes nothing. Failure `conflict` when it is neither what the user saw nor what is
 * wanted, `notFound` when there is nothing left to change; else those of {@link readUnlessGone}.
 */
export async function checkReadiness(
  provider: Provider,
  action: Action,
  signal: AbortSignal,
): Promise<Readiness> {
  if (action.does === 'followUp') return 'ready';
  const note =
    action.does === 'remove'
      ? await readUnlessGone(provider, action, signal)
      : await provider.read(action.noteId, signal);
  if (note === undefined) return { done: undefined };
  if (hasVersion(note, action.base)) return 'ready';
  if (action.does === 'edit' && (await isDone(provider, note, action))) return { done: note };
  throw new Failure('conflict', words.changedElsewhere());
}

/**
 * Does it, once; resolves to the note as it is now, undefined: gone, or there is none. `target`: whom the entry is about.
 * `maySend` as in {@link OutgoingNote}. Rejects as the
 * provider's method, and with Failure `invalid` where the service has none.
 */
export async function applyAction(
  provider: Provider,
  { action, target }: ActionOfEntry,
  signal: AbortSignal,
  maySend: MaySend,
): Promise<StoredNote | undefined> {
  if (action.does === 'followUp') {
    await tasksOf(provider).create({ target, ...taskOf(action) }, signal, maySend);
    return undefined;
  }
  if (action.does === 'edit' && provider.edit)
    return await provider.edit(action.noteId, action.change, signal, maySend);
  if (action.does === 'edit' || !provider.remove)
    throw new Failure('invalid', action.does === 'edit' ? words.cannotChange() : words.cannotDelete());
  await provider.remove(action.noteId, signal, knownOf(action));
  return undefined;
}

/**
 * Whether an action was carried out whose answer was lost. Where it was not, it may be tried again at once: that looks
 * at the note first, and does the same once more at worst. Rejects as {@link readUnlessGone}.
 */
export async function checkApplied(
  provider: Provider,
  { action, target }: ActionOfEntry,
  signal: AbortSignal,
): Promise<ActionResult> {
  if (action.does === 'followUp')
    return (await tasksOf(provider).has({ target, ...taskOf(action) }, signal))
      ? { result: 'found', note: undefined }
      : notListed;
  const note = await readUnlessGone(provider, action, signal);
  if (note === undefined) return action.does === 'remove' ? { result: 'found', note } : notDone;
  const done =
    action.does === 'edit' && !hasVersion(note, action.base) && (await isDone(provider, note, action));
  return done ? { result: 'found', note } : notDone;
}

/** An action, and whom its entry is about. */
interface ActionOfEntry {
  readonly action: Action;
  readonly target: Target;
}

/** Nobody knows how old a list of tasks is, and a follow-up that was made twice cannot be told from one. */
const notListed: DuplicateResult = {
  result: 'absent',
  final: false,
  list: { readAt: undefined, newest: undefined },
};

function taskOf({ details, assignee, dueOn }: FollowUp): FollowUp {
  return { details, assignee, dueOn };
}

function tasksOf({ tasks }: Provider): Tasks {
  if (!tasks) throw new Failure('invalid', words.hasNoFollowUps());
  return tasks;
}

/** As {@link DuplicateResult}; no note: it is gone, as wanted, or there is none. */
type ActionResult = DuplicateResult | { readonly result: 'found'; readonly note: undefined };

const notDone: ActionResult = { result: 'absent', final: true };

async function isDone(
  provider: Provider,
  note: StoredNote,
  { change }: Extract<Action, { does: 'edit' }>,
): Promise<boolean> {
  return provider.hasChange ? await provider.hasChange(note, change) : hasChange(note, change);
}
