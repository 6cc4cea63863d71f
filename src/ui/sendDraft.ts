import * as vscode from 'vscode';
import type { OpenAccount } from '../accounts/accountBook.ts';
import { explainOutcome, type Remedy } from '../compose/explain.ts';
import { submit } from '../compose/submit.ts';
import type { Draft } from '../notes/draft/draft.ts';
import { Failure } from '../notes/failure.ts';
import type { Note } from '../notes/note.ts';
import type { Entry } from '../notes/outbox/entry.ts';
import type { Outcome } from '../notes/outbox/delivery.ts';
import type { Services } from './services.ts';

/**
 * Puts a checked draft into the outbox, delivers it with progress, and says what came of it. Undefined when it
 * did not even reach the outbox: the draft is then opened in the form. Shown to the user in every case.
 */
export async function sendDraft(
  services: Services,
  draft: Draft,
  note: Note,
  to: OpenAccount,
): Promise<Outcome | undefined> {
  let entry: Entry;
  try {
    entry = await submit(services, draft, note, to);
  } catch (error) {
    const failure = Failure.is(error)
      ? error
      : new Failure('storage', 'The note could not be saved.', { cause: error });
    services.log.error(`Send: ${failure.reason}, ${failure.detail ?? 'no detail'}`, failure.cause);
    keepInForm(services, draft);
    void offer(`${failure.message} Nothing was sent; the note is in the form.`, { 'Open Form': showForm });
    return undefined;
  }
  return await deliverEntry(services, entry);
}

/** Delivers an entry of the outbox with progress and a way to cancel, and says what came of it. */
export async function deliverEntry(services: Services, entry: Entry): Promise<Outcome> {
  const outcome = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Notelog: sending to ${entry.accountLabel}…`,
      cancellable: true,
    },
    async (_, token) => {
      const abort = new AbortController();
      const listening = token.onCancellationRequested(() => abort.abort());
      try {
        return await services.delivery.deliver(entry.id, abort.signal);
      } finally {
        listening.dispose();
      }
    },
  );
  const { message, remedy } = explainOutcome(outcome, entry.accountLabel);
  if (outcome.state === 'stored') void vscode.window.showInformationMessage(message);
  else void offer(message, remedies(services, entry, outcome, remedy));
  return outcome;
}

/** Takes a note out of the outbox and back into the form, as it was typed. */
export async function takeBack(services: Services, entry: Entry): Promise<void> {
  // An uncertain note may be stored under its id; what is sent now is another note.
  const id = entry.status.state === 'uncertain' ? services.newId() : entry.draft.id;
  const draft = { ...entry.draft, id };
  services.drafts.saveSoon(draft);
  await services.drafts.flush();
  await services.outbox.remove(entry.id);
  services.composer.open(draft);
  await showForm();
}

/** Puts text that was typed elsewhere into the form, saved, and says so. */
export function keepInForm(services: Services, draft: Draft): void {
  services.drafts.saveSoon(draft);
  services.composer.open(draft);
  vscode.window.setStatusBarMessage('$(note) Notelog kept your text in the form.', 8000);
}

function remedies(
  services: Services,
  entry: Entry,
  outcome: Outcome,
  remedy: Remedy,
): Record<string, () => Thenable<unknown>> {
  if (outcome.state === 'refused') return { 'Edit in Form': () => takeBack(services, entry) };
  if (remedy === 'replaceKey')
    return { 'Replace Key': () => vscode.commands.executeCommand('notelog.replaceKey', entry.accountId) };
  return { 'Show Recent Notes': () => vscode.commands.executeCommand('notelog.recentNotes.focus') };
}

/** An error with what can be done about it, as buttons. */
export async function offer(
  message: string,
  actions: Record<string, () => Thenable<unknown>>,
): Promise<void> {
  const chosen = await vscode.window.showErrorMessage(message, ...Object.keys(actions));
  if (chosen !== undefined) await actions[chosen]?.();
}

export async function showForm(): Promise<void> {
  await vscode.commands.executeCommand('notelog.form.focus');
}
