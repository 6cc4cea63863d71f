import * as vscode from '../editor.ts';

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
  const start = commonStart(before, wanted);
  const end = commonEnd(before, wanted, start);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(before.length - end));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, wanted.slice(start, wanted.length - end));
  return await vscode.workspace.applyEdit(edit);
}

/** Characters at the start that are the same in both. */
function commonStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let count = 0;
  while (count < most && one[count] === other[count]) count += 1;
  return isWithinPair(one, count) ? count - 1 : count;
}

/** Characters at the end that are the same in both, and not among the first `start`. */
function commonEnd(one: string, other: string, start: number): number {
  const most = Math.min(one.length, other.length) - start;
  let count = 0;
  while (count < most && one[one.length - 1 - count] === other[other.length - 1 - count]) count += 1;
  return isWithinPair(one, one.length - count) ? count - 1 : count;
}

/** Whether this place is between the two halves of a character, or between the two of a line's end. */
function isWithinPair(text: string, at: number): boolean {
  const pair = text.slice(at - 1, at + 1);
  return at > 0 && (pair === '\r\n' || /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(pair));
}
