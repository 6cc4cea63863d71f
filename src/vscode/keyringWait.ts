import * as vscode from './editor.ts';
import type { WaitOptions } from '../accounts/keyring.ts';
import { Failure } from '../base/failure.ts';
import { constant, verbatim } from './verbatim.ts';
import * as words from '../words/keys.ts';

/**
 * Runs a user's action that needs the keyring. A long wait is shown with a Cancel button, which ends the action with a
 * CancellationError. Failure `storage` when the keyring fails.
 */
export async function withKeyring<T>(work: (wait: WaitOptions) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const done = Promise.withResolvers<undefined>();
  let isShown = false;
  const onLongWait = () => {
    if (isShown) return;
    isShown = true;
    showLongWait(abort, done.promise);
  };
  try {
    return await work({ signal: abort.signal, onLongWait });
  } catch (error) {
    throw Failure.is(error, 'cancelled') ? new vscode.CancellationError() : error;
  } finally {
    done.resolve(undefined);
  }
}

function showLongWait(abort: AbortController, done: Promise<undefined>): void {
  void vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: constant`Notelog`, cancellable: true },
    (progress, token) => {
      progress.report({
        message: verbatim(words.waitingForKeyring()),
      });
      token.onCancellationRequested(() => abort.abort());
      return done;
    },
  );
}

/** Makes a listener that shows in the status bar while anything waits for the keyring, such as a note in the outbox. */
export function keyringWaitInStatusBar(): (waiting: boolean) => void {
  let end: PromiseWithResolvers<undefined> | undefined;
  return (waiting) => {
    end?.resolve(undefined);
    end = undefined;
    if (!waiting) return;
    const { promise } = (end = Promise.withResolvers<undefined>());
    const title = constant`$(key) ${words.waitingShort()}`;
    void vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () => promise);
  };
}
