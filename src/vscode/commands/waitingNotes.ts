import * as vscode from '../editor.ts';
import { confirmStored, discard, requeue } from '../../delivery/resolveEntry.ts';
import { isConflict, isLookedFor, type Entry } from '../../outbox/entry.ts';
import { currentEntry, tellChanged } from '../outbox/currentEntry.ts';
import { exportMarkdown } from '../outbox/exportMarkdown.ts';
import { deliverWithProgress } from '../sendWithProgress.ts';
import type { Services } from '../services.ts';
import { takeBackIntoForm } from '../takeBackIntoForm.ts';
import { dateAndTime, timeOfDay } from '../times.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { constant, verbatim } from '../verbatim.ts';
import { askAboutConflict } from './askAboutConflict.ts';
import { shortened } from '../../base/shortened.ts';
import { nameOf } from '../label.ts';

/** As much of a text as a dialog can show. */
const shownLength = 600;

/** Sends a note of the outbox now. If it may be stored already, the user decides first. */
export async function sendNow(services: Services, node: TreeNode): Promise<void> {
  const entry = node.row === 'entry' ? currentEntry(services, node.entry.id) : undefined;
  if (!entry) return;
  if (isConflict(entry)) await askAboutConflict(services, entry);
  // An edit or a deletion looks at the stored note first, so it may be tried again.
  else if (entry.status.state === 'uncertain' && entry.action)
    await send(services, entry, entry.status.since);
  else if (entry.status.state === 'uncertain') await decide(services, entry);
  else await send(services, entry);
}

async function send(services: Services, entry: Entry, uncertainSince?: number): Promise<void> {
  if ((await requeue(services, entry.id, uncertainSince)) === 'changed') {
    tellChanged(services, entry.id);
    return;
  }
  await deliverWithProgress(services, [services.outbox.get(entry.id) ?? entry], 'nothing');
}

/** Asks the user what the search could not tell: whether the service has the note. */
async function decide(services: Services, entry: Entry): Promise<void> {
  const { status } = entry;
  if (status.state !== 'uncertain') return;
  const there = { title: 'It Is There' };
  const again = { title: 'Send Again' };
  const leave = { title: 'Leave It', isCloseAffordance: true };
  const answer = await vscode.window.showWarningMessage(
    verbatim(`Does ${entry.accountLabel} have this note already?`),
    { modal: true, detail: evidence(entry) },
    there,
    again,
    leave,
  );
  if (answer === again) await send(services, entry, status.since);
  if (answer !== there) return;
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
  const targetName = nameOf(note.target);
  const candidates = status.candidates ?? [];
  const texts = candidates.map(({ text }, index) =>
    candidates.length === 1 ? cut(text) : `${index + 1}. ${cut(text)}`,
  );
  return [
    status.failure.message,
    `Your note for ${targetName}:\n${cut(note.text.value)}`,
    texts.length === 0
      ? `${isLookedFor(entry) ? 'Notelog is still looking for it.' : `There are too many notes in ${accountLabel} to search them all, so look for it there.`} If you send it again, it may be stored twice.`
      : `Found in ${accountLabel}, and it may be any of these:\n${texts.join('\n\n')}`,
  ].join('\n\n');
}

/** Takes a waiting note back into the form. */
export async function editWaiting(services: Services, node: TreeNode): Promise<void> {
  if (node.row === 'entry') await takeBackIntoForm(services, node.entry);
}

/** Discards a waiting note, after a question. */
export async function discardWaiting(services: Services, node: TreeNode): Promise<void> {
  const entry = node.row === 'entry' ? currentEntry(services, node.entry.id) : undefined;
  if (!entry) return;
  const noun = entry.action ? (entry.action.does === 'edit' ? 'change' : 'deletion') : 'note';
  const consequence = entry.action
    ? entry.status.state === 'uncertain'
      ? 'It may have been made already. If not, the stored note stays as it is.'
      : 'The stored note stays as it is.'
    : entry.status.state === 'uncertain'
      ? 'It may be stored already, and Notelog will stop looking for it.'
      : 'It has not been sent, and cannot be brought back.';
  const choice = await vscode.window.showWarningMessage(
    verbatim(`Discard this ${noun}?`),
    { modal: true, detail: `${cut(entry.note.text.value)}\n\n${consequence}` },
    'Discard',
  );
  if (choice !== 'Discard') return;
  if ((await discard(services, entry)) === 'changed') tellChanged(services, entry.id);
}

/** Opens all waiting notes as one Markdown document, so that they can be saved or sent in another way. */
export async function exportWaiting(services: Services): Promise<void> {
  const entries = services.outbox.entries();
  if (entries.length === 0)
    return void vscode.window.showInformationMessage(
      constant`No note waits to be sent, so there is nothing to export.`,
    );
  const { language } = vscode.env;
  const content = exportMarkdown(entries, {
    now: services.clock.now(),
    time: timeOfDay(language),
    date: dateAndTime(language),
    blobPath: (id, sha256) => services.outbox.blobPath(id, sha256),
  });
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: 'markdown', content }),
  );
}

function cut(text: string): string {
  return shortened(text, shownLength);
}
