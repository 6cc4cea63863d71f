import * as vscode from '../editor.ts';
import { completeTask, undoCompletion } from '../commands/followUps.ts';
import { runReported } from '../commands/commands.ts';
import type { Services } from '../services.ts';
import type { TreeNode } from '../tree/treeNode.ts';

/** Marks follow-ups as done when their boxes are checked, and not when the boxes are soon cleared again. */
export function watchCheckBoxes(
  services: Services,
  notes: Pick<vscode.TreeView<TreeNode>, 'onDidChangeCheckboxState'>,
): vscode.Disposable {
  return notes.onDidChangeCheckboxState(({ items }) => {
    for (const [node, state] of items) {
      if (state === vscode.TreeItemCheckboxState.Unchecked) undoCompletion(services, node);
      else void runReported(services, 'notelog.completeTask', () => completeTask(services, node));
    }
  });
}
