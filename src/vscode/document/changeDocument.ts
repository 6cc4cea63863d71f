import * as vscode from '../editor.ts';
import { changedSpan } from '../../base/changedSpan.ts';

/** Shows a draft's document, with the cursor at the end of its text. */
export async function showDraftDocument(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  // The last newline is no part of the text.
  const end = document.positionAt(Math.max(0, document.getText().length - 1));
  await vscode.window.showTextDocument(document, {
    preview: false,
    selection: new vscode.Range(end, end),
  });
}

/**
 * Saves a document, as it is where the cursor is in it: trimmed or formatted, it would take away what is being typed. The
 * editor has only a command for that, which saves the active tab. Where the cursor is in the document and that is not the
 * active tab, as in a comparison, it stays unsaved.
 */
export async function saveDocument(document: vscode.TextDocument): Promise<void> {
  const { activeTextEditor, tabGroups } = vscode.window;
  const uri = document.uri.toString();
  // The command may move the focus, so it is used only where a save would change something.
  if (activeTextEditor?.document.uri.toString() !== uri || !isChangedBySaving(document)) {
    await document.save();
    return;
  }
  const input: unknown = tabGroups.activeTabGroup.activeTab?.input;
  // The active tab and the active editor are told one after the other: where they differ, it may be another's turn.
  if (input instanceof vscode.TabInputText && input.uri.toString() === uri)
    await vscode.commands.executeCommand('workbench.action.files.saveWithoutFormatting');
}

/** Settings by which saving changes a text. */
const savingChanges = ['editor.formatOnSave', 'files.trimFinalNewlines', 'files.trimTrailingWhitespace'];

function isChangedBySaving(document: vscode.TextDocument): boolean {
  const configuration = vscode.workspace.getConfiguration(undefined, document);
  return savingChanges.some((name) => configuration.get(name) === true);
}

/**
 * Changes a document to this content, by the one span that differs, so that neither the cursor nor what was folded
 * moves. False: it was changed meanwhile, and nothing is.
 */
export async function applyContent(document: vscode.TextDocument, content: string): Promise<boolean> {
  const before = document.getText();
  const wanted = before.includes('\r\n') ? content.replaceAll('\n', '\r\n') : content;
  const { start, end, inserted } = changedSpan(before, wanted);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    document.uri,
    new vscode.Range(document.positionAt(start), document.positionAt(end)),
    inserted,
  );
  return await vscode.workspace.applyEdit(edit);
}
