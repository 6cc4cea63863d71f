import * as vscode from './editor.ts';
import type { KeyRequest } from '../app/platform.ts';
import * as words from '../words/keys.ts';
import { constant, verbatim } from './verbatim.ts';

/**
 * Asks for a key that works, once for an account, however many of its notes wait for it. Shown as an error, because
 * the editor hides a warning after some seconds.
 */
export class KeyPrompt {
  readonly #open = new Set<string>();

  /** Resolves when the prompt is answered or closed; at once if it is on the screen already. */
  async ask({ accountId, account, why }: KeyRequest): Promise<void> {
    const label = account?.label ?? words.anAccount();
    if (this.#open.has(accountId)) {
      vscode.window.setStatusBarMessage(constant`$(key) ${words.noteWaitsForKey(label)}`, 8000);
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
  const message = verbatim(words.queuedUntilKeyWorks(why));
  const choice = await vscode.window.showErrorMessage(message, words.replaceKey());
  if (choice !== undefined) await vscode.commands.executeCommand('notelog.replaceKey', accountId);
}

/** The account was removed, so no key would help. */
async function offerRecentNotes(why: string): Promise<void> {
  const message = verbatim(words.queuedWithoutAccount(why));
  const choice = await vscode.window.showErrorMessage(message, words.showRecentNotes());
  if (choice !== undefined) await vscode.commands.executeCommand('notelog.recentNotes.focus');
}
