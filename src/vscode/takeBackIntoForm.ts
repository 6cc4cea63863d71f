import * as vscode from './editor.ts';
import { takeBack } from '../delivery/takeBack.ts';
import type { Entry } from '../outbox/entry.ts';
import { currentEntry, tellChanged } from './outbox/currentEntry.ts';
import type { Services } from './services.ts';
import { showForm } from './showForm.ts';
import { constant } from './verbatim.ts';
import { nameOf } from './label.ts';

/**
 * Takes a note out of the outbox and back into the form, as it was typed; a deletion is only removed. Looks at the
 * entry as it is now, since `shownEntry` may come from a message that has been on the screen for hours: what was
 * sent meanwhile stays sent.
 */
export async function takeBackIntoForm(services: Services, shownEntry: Entry): Promise<void> {
  const entry = currentEntry(services, shownEntry.id);
  if (!entry || !(await mayBeEdited(entry))) return;
  const { composer } = services;
  const outcome = await takeBack(services, entry, (id) => composer.holds(id));
  if (outcome.result === 'changed') tellChanged(services, entry.id);
  if (outcome.result !== 'draft') return;
  composer.open(outcome.draft);
  await showForm();
}

async function mayBeEdited({ status, note, accountLabel, action }: Entry): Promise<boolean> {
  // A change that was made already is seen when the next one is sent.
  if (status.state !== 'uncertain' || action) return true;
  const targetName = nameOf(note.target);
  const detail = `${status.failure.message} ${accountLabel} may have it for ${targetName}. What you send from the form is a new note, and Notelog stops looking for this one.`;
  const choice = await vscode.window.showWarningMessage(
    constant`This note may be stored already. Edit and send it as another one?`,
    { modal: true, detail },
    'Edit',
  );
  return choice === 'Edit';
}
