import * as vscode from './editor.ts';
import type { KeyRequest } from '../app/platform.ts';
import { constant, verbatim } from './verbatim.ts';

/**
 * Asks for a key that works, once for an account, however many of its notes wait for it. Shown as an error, because
 * the editor hides a warning after some seconds.
 */
export class KeyPrompt {
  readonly #open = new Set<string>();

  /** Resolves when the prompt is answered or closed; at once if it is on the screen already. */
  async ask({ accountId, account, why }: KeyRequest): Promise<void> {
    const label = account?.label ?? 'An account';
    if (this.#open.has(accountId)) {
      vscode.window.setStatusBarMessage(
        constant`$(key) ${label}: the note is waiting for a working key.`,
        8000,
      );
      return;
    }
    this.#open.add(accountId);
    try {
      if (account) await offerReplaceKey(accountId, `${label}: ${why}`);
      else await offerRecentNotes(why);
    } finally {
      this.#open.delete(accountId);
    }
  }
}

async function offerReplaceKey(accountId: string, why: string): Promise<void> {
  const message = `${why} Nothing was stored; its notes wait in Recent Notes and go out when the key is replaced.`;
  const choice = await vscode.window.showErrorMessage(verbatim(message), 'Replace Key');
  if (choice !== undefined) await vscode.commands.executeCommand('notelog.replaceKey', accountId);
}

/** The account was removed, so no key would help. */
async function offerRecentNotes(why: string): Promise<void> {
  const message = `${why} Nothing was stored; its notes wait in Recent Notes. Edit them there to send them to another account.`;
  const choice = await vscode.window.showErrorMessage(verbatim(message), 'Show Recent Notes');
  if (choice !== undefined) await vscode.commands.executeCommand('notelog.recentNotes.focus');
}
