import * as vscode from '../editor.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { draftOfStored, storedTextForm, submitRemoval } from '../../compose/editStoredNote.ts';
import { Failure } from '../../base/failure.ts';
import type { StoredNote } from '../../model/note.ts';
import { isConflict, type Entry } from '../../outbox/entry.ts';
import { deliverWithProgress } from '../sendWithProgress.ts';
import { showForm } from '../showForm.ts';
import type { Services } from '../services.ts';
import { takeBackIntoForm } from '../takeBackIntoForm.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { verbatim } from '../verbatim.ts';
import { askAboutConflict } from './askAboutConflict.ts';
import { shortened } from '../../base/shortened.ts';
import { nameOf } from '../label.ts';

/** How long to wait for the service's version of a note, before the listed one is used (milliseconds). */
const readTimeout = 5_000;

/** As much of a text as a dialog can show. */
const shownLength = 600;

/** Opens a stored note in the form, as the service has it now. */
export async function editNote(services: Services, node: TreeNode): Promise<void> {
  const stored = changeableNote(services, node, 'edit');
  if (!stored) return;
  const { open, note } = stored;
  const { composer, newId } = services;
  const { edits, values } = composer.draft;
  const isInForm = edits?.noteId === note.id && values.account === open.account.id;
  const pending = isInForm ? undefined : pendingFor(services, stored);
  if (pending?.action?.does === 'remove') tellPending('deletion');
  else if (pending && isConflict(pending)) await askAboutConflict(services, pending);
  else if (pending) await takeBackIntoForm(services, pending);
  else {
    if (!isInForm) {
      const current = await readAgain(services, open, note);
      if (current.raw === true) throw unreadable();
      if (current.cut === true) throw tooLong();
      if (current.locked !== undefined) throw new Failure('refused', current.locked);
      composer.open(draftOfStored(newId(), open, current, await storedTextForm(current, services.markdown)));
    }
    await showForm();
  }
}

/** Deletes a stored note, after a question; through the outbox, so that it can be taken back for its undo time. */
export async function deleteNote(services: Services, node: TreeNode): Promise<void> {
  const stored = changeableNote(services, node, 'remove');
  if (!stored) return;
  const { open, note } = stored;
  if (pendingFor(services, stored)) {
    tellPending('change');
    return;
  }
  const noun = note.kind === 'call' ? 'call' : 'note';
  const targetName = nameOf(note.target);
  const text = shortened(note.text, shownLength);
  const seconds = Math.round(services.undoTime() / 1000);
  const undo =
    seconds === 0 ? '' : ` You can take this back for ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`;
  const meaning =
    note.locked === undefined
      ? `The ${noun} about ${targetName} is deleted in ${open.account.label}, for everybody. ${open.kind.title} cannot bring it back.${undo}`
      : `Only the link is removed. What it leads to stays as it is.${undo}`;
  const choice = await vscode.window.showWarningMessage(
    verbatim(`Delete this ${noun}?`),
    { modal: true, detail: [text, meaning].filter((part) => part !== '').join('\n\n') },
    'Delete',
  );
  if (choice !== 'Delete') return;
  const entry = await submitRemoval(services, services.newId(), note, open);
  await deliverWithProgress(services, [entry], 'stopped');
}

interface Stored {
  readonly open: OpenAccount;
  readonly note: StoredNote;
}

/** The note of a row, if it can be edited or deleted; otherwise tells the user why not, and gives undefined. */
function changeableNote({ book }: Services, node: TreeNode, can: 'edit' | 'remove'): Stored | undefined {
  if (node.row !== 'note') return undefined;
  const open = book.find(node.account.id);
  if (!open) throw new Failure('invalid', 'The account of this note is no longer set up here.');
  if (!open.kind.capabilities[can]) {
    const verb = can === 'edit' ? 'change' : 'delete';
    const message = `${open.kind.title} has no way to ${verb} a stored note.`;
    void vscode.window.showInformationMessage(verbatim(message));
    return undefined;
  }
  if (node.note.raw === true) throw unreadable();
  if (can === 'edit' && node.note.locked !== undefined) throw new Failure('refused', node.note.locked);
  return { open, note: node.note };
}

/** Saving the part that is known would delete the rest. */
function tooLong(): Failure {
  return new Failure('tooLarge', 'This note is too long to be changed here. Change it where it is stored.');
}

function unreadable(): Failure {
  return new Failure(
    'unreadable',
    'This note could not be read in full, so it cannot be changed or deleted here.',
  );
}

function pendingFor({ outbox }: Services, { open, note }: Stored): Entry | undefined {
  return outbox
    .entries()
    .find(({ accountId, action }) => accountId === open.account.id && action?.noteId === note.id);
}

function tellPending(what: 'change' | 'deletion'): void {
  void vscode.window.showInformationMessage(
    verbatim(`A ${what} of this note is on its way already. Send or discard it in Recent Notes first.`),
  );
}

/** The note as the service has it now, or as it was listed if the service cannot be asked. Failure `notFound`. */
async function readAgain(services: Services, open: OpenAccount, note: StoredNote): Promise<StoredNote> {
  const { clock, recentNotes, tree } = services;
  const timeout = new AbortController();
  const done = new AbortController();
  clock.wait(readTimeout, done.signal).then(
    () => timeout.abort(),
    () => undefined,
  );
  try {
    return await vscode.window.withProgress({ location: { viewId: 'notelog.recentNotes' } }, () =>
      open.provider.read(note.id, timeout.signal),
    );
  } catch (error) {
    if (!Failure.is(error)) throw error;
    if (error.reason !== 'notFound') return note;
    recentNotes.remove(open.account.id, note.id);
    tree.redraw();
    throw error;
  } finally {
    done.abort();
  }
}
