import { takeBack } from '../delivery/takeBack.ts';
import type { Entry } from '../outbox/entry.ts';
import * as words from '../words/decisions.ts';
import { confirm } from './confirm.ts';
import { currentEntry, tellChanged } from './outbox/currentEntry.ts';
import type { Services } from './services.ts';
import { showForm } from './showForm.ts';
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
  return await confirm({
    question: words.editPossiblySaved(),
    detail: words.editMeansAnother(status.failure.message, accountLabel, nameOf(note.target)),
    keep: words.decideLater(),
    act: words.edit(),
  });
}
