import { afterOwnerStopped, afterSenderEnded } from './uncertainty.ts';
import type { Entry } from '../outbox/entry.ts';
import type { Outbox } from '../outbox/outbox.ts';

/**
 * Recovers an entry whose host has ended, or could not write its outcome. What that host was sending may have arrived.
 * Nothing happens while the host lives, or may live. Failure `storage`.
 */
export async function recoverEntry(outbox: Outbox, { id }: Entry): Promise<void> {
  const claimed = outbox.ownerOf(id) === undefined ? await outbox.claim(id) : await outbox.recover(id);
  if (!claimed) return;
  await claimed.release(afterOwnerStopped(claimed.entry, outbox.host));
}

/**
 * Tells the hosts that took an entry over while this one was suspended that this one does not send it any more. While it
 * still does, the entry cannot be claimed here a second time, and nothing happens. Failure `storage`.
 */
export async function endUncertainty(outbox: Outbox, { id }: Entry): Promise<void> {
  const claimed = await outbox.claim(id);
  if (claimed) await claimed.release(afterSenderEnded(claimed.entry, outbox.host));
}
