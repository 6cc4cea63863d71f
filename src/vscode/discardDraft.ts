import type { Services } from './services.ts';
import { confirm } from './confirm.ts';
import { shortened } from '../base/shortened.ts';
import * as words from '../words/drafts.ts';

/** Discards what is in the form, after a question unless it is empty. Failure `storage`: it stays. */
export async function discardDraft(services: Services): Promise<void> {
  const { composer } = services;
  const { edits, values } = composer.draft;
  if (!composer.hasContent) {
    // A note that was opened and not touched is only closed.
    if (edits) await composer.discard();
    return;
  }
  const isSure = await confirm({
    question: edits ? words.discardChange() : words.discardDraft(),
    detail: shortened(values.text, 300),
    keep: edits ? words.keepChange() : words.keepDraft(),
    act: words.discard(),
  });
  if (isSure) await composer.discard();
}
