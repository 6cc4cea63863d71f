import * as vscode from './editor.ts';
import { secretNameOf } from '../accounts/keys.ts';
import type { KeyRequest } from '../app/platform.ts';
import * as words from '../words/keys.ts';
import { constant, verbatim } from './verbatim.ts';

/**
 * Asks for a key that works, once for an account, however many of its notes wait for it. The editor puts a warning away
 * after some seconds, and no extension can close a message: an error would stand there when the key has long been
 * entered. That one is needed is said for as long as it is in Recent Notes and in the status bar.
 */
export class KeyPrompt {
  readonly #secrets: Pick<vscode.SecretStorage, 'onDidChange'>;
  readonly #open = new Set<string>();

  /** `secrets`: tells of each key that is entered, in any window. */
  constructor(secrets: Pick<vscode.SecretStorage, 'onDidChange'>) {
    this.#secrets = secrets;
  }

  /**
   * Resolves when the prompt is answered or closed, or when a key was entered in another way; at once if it is on the
   * screen already.
   */
  async ask({ accountId, account, why }: KeyRequest): Promise<void> {
    const label = account?.label ?? words.anAccount();
    if (this.#open.has(accountId)) {
      vscode.window.setStatusBarMessage(constant`$(key) ${words.noteWaitsForKey(label)}`, 8000);
      return;
    }
    this.#open.add(accountId);
    const entered = this.#entered(accountId);
    try {
      const answered = account ? offerReplaceKey(accountId, `${label}: ${why}`) : offerRecentNotes(why);
      await Promise.race([answered, entered.promise]);
    } finally {
      entered.listening.dispose();
      this.#open.delete(accountId);
    }
  }

  #entered(accountId: string): {
    readonly promise: Promise<undefined>;
    readonly listening: vscode.Disposable;
  } {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const listening = this.#secrets.onDidChange(({ key }) => {
      if (key === secretNameOf(accountId)) resolve(undefined);
    });
    return { promise, listening };
  }
}

async function offerReplaceKey(accountId: string, why: string): Promise<void> {
  const message = verbatim(words.queuedUntilKeyWorks(why));
  const choice = await vscode.window.showWarningMessage(message, words.replaceKey());
  if (choice !== undefined) await vscode.commands.executeCommand('notelog.replaceKey', accountId);
}

/** The account was removed, so no key would help. */
async function offerRecentNotes(why: string): Promise<void> {
  const message = verbatim(words.queuedWithoutAccount(why));
  const choice = await vscode.window.showWarningMessage(message, words.showRecentNotes());
  if (choice !== undefined) await vscode.commands.executeCommand('notelog.recentNotes.focus');
}
