import * as vscode from './editor.ts';
import { Failure } from '../base/failure.ts';
import { verbatim } from './verbatim.ts';

/** Shows how far the work is. */
export type Report = (message: string) => void;

/**
 * Runs work that may take long, below a notification with a Cancel button. Undefined when the user cancelled; else it
 * rejects with what the work rejects with.
 */
export async function cancellable<T>(
  title: string,
  work: (signal: AbortSignal, report: Report) => Promise<T>,
): Promise<T | undefined> {
  return await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: verbatim(title), cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      const subscription = token.onCancellationRequested(() => abort.abort());
      try {
        return await work(abort.signal, (message) => progress.report({ message: verbatim(message) }));
      } catch (error) {
        if (abort.signal.aborted || Failure.is(error, 'cancelled')) return undefined;
        throw error;
      } finally {
        subscription.dispose();
      }
    },
  );
}
