import type { Entry } from '../outbox/entry.ts';
import type { Outbox } from '../outbox/outbox.ts';

/**
 * Removes an entry for good, unless it is being sent. True when the entry is gone; false when it was written anew since the
 * user saw it as `shownEntry`, when another host works on it, or when one died while sending it: whether the service has
 * stored it is then for the delivery to find out. Failure `storage`.
 */
export async function removeUnlessSending(outbox: Outbox, shownEntry: Entry): Promise<boolean> {
  const { id } = shownEntry;
  const claimed = await outbox.claim(id);
  if (!claimed) return outbox.get(id) === undefined;
  const { queuedAt, status } = claimed.entry;
  const stays = status.state === 'sending' || queuedAt !== shownEntry.queuedAt;
  await (stays ? claimed.release() : claimed.remove());
  return !stays;
}
