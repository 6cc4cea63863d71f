import * as vscode from '../editor.ts';
import type { OpenAccount } from '../../accounts/accountBook.ts';
import { draftOfStored, storedTextForm, submitRemoval } from '../../compose/editStoredNote.ts';
import { Failure } from '../../base/failure.ts';
import type { StoredNote } from '../../model/note.ts';
import { isConflict, type Entry } from '../../outbox/entry.ts';
import * as words from '../../words/decisions.ts';
import { confirm } from '../confirm.ts';
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
  if (pending?.action?.does === 'remove') tellPending(words.deletionPending());
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
    tellPending(words.changePending());
    return;
  }
  const seconds = Math.round(services.undoTime() / 1000);
  const meaning =
    note.locked === undefined
      ? words.deletedForEverybody(note.kind, nameOf(note.target), open.account.label, open.kind.title)
      : words.onlyLinkIsRemoved();
  const undo = seconds === 0 ? '' : ` ${words.undoFor(seconds)}`;
  const text = shortened(note.text, shownLength);
  const isSure = await confirm({
    question: words.deleteStored(note.kind),
    detail: [text, `${meaning}${undo}`].filter((part) => part !== '').join('\n\n'),
    keep: words.keepStored(note.kind),
    act: words.doDelete(),
  });
  if (!isSure) return;
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
  if (!open) throw new Failure('invalid', words.accountOfNoteGone());
  if (!open.kind.capabilities[can]) {
    const why = (can === 'edit' ? words.cannotEdit : words.cannotDelete)(open.kind.title);
    void vscode.window.showInformationMessage(verbatim(why));
    return undefined;
  }
  if (node.note.raw === true) throw unreadable();
  if (can === 'edit' && node.note.locked !== undefined) throw new Failure('refused', node.note.locked);
  return { open, note: node.note };
}

/** Saving the part that is known would delete the rest. */
function tooLong(): Failure {
  return new Failure('tooLarge', words.tooLongToEdit());
}

function unreadable(): Failure {
  return new Failure('unreadable', words.notReadInFull());
}

function pendingFor({ outbox }: Services, { open, note }: Stored): Entry | undefined {
  return outbox
    .entries()
    .find(
      ({ accountId, action }) =>
        accountId === open.account.id &&
        action !== undefined &&
        'noteId' in action &&
        action.noteId === note.id,
    );
}

function tellPending(why: string): void {
  void vscode.window.showInformationMessage(verbatim(why));
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
