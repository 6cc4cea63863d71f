import * as vscode from './editor.ts';
import type { Entry } from '../outbox/entry.ts';
import * as words from '../words/sending.ts';
import type { Services } from './services.ts';
import { constant, verbatim } from './verbatim.ts';

/** The bar moves this many times while a note can be taken back. */
const steps = 20;

/** Shows that entries of one account are being sent, until `wait` is over. Cancel aborts its signal. */
export async function sendingProgress<T>(
  services: Services,
  entries: readonly Entry[],
  wait: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: constant`Notelog`, cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      const done = new AbortController();
      const subscription = token.onCancellationRequested(() => abort.abort());
      void countDown(services, entries, progress, AbortSignal.any([abort.signal, done.signal]));
      try {
        return await wait(abort.signal);
      } finally {
        done.abort();
        subscription.dispose();
      }
    },
  );
}

/** Only the bar moves: a screen reader would read out every change of the message. */
async function countDown(
  { clock }: Services,
  entries: readonly Entry[],
  progress: vscode.Progress,
  done: AbortSignal,
): Promise<void> {
  const [first] = entries;
  const label = first?.accountLabel ?? '';
  const isDeletion = entries.length === 1 && first?.action?.does === 'remove';
  const leavesAt = Math.max(
    ...entries.map(({ status }) => (status.state === 'waiting' ? (status.notBefore ?? 0) : 0)),
  );
  const time = leavesAt - clock.now();
  if (time > 0) {
    const seconds = Math.ceil(time / 1000);
    const message = verbatim(
      isDeletion
        ? words.deletingIn(first.note.kind, label, seconds)
        : words.loggingIn(entries.length, label, seconds),
    );
    progress.report({ message });
    for (let step = 0; step < steps; step++) {
      const hasWaited = await clock.wait(time / steps, done).then(
        () => true,
        () => false,
      );
      if (!hasWaited) return;
      // With the message each time: the editor would remove it for an increment alone.
      progress.report({ message, increment: 100 / steps });
    }
  }
  const message = isDeletion ? words.deleting(first.note.kind, label) : words.logging(entries.length, label);
  progress.report({ message: verbatim(message) });
}
