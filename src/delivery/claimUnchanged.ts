import type { ClaimedEntry } from '../outbox/claimedEntry.ts';
import type { Entry } from '../outbox/entry.ts';
import type { Outbox } from '../outbox/outbox.ts';

/**
 * Claims an entry about which the user has decided something, having seen it as `shownEntry`. Undefined when the
 * decision no longer fits: the entry is gone, another host works on it, or it was tried or written anew since. Failure
 * `storage`.
 */
export async function claimUnchanged(outbox: Outbox, shownEntry: Entry): Promise<ClaimedEntry | undefined> {
  const claimed = await outbox.claim(shownEntry.id);
  if (!claimed || isSameTry(claimed.entry, shownEntry)) return claimed;
  await claimed.release();
  return undefined;
}

/**
 * Whether nothing was tried between two versions of an entry, or only what leaves the same decision to the user. What was
 * edited and sent anew is another note under the same id, which the user has not seen.
 */
function isSameTry(claimed: Entry, shownEntry: Entry): boolean {
  if (claimed.queuedAt !== shownEntry.queuedAt) return false;
  const { status: one } = claimed;
  const { status: other } = shownEntry;
  if (one.state === 'uncertain') return other.state === 'uncertain' && one.since === other.since;
  return one.state !== 'sending' && one.state === other.state;
}
