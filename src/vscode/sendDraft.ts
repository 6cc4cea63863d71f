import * as vscode from 'vscode';
import type { OpenAccount } from '../accounts/accountBook.ts';
import { explainOutcome } from '../compose/explainOutcome.ts';
import { submit } from '../compose/submit.ts';
import type { Draft } from '../model/draft.ts';
import { Failure } from '../base/failure.ts';
import type { Note } from '../model/note.ts';
import type { Entry } from '../outbox/entry.ts';
import type { Outcome } from '../delivery/outcome.ts';
import { tellStoredNote } from './offerFollowUp.ts';
import { count } from './outbox/outboxSummary.ts';
import { sendingProgress } from './sendingProgress.ts';
import type { Services } from './services.ts';
import { takeBackIntoForm } from './takeBackIntoForm.ts';
import { verbatim } from './verbatim.ts';

/** A draft, and the note that it was found to be. */
export interface CheckedDraft {
  readonly draft: Draft;
  readonly note: Note;
}

/** Where a note goes that the user stops before it leaves. */
export type Stopped = 'intoForm' | 'stays';

/**
 * Puts checked drafts into the outbox, delivers them with progress, and says what came of it. What does not even
 * reach the outbox is opened in the form.
 */
export async function sendDrafts(
  services: Services,
  drafts: readonly CheckedDraft[],
  to: OpenAccount,
): Promise<void> {
  const entries: Entry[] = [];
  const kept: Failure[] = [];
  for (const { draft, note } of drafts) {
    try {
      entries.push(await submit(services, draft, note, to));
    } catch (error) {
      const failure = Failure.is(error)
        ? error
        : new Failure('storage', 'The note could not be saved.', { cause: error });
      services.log.error(`Send: ${failure.reason}, ${failure.detail ?? 'no detail'}`, failure.cause);
      keepInForm(services, draft);
      kept.push(failure);
    }
  }
  tellKept(kept);
  if (entries.length > 0) await deliverEntries(services, entries, 'intoForm');
}

/** Once for all: of many notifications at a time the editor shows none. */
function tellKept([first, ...others]: readonly Failure[]): void {
  if (!first) return;
  const what =
    others.length === 0
      ? 'Nothing was sent; the note is in the form.'
      : `${count(others.length + 1)} were not sent; they are drafts, and the last one is in the form.`;
  void offer(`${first.message} ${what}`, { 'Open Form': showForm });
}

/** Delivers entries of one account with progress and a way to stop them, and says what came of it. */
export async function deliverEntries(
  services: Services,
  entries: readonly Entry[],
  stopped: Stopped,
): Promise<void> {
  const outcomes = await sendingProgress(services, entries);
  const told = entries.flatMap((entry, index) => {
    const outcome = outcomes[index];
    return outcome ? [{ entry, outcome }] : [];
  });
  const back = told.filter(({ outcome }) => isStopped(outcome));
  for (const { entry } of stopped === 'intoForm' ? back : [])
    await takeBackIntoForm(services, entry, 'ofItself');
  const kept = back.filter(({ entry }) => entry.action?.does === 'remove' && stopped === 'intoForm');
  if (kept.length > 0) void vscode.window.showInformationMessage('Taken back: nothing was deleted.');
  else if (back.length > 0) tellStopped(back.length, stopped);
  const others = told.filter(({ outcome }) => !isStopped(outcome));
  const failed = others.find(({ outcome }) => outcome.state !== 'stored');
  const stored = others.filter(({ outcome }) => outcome.state === 'stored').length;
  if (failed) tellFailed(services, failed.entry, failed.outcome, stored, told.length);
  else if (stored > 0)
    tellStored(
      services,
      others.map(({ entry }) => entry),
    );
}

function isStopped(outcome: Outcome): boolean {
  return outcome.state === 'refused' && outcome.failure.reason === 'cancelled';
}

function tellStopped(notes: number, stopped: Stopped): void {
  const where =
    stopped === 'intoForm'
      ? 'the text is in the form.'
      : 'it stays in Recent Notes until you send or discard it.';
  const message = `Taken back: nothing was sent, ${notes === 1 ? where : `${count(notes)} were kept; ${where}`}`;
  const actions = stopped === 'intoForm' ? ['Open Form'] : [];
  void vscode.window
    .showInformationMessage(verbatim(message), ...actions)
    .then((chosen) => (chosen === undefined ? undefined : showForm()));
}

function tellStored(services: Services, entries: readonly Entry[]): void {
  const [entry] = entries;
  if (!entry) return;
  const { accountId, accountLabel, note } = entry;
  if (entries.length === 1) {
    const { message } = explainOutcome({ state: 'stored', entryId: entry.id }, entry);
    void tellStoredNote(services, message, { ...note, accountId });
    return;
  }
  const whom = note.target.name ?? note.target.id;
  const message = `Stored ${count(entries.length)} in ${accountLabel} for ${whom}.`;
  void vscode.window.showInformationMessage(verbatim(message));
}

function tellFailed(services: Services, entry: Entry, outcome: Outcome, stored: number, all: number): void {
  const { message, remedy } = explainOutcome(outcome, entry);
  if (remedy === 'replaceKey')
    return void services.askForKey(entry.accountId, reasonOf(outcome)?.message ?? '');
  const head = all === 1 ? '' : `${stored} of ${count(all)} stored. `;
  const actions: Actions =
    outcome.state === 'refused' && remedy === undefined && entry.action?.does !== 'remove'
      ? { 'Edit in Form': () => takeBackIntoForm(services, entry) }
      : { 'Show Recent Notes': () => vscode.commands.executeCommand('notelog.recentNotes.focus') };
  void offer(`${head}${message}`, actions);
}

/** Why a note was not stored, or not yet. */
export function reasonOf(outcome: Outcome): Failure | undefined {
  if (outcome.state === 'stored') return undefined;
  return outcome.state === 'queued' ? outcome.behind : outcome.failure;
}

/** Puts text that was typed elsewhere into the form, saved, and says so. */
export function keepInForm(services: Services, draft: Draft): void {
  services.drafts.saveSoon(draft);
  services.composer.open(draft);
  vscode.window.setStatusBarMessage('$(note) Notelog kept your text in the form.', 8000);
}

type Actions = Readonly<Record<string, () => Thenable<unknown>>>;

/** An error with what can be done about it, as buttons. */
export async function offer(message: string, actions: Actions): Promise<void> {
  const chosen = await vscode.window.showErrorMessage(verbatim(message), ...Object.keys(actions));
  if (chosen !== undefined) await actions[chosen]?.();
}

export async function showForm(): Promise<void> {
  await vscode.commands.executeCommand('notelog.form.focus');
}
