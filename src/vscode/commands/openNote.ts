import * as vscode from '../editor.ts';
import { noteDocument } from '../../history/noteMarkdown.ts';
import { Failure } from '../../base/failure.ts';
import type { Account } from '../../model/account.ts';
import type { StoredNote } from '../../model/note.ts';
import { documentParts } from '../documents/documentParts.ts';
import { firstLine } from '../label.ts';
import { tellRead } from '../progressOfUser.ts';
import type { Services } from '../services.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { verbatim } from '../verbatim.ts';
import { openFileOf } from './recentNotes.ts';
import * as words from '../../words/history.ts';
import { notInService } from '../../words/files.ts';

/** A stored note, and the account that has it. */
interface NoteOfAccount {
  readonly note: StoredNote;
  readonly account: Account;
}

/** Opens the note of a row; see {@link openStoredNote}. */
export async function openNote(services: Services, node: TreeNode): Promise<void> {
  if (node.row === 'note') await openStoredNote(services, node);
}

/**
 * Opens a stored note as a read-only document, read again from its service. A note of the notebook is opened as its file
 * where the user wants to see the source first, or where the file is all that is known of it.
 */
export async function openStoredNote(services: Services, listed: NoteOfAccount): Promise<void> {
  const { note, account } = listed;
  const file = note.url?.startsWith('file:') === true ? vscode.Uri.parse(note.url, true) : undefined;
  if (file && (note.raw === true || services.settings.openNotesAs() === 'source')) {
    await openFileOf(services, note);
    return;
  }
  const { note: fresh, warning } = await readAgain(services, listed);
  const title = firstLine(fresh.text) || words.kind(fresh.kind);
  const key = JSON.stringify([account.id, note.id]);
  const content = await noteDocument(fresh, account.label, documentParts(services));
  await services.documents.show(key, title, content, file);
  tellRead();
  if (warning !== undefined) void vscode.window.showWarningMessage(verbatim(warning));
}

/** The note as the service has it now or, if it cannot be asked, as it was listed. `warning`: the service has none. */
async function readAgain(
  { book, log }: Services,
  { note, account }: NoteOfAccount,
): Promise<{ readonly note: StoredNote; readonly warning: string | undefined }> {
  const provider = book.find(account.id)?.provider;
  if (provider?.read === undefined) return { note, warning: undefined };
  try {
    const read = provider.read.bind(provider);
    const fresh = await vscode.window.withProgress({ location: { viewId: 'notelog.recentNotes' } }, () =>
      read(note.id, AbortSignal.timeout(10_000)),
    );
    // The list may know more of its customer, such as the name.
    return { note: { ...fresh, target: { ...note.target, ...fresh.target } }, warning: undefined };
  } catch (error) {
    if (!Failure.is(error)) throw error;
    log.warn(`A note could not be read again: ${error.reason}, ${error.detail ?? 'no detail'}`);
    if (error.reason !== 'notFound') return { note, warning: undefined };
    // Not every service's answer proves that the note is gone.
    return {
      note,
      warning: provider.findListed ? error.message : notInService(account.label),
    };
  }
}
