import * as vscode from '../editor.ts';
import { fileInFront } from '../fileInFront.ts';

/**
 * The files that a command was called for. Menus and other callers pass (uri, uris) from the explorer, (uri) from a tab,
 * nothing from the palette, where the active editor's file is meant. Anything else is ignored.
 */
export function chosenFiles([first, selected]: readonly unknown[]): vscode.Uri[] {
  const several = Array.isArray(selected) ? selected.filter((each) => each instanceof vscode.Uri) : [];
  if (several.length > 0) return several;
  if (first instanceof vscode.Uri) return [first];
  const inFront = fileInFront();
  return inFront ? [inFront] : [];
}
