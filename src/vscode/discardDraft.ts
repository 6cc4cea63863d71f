import * as vscode from './editor.ts';
import type { Services } from './services.ts';
import { verbatim } from './verbatim.ts';
import { shortened } from '../base/shortened.ts';

/** Discards what is in the form, after a question unless it is empty. Failure `storage`: it stays. */
export async function discardDraft(services: Services): Promise<void> {
  const { composer } = services;
  const { edits, values } = composer.draft;
  if (!composer.hasContent) {
    // A note that was opened and not touched is only closed.
    if (edits) await composer.discard();
    return;
  }
  const choice = await vscode.window.showWarningMessage(
    verbatim(edits ? 'Discard this change? The stored note stays as it is.' : 'Discard this draft?'),
    { modal: true, detail: shortened(values.text, 300) },
    'Discard',
  );
  if (choice === 'Discard') await composer.discard();
}
