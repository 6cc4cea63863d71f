import * as vscode from '../editor.ts';
import { changedSpan } from '../../base/changedSpan.ts';

/** Shows a draft's document, with the cursor at the end of its text; in the active column where none is given. */
export async function showDraftDocument(uri: vscode.Uri, viewColumn?: vscode.ViewColumn): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  // The last newline is no part of the text.
  const end = document.positionAt(Math.max(0, document.getText().length - 1));
  await vscode.window.showTextDocument(document, {
    preview: false,
    selection: new vscode.Range(end, end),
    ...(viewColumn !== undefined && { viewColumn }),
  });
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
