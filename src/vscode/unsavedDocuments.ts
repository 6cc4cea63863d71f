import * as vscode from './editor.ts';

/** The open document that differs from its file, or is in none yet. */
export function unsavedDocument(at: vscode.Uri): vscode.TextDocument | undefined {
  const uri = at.toString();
  return vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === uri && (document.isDirty || document.isUntitled),
  );
}

/** Whether an editor that shows something else than the text of the file has changes that are not saved. */
export function changedElsewhere(at: vscode.Uri): boolean {
  const uri = at.toString();
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(
      ({ isDirty, input }) =>
        isDirty &&
        (input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputNotebook) &&
        input.uri.toString() === uri,
    ),
  );
}
