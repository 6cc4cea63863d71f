import type { NewId } from '../base/ids.ts';
import type { DraftStore } from '../drafts/draftStore.ts';
import type { Draft } from '../model/draft.ts';
import type { ClaimedEntry } from '../outbox/claimedEntry.ts';
import type { Entry } from '../outbox/entry.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { claimUnchanged } from './claimUnchanged.ts';

/** What taking an entry back needs. */
export interface TakeBackParts {
  readonly outbox: Outbox;
  readonly drafts: DraftStore;
  readonly newId: NewId;
}

/**
 * What became of an entry that was to be taken back.
 * - `draft`: it is a draft again, to be opened in the form.
 * - `removed`: it was a deletion, of which there is nothing to write; the stored note stays.
 * - `changed`: nothing was done, since the entry is gone, is being worked on, or was tried since the user saw it.
 */
export type TakeBackResult =
  | { readonly result: 'draft'; readonly draft: Draft }
  | { readonly result: 'removed' }
  | { readonly result: 'changed' };

/**
 * Turns an entry that is not being sent back into a draft, as it was typed. The draft is on disk before the entry
 * goes, so that the text is never only in memory. `shownEntry`: the entry as the user saw it. `isOpen`: whether a draft
 * of that id is open in the form already, which may be newer and is not overwritten. Failure `storage`: the entry
 * stays.
 */
export async function takeBack(
  parts: TakeBackParts,
  shownEntry: Entry,
  isOpen: (draftId: string) => boolean,
): Promise<TakeBackResult> {
  const claimed = await claimUnchanged(parts.outbox, shownEntry);
  if (!claimed) return { result: 'changed' };
  const { entry } = claimed;
  if (entry.action?.does === 'remove') {
    await claimed.remove();
    return { result: 'removed' };
  }
  // An uncertain note may be stored under its id; what is sent from now on is another note.
  const id = entry.status.state === 'uncertain' ? parts.newId() : entry.draft.id;
  const draft = { ...(await orRelease(claimed, () => claimed.draftLeft())), id };
  if (!isOpen(id)) await orRelease(claimed, () => saveDraft(parts.drafts, draft));
  await claimed.remove();
  return { result: 'draft', draft };
}

async function saveDraft(drafts: DraftStore, draft: Draft): Promise<void> {
  drafts.saveSoon(draft);
  await drafts.flush(draft.id);
}

async function orRelease<T>(claimed: ClaimedEntry, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await claimed.release();
    throw error;
  }
}
