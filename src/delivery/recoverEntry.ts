import { afterOwnerStopped, afterSenderEnded } from './uncertainty.ts';
import type { Entry } from '../outbox/entry.ts';
import type { Outbox } from '../outbox/outbox.ts';

/**
 * Takes up an entry that its host left: it died, or could not write down how it ended. What was being sent may
 * have arrived. Nothing happens while the host lives, or may live. Failure `storage`.
 */
export async function recoverEntry(outbox: Outbox, { id }: Entry): Promise<void> {
  const claimed = outbox.ownerOf(id) === undefined ? await outbox.claim(id) : await outbox.recover(id);
  if (!claimed) return;
  await claimed.release(afterOwnerStopped(claimed.entry, outbox.host));
}

/**
 * Tells the others that this host, which was held up so long that they took an entry over, has nothing of it on its
 * way any more. While it has, the entry cannot be claimed here a second time, and nothing happens. Failure `storage`.
 */
export async function endUncertainty(outbox: Outbox, { id }: Entry): Promise<void> {
  const claimed = await outbox.claim(id);
  if (claimed) await claimed.release(afterSenderEnded(claimed.entry, outbox.host));
}
