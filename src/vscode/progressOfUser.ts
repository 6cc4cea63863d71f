import * as vscode from './editor.ts';
import type { Services } from './services.ts';

/** Tells the editor what the user has done: by that it checks off the steps of the walkthrough (package.json). */
export function tellProgress({ book, onStored }: Pick<Services, 'book' | 'onStored'>): vscode.Disposable {
  onStored((_, note) => {
    if (note) tell('notelog.hasLogged', true);
    if (note?.kind === 'call') tell('notelog.hasLoggedCall', true);
  });
  const tellAccount = () =>
    tell(
      'notelog.hasAccount',
      book.all().some(({ kind }) => kind.keyLabel !== undefined),
    );
  tellAccount();
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('notelog.accounts')) tellAccount();
  });
}

/** A note or a history was opened. A click on a row reaches the editor as no command that a step could name. */
export function tellRead(): void {
  tell('notelog.hasRead', true);
}

function tell(key: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
