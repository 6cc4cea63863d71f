import type { AccountBook } from '../accounts/accountBook.ts';
import { versionOf } from '../model/change.ts';
import type { StoredNote } from '../model/note.ts';
import { isConflict, type Entry } from '../outbox/entry.ts';
import { readUnlessGone } from './applyAction.ts';
import { accountGone } from './deliveryFailures.ts';
import { claimUnchanged } from './claimUnchanged.ts';
import type { RequeueParts } from './resolveEntry.ts';

/**
 * What became of a conflict that was to be settled.
 * - `queued`: the user's change is tried again, against the version that the user saw.
 * - `discarded`: it is removed; the saved note stays as it is.
 * - `changed`: nothing was done, since the entry is gone, is being worked on, or is no conflict any more.
 */
type SettledConflict = 'queued' | 'discarded' | 'changed';

/**
 * The stored note of a conflict as the service has it now; undefined: it was deleted. Failure `invalid` when the
 * entry's account is gone; otherwise those of {@link readUnlessGone}.
 */
export async function readConflicting(
  book: Pick<AccountBook, 'find'>,
  { action, accountId, accountLabel, place }: Entry,
  signal: AbortSignal,
): Promise<StoredNote | undefined> {
  const open = book.find(accountId);
  if (!action || action.does === 'followUp' || open?.kind.tenant(open.account) !== place)
    throw accountGone(accountLabel);
  return await readUnlessGone(open.provider, action, signal);
}

/**
 * Ends a conflict as the user said. `shownEntry`: the entry as the user saw it. `theirs`: the stored note as the user
 * saw it, which is what `mine` overwrites, and no later version; undefined: it was deleted, and nothing can be
 * overwritten. Failure `storage`.
 */
export async function settleConflict(
  { outbox, delivery }: RequeueParts,
  shownEntry: Entry,
  theirs: StoredNote | undefined,
  keep: 'mine' | 'theirs',
): Promise<SettledConflict> {
  const claimed = await claimUnchanged(outbox, shownEntry);
  if (!claimed) return 'changed';
  const { action } = shownEntry;
  if (!action || action.does === 'followUp' || !isConflict(claimed.entry)) {
    await claimed.release();
    return 'changed';
  }
  if (keep === 'theirs' || !theirs) {
    await claimed.remove();
    return 'discarded';
  }
  const status = { state: 'waiting' } as const;
  await claimed.release({ ...shownEntry, action: { ...action, base: versionOf(theirs) }, status });
  delivery.wake('account', shownEntry.accountId);
  return 'queued';
}
