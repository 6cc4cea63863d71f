import * as vscode from '../editor.ts';
import { shortened } from '../../base/shortened.ts';
import { confirmStored, discard, requeue } from '../../delivery/resolveEntry.ts';
import { isConflict, isLookedFor, needsUser, type Entry } from '../../outbox/entry.ts';
import * as words from '../../words/decisions.ts';
import { nameOf } from '../label.ts';
import { currentEntry, tellChanged } from '../outbox/currentEntry.ts';
import { waitsForKey } from '../outbox/entryText.ts';
import { deliverWithProgress } from '../sendWithProgress.ts';
import type { Services } from '../services.ts';
import { takeBackIntoForm } from '../takeBackIntoForm.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { verbatim } from '../verbatim.ts';
import { askAboutConflict } from './askAboutConflict.ts';
import { replaceKey } from './replaceKey.ts';

/** As much of a text as a dialog can show. */
const shownLength = 600;

/** Opens what a note under "Needs you" waits for. */
export async function resolveWaiting(services: Services, node: TreeNode): Promise<void> {
  const entry = node.row === 'entry' ? currentEntry(services, node.entry.id) : undefined;
  // What the user clicked may have healed meanwhile.
  if (entry && needsUser(entry)) await resolve(services, entry);
}

async function resolve(services: Services, entry: Entry): Promise<void> {
  const { status, action, accountId } = entry;
  if (waitsForKey(status) && services.book.find(accountId)) await replaceKey(services, accountId);
  else if (isConflict(entry)) await askAboutConflict(services, entry);
  else if (status.state === 'uncertain' && (!action || action.does === 'followUp'))
    await askWhetherSaved(services, entry);
  // A change or a deletion looks at the stored note first, so it may be tried again.
  else if (status.state === 'uncertain') await tryAgain(services, entry, status.since);
  else if (action?.does === 'remove') await askAboutDeletion(services, entry);
  else if (action?.does === 'followUp') await askAboutFollowUp(services, entry);
  else await takeBackIntoForm(services, entry);
}

/** Sends an entry now; `uncertainSince`: see `requeue`. */
export async function tryAgain(services: Services, entry: Entry, uncertainSince?: number): Promise<void> {
  if ((await requeue(services, entry.id, uncertainSince)) === 'changed') {
    tellChanged(services, entry.id);
    return;
  }
  await deliverWithProgress(services, [services.outbox.get(entry.id) ?? entry], 'nothing');
}

/** Asks the user what the search could not tell: whether the service has the note. */
async function askWhetherSaved(services: Services, entry: Entry): Promise<void> {
  const { status } = entry;
  if (status.state !== 'uncertain') return;
  const saved = words.alreadySaved();
  const again = words.logAgain();
  const answer = await vscode.window.showWarningMessage(
    verbatim((entry.action ? words.isFollowUpSaved : words.isItSaved)(entry.accountLabel)),
    { modal: true, detail: evidence(entry) },
    // What does nothing comes first, because the first one is what Enter presses.
    words.decideLater(),
    saved,
    again,
  );
  if (answer === again) await tryAgain(services, entry, status.since);
  if (answer !== saved) return;
  const [first, ...others] = status.candidates ?? [];
  const noteId = first && others.length === 0 ? first.id : '';
  if ((await confirmStored(services.outbox, entry.id, status.since, noteId)) === 'changed') {
    tellChanged(services, entry.id);
    return;
  }
  await services.tree.refresh();
}

/** What the user needs to decide: the text of the note, and of those that the service has. */
function evidence(entry: Entry): string {
  const { status, note, accountLabel } = entry;
  if (status.state !== 'uncertain') return '';
  const candidates = status.candidates ?? [];
  const texts = candidates.map(({ text }, index) =>
    candidates.length === 1 ? cut(text) : `${index + 1}. ${cut(text)}`,
  );
  const found = words.foundOneOf(accountLabel, texts.join('\n\n'));
  const notFound = isLookedFor(entry) ? words.stillChecking() : words.tooManyToSearch(accountLabel);
  return [
    status.failure.message,
    words.yourNoteAbout(nameOf(note.target), cut(note.text.value)),
    texts.length === 0 ? notFound : found,
  ].join('\n\n');
}

/** A deletion that was refused, or held back by the user, has nothing that could be edited. */
async function askAboutDeletion(services: Services, entry: Entry): Promise<void> {
  const { status, note } = entry;
  const why = status.state === 'refused' ? status.failure.message : '';
  const discarding = words.discardDeletion();
  const again = words.tryAgain();
  const answer = await vscode.window.showWarningMessage(
    verbatim(words.notDeleted()),
    { modal: true, detail: [cut(note.text.value), why].filter((part) => part !== '').join('\n\n') },
    words.decideLater(),
    again,
    discarding,
  );
  if (answer === again) await tryAgain(services, entry);
  // What a discarded deletion leaves is the stored note, as it is.
  if (answer === discarding) await takeBackIntoForm(services, entry);
}

/** A follow-up that was refused: its note is saved, and stays as it is. */
async function askAboutFollowUp(services: Services, entry: Entry): Promise<void> {
  const { status, note } = entry;
  const why = status.state === 'refused' ? status.failure.message : '';
  const discarding = words.doDiscard();
  const again = words.tryAgain();
  const answer = await vscode.window.showWarningMessage(
    verbatim(words.followUpNotSaved()),
    { modal: true, detail: [cut(note.text.value), why].filter((part) => part !== '').join('\n\n') },
    words.decideLater(),
    again,
    discarding,
  );
  if (answer === again) await tryAgain(services, entry);
  if (answer === discarding && (await discard(services, entry)) === 'changed')
    tellChanged(services, entry.id);
}

function cut(text: string): string {
  return shortened(text, shownLength);
}
