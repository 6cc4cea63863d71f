import * as vscode from '../editor.ts';
import { logProblem } from '../../words/code.ts';

/**
 * Offers to log a problem wherever its fixes are listed on demand: in the menu of the Problems view, and by Ctrl+. in an
 * editor. The editor asks at every move of the cursor, too; then there is nothing, so that no light bulb comes of it.
 * A part of the start-up bundle: the rest is loaded when the action is chosen.
 */
export const problemActions: vscode.CodeActionProvider = {
  provideCodeActions({ uri }, _, { diagnostics, triggerKind }) {
    if (triggerKind !== vscode.CodeActionTriggerKind.Invoke || diagnostics.length === 0) return [];
    const title = logProblem();
    // Without its diagnostics it stands below what fixes them.
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = { command: 'notelog.logProblem', title, arguments: [uri, diagnostics] };
    return [action];
  },
};

/** Registers {@link problemActions} for all files. */
export function registerProblemActions(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider('*', problemActions, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}
